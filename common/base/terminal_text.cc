// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/terminal_text.h"

#include <algorithm>
#include <utility>

#include <unicode/uchar.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::string_view kEllipsis = "…";

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

bool is_plain_ascii(char c) { return c > ' ' && c < 0x7F; }

std::size_t plain_ascii_end(std::string_view text, std::size_t position) {
  while (position < text.size() && is_plain_ascii(text[position])) ++position;
  return position;
}

}  // namespace

bool is_unsafe(char32_t character) { return is_control(character) || is_bidi_control(character); }

void OneLine::append_space() {
  if (!text_.empty() && text_.back() != ' ') text_ += ' ';
}

void OneLine::append_character(char32_t character) {
  if (is_bidi_control(character)) return;
  if (is_control(character) || u_isUWhiteSpace(static_cast<UChar32>(character))) {
    append_space();
  } else {
    append_utf8(text_, character);
  }
}

void OneLine::append(std::string_view piece) {
  for (std::size_t position = 0; position < piece.size();) {
    const std::size_t plain_end = plain_ascii_end(piece, position);
    text_ += piece.substr(position, plain_end - position);
    position = plain_end;
    if (position < piece.size()) append_character(decode_utf8(piece, position));
  }
}

std::string OneLine::take() {
  if (!text_.empty() && text_.back() == ' ') text_.pop_back();
  return std::exchange(text_, {});
}

std::string one_line(std::string_view text) {
  OneLine line;
  line.append(text);
  return line.take();
}

std::string terminal_safe(std::string_view text, bool keep_line_breaks) {
  const char line_break = keep_line_breaks ? '\n' : ' ';
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = decode_utf8(text, position);
    if (c == '\r' && text.substr(position).starts_with('\n')) continue;
    if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      safe += line_break;
    } else if (is_control(c)) {
      safe += ' ';
    } else if (!is_bidi_control(c)) {
      append_utf8(safe, c);
    }
  }
  return safe;
}

std::size_t display_width(char32_t character) {
  if (character < 0x300) return 1;
  const auto c = static_cast<UChar32>(character);
  if ((U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const int syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t position = 0; position < text.size();) {
    width += display_width(decode_utf8(text, position));
  }
  return width;
}

std::size_t width_cut(std::string_view text, std::size_t columns) {
  std::size_t width = 0;
  std::size_t end = 0;
  for (std::size_t position = 0; position < text.size(); end = position) {
    width += display_width(decode_utf8(text, position));
    if (width > columns) break;
  }
  return end;
}

std::string fit_width(std::string_view text, std::size_t columns) {
  if (columns == 0) return {};
  if (width_cut(text, columns) == text.size()) return std::string(text);
  std::string_view kept = text.substr(0, width_cut(text, columns - 1));
  while (kept.ends_with(' ')) kept.remove_suffix(1);
  return std::string(kept).append(kEllipsis);
}

namespace {

// Where the first line of `text`, which does not fit as a whole, ends: before the last space that
// leaves it within `limit` bytes, else at the limit.
std::size_t break_before(std::string_view text, std::size_t limit) {
  const std::size_t space = text.rfind(' ', limit);
  if (space != std::string_view::npos && space > 0) return space;
  if (limit > 0) return limit;
  std::size_t one_character = 0;  // wider than the whole line: it gets the line for itself
  decode_utf8(text, one_character);
  return one_character;
}

std::string_view without_spaces_around(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<std::string_view> wrap_words(std::string_view text, std::size_t columns) {
  std::vector<std::string_view> lines;
  for (text = without_spaces_around(text); !text.empty(); text = without_spaces_around(text)) {
    const std::size_t fitting = width_cut(text, columns);
    const std::size_t end = fitting == text.size() ? fitting : break_before(text, fitting);
    lines.push_back(without_spaces_around(text.substr(0, end)));
    text.remove_prefix(end);
  }
  return lines;
}

std::string grouped_number(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

}  // namespace dateline
