// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/stated_text.h"

#include <algorithm>
#include <cstdint>

#include <unicode/uchar.h>

#include "common/base/utf8.h"
#include "indexer/formats/html_fragment.h"

namespace dateline {
namespace {

constexpr int kEscapeRounds = 2;  // "&amp;amp;" in an attribute has had its first
// A text of a few bytes may need ten times as many when it is escaped.
constexpr std::size_t kMaxEscaped = 10;

bool is_blank(char32_t character) {
  return character <= ' ' || character == 0x7F || character == 0xA0 || character == 0x200B ||
         character == 0xFEFF || character == 0xAD ||
         u_isUWhiteSpace(static_cast<UChar32>(character));
}

}  // namespace

std::string stated_text(std::string_view stated, std::size_t max_bytes) {
  stated = stated.substr(0, utf8_cut(stated, max_bytes * kMaxEscaped));
  std::string mended;
  for (int round = 0; round < kEscapeRounds; ++round) {
    if (!has_entity(stated) && !looks_like_html(stated)) break;
    mended = html_fragment_to_text(stated);
    stated = mended;
  }
  std::string line;
  line.reserve(std::min(stated.size(), max_bytes));
  bool is_between = false;
  for (std::size_t place = 0; place < stated.size() && line.size() <= max_bytes;) {
    const char32_t character = decode_utf8(stated, place);
    if (character == 0xAD) continue;
    if (is_blank(character)) {
      is_between = !line.empty();
      continue;
    }
    if (is_between) line.push_back(' ');
    is_between = false;
    append_utf8(line, character);
  }
  line.resize(utf8_cut(line, max_bytes));
  return std::string(trim(line));
}

std::string comparable(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  bool is_between = false;
  for (std::size_t place = 0; place < text.size();) {
    const auto character = static_cast<UChar32>(decode_utf8(text, place));
    if (!u_isalnum(character) && u_charType(character) != U_NON_SPACING_MARK) {
      is_between = !plain.empty() && character != '\'' && character != 0x2019;
      continue;
    }
    if (is_between) plain.push_back(' ');
    is_between = false;
    append_utf8(plain, static_cast<char32_t>(u_foldCase(character, U_FOLD_CASE_DEFAULT)));
  }
  return plain;
}

}  // namespace dateline
