// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/variant_table.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/uchar.h>

#include "common/base/error.h"
#include "common/base/utf8.h"
#include "common/domain/tokenizer.h"
#include "searcher/expand/letters.h"
#include "searcher/expand/shipped_variants.h"

namespace dateline {
namespace {

constexpr std::size_t kMinStemLetters = 4;
constexpr std::uint32_t kAmbiguous = UINT32_MAX;
constexpr std::size_t kMinLettersBeforeEnding = 3;

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

// As queries are cut into words: without the character that closes a run without spaces.
VariantTable::Form fold(std::string_view form) {
  if (!has_letter(form)) throw BadLine(fmt::format("'{}' has no letter", form));
  VariantTable::Form words;
  bool tail = false;
  Tokenizer tokenizer(form);
  for (Token token; tokenizer.next(token); tail = token.run_tail) words.emplace_back(token.word);
  if (tail) words.pop_back();
  if (words.size() > kMaxVariantWords) {
    throw BadLine(fmt::format("'{}' has {} words: at most {} (words of a form)", form, words.size(),
                              kMaxVariantWords));
  }
  return words;
}

// What equal forms have in common.
std::string key_of(std::span<const std::string> words) {
  return fmt::format("{}", fmt::join(words, " "));
}

// What inflected forms have in common; empty where nothing is Cyrillic.
std::string stem_key_of(std::span<const std::string> words, Stemmer& stemmer) {
  if (std::ranges::none_of(words, is_cyrillic_word)) return {};
  std::string key;
  for (const auto& word : words) {
    const std::string_view stem = is_cyrillic_word(word) ? stemmer.stem(word) : word;
    if (!key.empty()) key += ' ';
    key += count_characters(stem) >= kMinStemLetters ? stem : std::string_view(word);
  }
  return key;
}

void require_two(const std::vector<std::pair<std::string, VariantTable::Form>>& forms) {
  const auto is_first = [&](const auto& form) { return form.first == forms[0].first; };
  if (std::ranges::all_of(forms, is_first))
    throw BadLine("its forms are one: case, accents and endings do not matter");
}

// At most one byte more than a file may have: what is named may be endless.
std::string read_beginning(const std::filesystem::path& file) {
  std::string text(kMaxVariantFileBytes + 1, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream.is_open() || stream.bad()) {
    throw Error(ExitCode::Usage, fmt::format("cannot read the variants '{}'", file.string()),
                "name a text file of variants");
  }
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

std::uint32_t VariantTable::Groups::root(std::uint32_t group) const {
  while (joined_to[group] != group) group = joined_to[group];
  return group;
}

std::span<const VariantTable::Form> VariantTable::Groups::find(std::string_view key) const {
  const auto found = group_of.find(key);
  if (found == group_of.end()) return {};
  return groups[root(found->second)];
}

void VariantTable::Groups::join(std::uint32_t into, std::uint32_t other) {
  if (into == other) return;
  // The smaller one moves: so no form moves, and no search climbs, more than log(forms) times.
  if (groups[into].size() < groups[other].size()) groups[into].swap(groups[other]);
  std::ranges::move(groups[other], std::back_inserter(groups[into]));
  groups[other] = {};
  joined_to[other] = into;
}

std::uint32_t VariantTable::Groups::add(std::vector<std::pair<std::string, Form>> forms) {
  const auto fresh = static_cast<std::uint32_t>(groups.size());
  groups.emplace_back();
  joined_to.push_back(fresh);
  for (auto& [key, form] : forms) {
    const auto [place, is_new] = group_of.emplace(std::move(key), fresh);
    if (is_new) {
      groups[root(fresh)].push_back(std::move(form));
    } else {
      join(root(place->second), root(fresh));
    }
  }
  return fresh;
}

const VariantTable& VariantTable::shipped() {
  static const VariantTable table = [] {
    VariantTable made;
    made.add(shipped_variants(), "variants.tsv");
    return made;
  }();
  return table;
}

void VariantTable::add(std::string_view text, const std::string& name) {
  const auto fail = [&](std::size_t line, const std::string& why) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot use the variants of '{}', line {}: {}", name, line, why),
                "a line is the forms of one name, with tabs between them");
  };
  if (text.ends_with('\n')) text.remove_suffix(1);
  Stemmer stemmer("none");  // stems Cyrillic words as every other does
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    if (++number > kMaxVariantLines)
      fail(number, fmt::format("at most {} (lines of a file)", kMaxVariantLines));
    try {
      add_line(line, stemmer);
    } catch (const BadLine& bad) {
      fail(number, bad.what());
    }
  }
}

