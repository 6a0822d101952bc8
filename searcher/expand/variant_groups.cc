// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/variant_groups.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/base/error.h"
#include "common/base/utf8.h"
#include "common/domain/tokenizer.h"
#include "searcher/expand/letters.h"

namespace dateline {
namespace {

constexpr std::size_t kMinStemLetters = 4;
constexpr std::size_t kReadBytes = 64U << 10U;

// Why a line cannot be used; becomes an Error that names the line.
struct BadLine : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(end + 1)) {
    end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
  }
  return parts;
}

bool has_letter(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    if (u_isalpha(static_cast<UChar32>(decode_utf8(text, position)))) return true;
  }
  return false;
}

// The words of a form with blanks between them; as queries are cut into words, without the
// character that closes a run without spaces.
std::string fold(std::string_view form) {
  if (!has_letter(form)) throw BadLine(fmt::format("'{}' has no letter", form));
  std::string text;
  std::size_t words = 0;
  std::size_t before_last = 0;
  bool tail = false;
  Tokenizer tokenizer(form);
  for (Token token; tokenizer.next(token); ++words, tail = token.run_tail) {
    before_last = text.size();
    if (words > 0) text += ' ';
    text += token.word;
  }
  if (tail) text.resize(before_last);
  if (words > kMaxVariantWords) {
    throw BadLine(fmt::format("'{}' has {} words: at most {} (words of a form)", form, words,
                              kMaxVariantWords));
  }
  return text;
}

// At most one byte more than a file may have: what is named may be endless.
std::string read_beginning(const std::filesystem::path& file) {
  std::string text;
  std::ifstream stream(file, std::ios::binary);
  while (stream && text.size() <= kMaxVariantFileBytes) {
    const std::size_t before = text.size();
    text.resize(std::min(before + kReadBytes, kMaxVariantFileBytes + 1));
    stream.read(text.data() + before, static_cast<std::streamsize>(text.size() - before));
    text.resize(before + static_cast<std::size_t>(stream.gcount()));
  }
  if (!stream.is_open() || stream.bad()) {
    throw Error(ExitCode::Usage, fmt::format("cannot read the variants '{}'", file.string()),
                "name a text file of variants");
  }
  return text;
}

}  // namespace

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text, ' ')) words.emplace_back(word);
  return words;
}

std::string stems_in(std::span<const std::string> words, Stemmer& stemmer) {
  if (std::ranges::none_of(words, is_cyrillic_word)) return {};
  std::string stems;
  for (const auto& word : words) {
    const std::string_view stem = is_cyrillic_word(word) ? stemmer.stem_once(word) : word;
    if (!stems.empty()) stems += ' ';
    stems += count_characters(stem) >= kMinStemLetters ? stem : std::string_view(word);
  }
  return stems;
}

std::uint32_t TextGroups::add(std::string_view text) {
  const auto [number, is_new] = texts_.number(text);
  if (is_new) {
    next_.push_back(number);
    parent_.push_back(number);
  }
  return number;
}

void TextGroups::add_group(const std::vector<std::string>& texts) {
  const std::uint32_t first = add(texts.front());
  for (const auto& text : texts) join(first, add(text));
}

std::uint32_t TextGroups::group(std::uint32_t number) const {
  while (parent_[number] != number) number = parent_[number];
  return number;
}

void TextGroups::join(std::uint32_t one, std::uint32_t other) {
  const std::uint32_t into = group(one);
  const std::uint32_t from = group(other);
  if (into == from) return;
  std::swap(next_[into], next_[from]);  // makes one circle of two
  parent_[from] = into;
  for (std::uint32_t number : {one, other}) {
    while (parent_[number] != into) number = std::exchange(parent_[number], into);
  }
}

std::vector<std::string_view> TextGroups::group_of(std::uint32_t number) const {
  std::vector<std::string_view> texts;
  std::uint32_t place = number;
  do {
    texts.push_back(texts_.text(place));
    place = next_[place];
  } while (place != number);
  return texts;
}

void VariantGroups::add(std::string_view text, const std::string& name) {
  const auto fail = [&](std::size_t line, const std::string& why) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot use the variants of '{}', line {}: {}", name, line, why),
                "a line is the forms of one name, with tabs between them");
  };
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    if (++number > kMaxVariantLines)
      fail(number, fmt::format("at most {} (lines of a file)", kMaxVariantLines));
    try {
      add_line(line);
    } catch (const BadLine& bad) {
      fail(number, bad.what());
    }
  }
}

void VariantGroups::add_line(std::string_view line) {
  if (!is_valid_utf8(line)) throw BadLine("it is not UTF-8");
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (trim(line).empty() || trim(line).starts_with('#')) return;
  std::vector<std::string_view> cells = split(line, '\t');
  for (auto& cell : cells) cell = trim(cell);
  if (cells.size() < 2) throw BadLine("a group of one form: forms are separated by tabs");
  if (cells.size() > kMaxVariantForms) {
    throw BadLine(
        fmt::format("{} forms: at most {} (forms of a line)", cells.size(), kMaxVariantForms));
  }
  const auto is_ending = [](std::string_view cell) { return cell.starts_with('-'); };
  const bool are_endings = std::ranges::all_of(cells, is_ending);
  if (!are_endings && std::ranges::any_of(cells, is_ending))
    throw BadLine("forms and endings (with '-' in front) in one line");
  std::vector<std::string> texts;
  for (const std::string_view cell : cells) texts.push_back(fold(cell));
  if (std::ranges::all_of(texts, [&](const auto& text) { return text == texts[0]; }))
    throw BadLine("its forms are one: case, accents and dashes do not matter");
  if (are_endings) {
    add_endings(texts);
  } else {
    add_names(texts);
  }
}

void VariantGroups::add_names(const std::vector<std::string>& texts) {
  names_.add_group(texts);
  for (const auto& text : texts) {
    const auto words = static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
    if (words == 1) continue;
    auto& most = most_words_from_[text.substr(0, text.find(' '))];
    most = std::max(most, words);
  }
}

std::size_t VariantGroups::most_words_from(const std::string& word) const {
  const auto found = most_words_from_.find(word);
  return found == most_words_from_.end() ? 1 : found->second;
}

void VariantGroups::add_endings(const std::vector<std::string>& texts) {
  for (const auto& text : texts) {
    if (text.find(' ') != std::string::npos)
      throw BadLine(fmt::format("the ending '-{}' is not one word", text));
    longest_ending_ = std::max(longest_ending_, text.size());
  }
  endings_.add_group(texts);
}

void VariantGroups::add_file(const std::filesystem::path& file) {
  const std::string text = read_beginning(file);
  if (text.size() > kMaxVariantFileBytes) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot use the variants of '{}': over {} MiB (size of a file)",
                            file.string(), kMaxVariantFileBytes >> 20U),
                "name a text file of variants");
  }
  add(text, file.string());
}

}  // namespace dateline
