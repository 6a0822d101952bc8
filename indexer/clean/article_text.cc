// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/article_text.h"

#include <algorithm>

#include <unicode/uchar.h>

#include "common/base/utf8.h"
#include "indexer/clean/top_lines.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxTitleCharacters = 200;
constexpr std::size_t kMaxFurnitureLines = 5;  // above the title
constexpr std::size_t kMaxCompared = 2000;     // bytes of a line that are compared with the title

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

bool has_letters(std::string_view text) {
  for (std::size_t place = 0; place < text.size();) {
    if (u_isalpha(static_cast<UChar32>(decode_utf8(text, place)))) return true;
  }
  return false;
}

// What two printings of one headline have in common: the letters and digits, without case. Read one
// by one, as most lines that are compared differ early.
class BareLetters {
 public:
  explicit BareLetters(std::string_view text)
      : text_(text.substr(0, utf8_cut(text, kMaxCompared))) {}

  // 0 at the end.
  char32_t next() {
    while (place_ < text_.size()) {
      const auto character = static_cast<UChar32>(decode_utf8(text_, place_));
      if (u_isalnum(character) || u_charType(character) == U_NON_SPACING_MARK)
        return static_cast<char32_t>(u_foldCase(character, U_FOLD_CASE_DEFAULT));
    }
    return 0;
  }

 private:
  std::string_view text_;
  std::size_t place_ = 0;
};

bool are_same_letters(std::string_view one, std::string_view other) {
  BareLetters left(one);
  BareLetters right(other);
  for (;;) {
    const char32_t letter = left.next();
    if (letter != right.next()) return false;
    if (letter == 0) return true;
  }
}

struct Line {
  std::string_view text;  // without blanks at its end
  std::size_t next;       // where the line below begins
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

Line line_at(std::string_view text, std::size_t start) {
  const std::size_t end = std::min(text.find('\n', start), text.size());
  std::string_view line = text.substr(start, end - start);
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return {line, std::min(end + 1, text.size())};
}

// Lines in, body out: blank ones squeezed.
class BodyWriter {
 public:
  explicit BodyWriter(std::size_t expected) { body_.reserve(expected); }

  void add(std::string_view line) {
    if (trim(line).empty()) {
      has_gap_ = true;
      return;
    }
    if (!body_.empty()) body_ += has_gap_ ? "\n\n" : "\n";
    has_gap_ = false;
    body_ += line;
  }

  std::string take() { return std::move(body_); }

 private:
  std::string body_;
  bool has_gap_ = false;
};

// Whether a blank line or the end follows the line, which is a piece of the text.
bool stands_alone(std::string_view text, std::string_view line) {
  const auto end = static_cast<std::size_t>(line.data() - text.data()) + line.size();
  const Line below = line_at(text, line_at(text, end).next);
  return trim(below.text).empty();
}

bool is_record(const RawDocument& raw) { return raw.type.starts_with("json"); }

}  // namespace

std::string choose_title(const RawDocument& raw) {
  const std::string_view stated = trim(raw.title);
  if (!stated.empty()) return std::string(stated);
  for (const std::string_view line : top_lines(raw.text, kMaxFurnitureLines)) {
    if (is_page_furniture(line)) continue;
    // A record has a field for its title: without one, the first line of a hard-wrapped paragraph
    // is not it.
    const bool is_title = count_characters(line) <= kMaxTitleCharacters && has_letters(line) &&
                          (!is_record(raw) || stands_alone(raw.text, line));
    return is_title ? std::string(line) : std::string{};
  }
  return {};
}

std::string body_without_title(std::string_view text, std::string_view title) {
  BodyWriter writer(text.size());
  bool is_top =
      BareLetters(title).next() != 0;  // until the first line that is neither title nor furniture
  std::size_t furniture = 0;
  for (std::size_t place = 0; place < text.size();) {
    const Line line = line_at(text, place);
    place = line.next;
    if (is_top && !trim(line.text).empty()) {
      if (are_same_letters(line.text, title)) continue;
      is_top = is_page_furniture(line.text) && ++furniture < kMaxFurnitureLines;
    }
    writer.add(line.text);
  }
  return writer.take();
}

}  // namespace dateline