void VariantTable::add_line(std::string_view line, Stemmer& stemmer) {
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
  if (std::ranges::none_of(cells, is_ending)) {
    add_forms(cells, stemmer);
  } else if (std::ranges::all_of(cells, is_ending)) {
    add_endings(cells);
  } else {
    throw BadLine("forms and endings (with '-' in front) in one line");
  }
}

void VariantTable::add_forms(const std::vector<std::string_view>& cells, Stemmer& stemmer) {
  std::vector<std::pair<std::string, Form>> forms;
  std::vector<std::string> stem_keys;
  for (const std::string_view cell : cells) {
    Form words = fold(cell);
    if (std::string key = stem_key_of(words, stemmer); !key.empty()) {
      note_length(key, words.size());
      stem_keys.push_back(std::move(key));
    }
    std::string key = key_of(words);
    note_length(key, words.size());
    forms.emplace_back(std::move(key), std::move(words));
  }
  require_two(forms);
  const std::uint32_t group = names_.add(std::move(forms));
  for (auto& key : stem_keys) add_stem_key(std::move(key), group);
}

void VariantTable::note_length(std::string_view key, std::size_t words) {
  if (words < 2) return;
  auto& longest = longest_from_[std::string(key.substr(0, key.find(' ')))];
  longest = std::max(longest, words);
}

void VariantTable::add_stem_key(std::string key, std::uint32_t group) {
  const auto [place, is_new] = by_stem_.emplace(std::move(key), group);
  if (is_new || place->second == kAmbiguous) return;
  if (names_.root(place->second) != names_.root(group)) place->second = kAmbiguous;
}

void VariantTable::add_endings(const std::vector<std::string_view>& cells) {
  std::vector<std::pair<std::string, Form>> endings;
  for (const std::string_view cell : cells) {
    Form words = fold(cell.substr(1));
    if (words.size() != 1) throw BadLine(fmt::format("the ending '{}' is not one word", cell));
    longest_ending_ = std::max(longest_ending_, words[0].size());
    std::string key = words[0];
    endings.emplace_back(std::move(key), std::move(words));
  }
  require_two(endings);
  endings_.add(std::move(endings));
}

void VariantTable::add_file(const std::filesystem::path& file) {
  const std::string text = read_beginning(file);
  if (text.size() > kMaxVariantFileBytes) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot use the variants of '{}': over {} MiB (size of a file)",
                            file.string(), kMaxVariantFileBytes >> 20U),
                "name a text file of variants");
  }
  add(text, file.string());
}

std::span<const VariantTable::Form> VariantTable::forms_of(std::span<const std::string> words,
                                                           Stemmer& stemmer) const {
  const auto exact = words.size() == 1 ? names_.find(words[0]) : names_.find(key_of(words));
  if (!exact.empty()) return exact;
  const std::string key = stem_key_of(words, stemmer);
  const auto found = key.empty() ? by_stem_.end() : by_stem_.find(key);
  if (found == by_stem_.end() || found->second == kAmbiguous) return {};
  return names_.groups[names_.root(found->second)];
}

// Words of the longest form that begins with this word, as it is or inflected.
std::size_t VariantTable::longest_from(const std::string& word, Stemmer& stemmer) const {
  std::size_t longest = 1;
  for (const std::string& key : {word, stem_key_of({&word, 1}, stemmer)}) {
    if (const auto found = longest_from_.find(key); found != longest_from_.end())
      longest = std::max(longest, found->second);
  }
  return longest;
}

std::size_t VariantTable::longest(std::span<const std::string> words, Stemmer& stemmer) const {
  if (words.size() < 2) return words.size();
  for (std::size_t count = std::min(longest_from(words[0], stemmer), words.size()); count > 1;
       --count) {
    if (!forms_of(words.first(count), stemmer).empty()) return count;
  }
  return 1;
}

std::vector<std::string> VariantTable::other_endings(std::string_view word) const {
  std::vector<std::string> words;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < kMinLettersBeforeEnding && begin < word.size(); ++i)
    decode_utf8(word, begin);
  for (; begin < word.size(); decode_utf8(word, begin)) {
    const std::string_view ending = word.substr(begin);
    if (ending.size() > longest_ending_) continue;
    const auto same = endings_.find(ending);
    if (same.empty()) continue;
    for (const Form& other : same) {
      if (other[0] != ending && is_cyrillic_word(other[0]) == is_cyrillic_word(word))
        words.push_back(std::string(word.substr(0, begin)) + other[0]);
    }
    return words;
  }
  return words;
}

}  // namespace dateline
