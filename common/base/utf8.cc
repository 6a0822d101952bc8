// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "common/base/ascii.h"

namespace dateline {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::size_t skip_ascii(std::string_view text, std::size_t position) {
  while (position + 8 <= text.size()) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + position, 8);
    if (eight & kHighBits) break;
    position += 8;
  }
  while (position < text.size() && static_cast<unsigned char>(text[position]) < 0x80) ++position;
  return position;
}

// Length of the valid character of several bytes at `position`; 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t position) {
  const auto lead = static_cast<unsigned char>(text[position]);
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - position < length) return 0;
  // The second byte excludes overlong forms, surrogates and values above 10FFFF.
  const auto second = static_cast<unsigned char>(text[position + 1]);
  const unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < lowest || second > highest) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!is_continuation(text[position + i])) return 0;
  }
  return length;
}

constexpr std::array<std::string_view, 6> kInvisible{
    "\xC2\xA0",      // no-break space
    "\xE2\x80\x8B",  // zero width space
    "\xE2\x80\x8E",  // left-to-right mark
    "\xE2\x80\x8F",  // right-to-left mark
    "\xE3\x80\x80",  // ideographic space
    "\xEF\xBB\xBF",  // byte order mark
};

bool is_ascii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

std::size_t blank_at_start(std::string_view text) {
  if (is_ascii(text.front())) return is_ascii_space(text.front()) ? 1 : 0;
  const auto found =
      std::ranges::find_if(kInvisible, [&](std::string_view one) { return text.starts_with(one); });
  return found == kInvisible.end() ? 0 : found->size();
}

std::size_t blank_at_end(std::string_view text) {
  if (is_ascii(text.back())) return is_ascii_space(text.back()) ? 1 : 0;
  const auto found =
      std::ranges::find_if(kInvisible, [&](std::string_view one) { return text.ends_with(one); });
  return found == kInvisible.end() ? 0 : found->size();
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t position = 0;
  while (position < text.size()) {
    if (static_cast<unsigned char>(text[position]) < 0x80) {
      position = skip_ascii(text, position);
      continue;
    }
    const std::size_t length = sequence_length(text, position);
    if (length == 0) return position;
    position += length;
  }
  return position;
}

bool is_valid_utf8(std::string_view text) { return valid_utf8_prefix(text) == text.size(); }

std::size_t utf8_cut(std::string_view text, std::size_t max_bytes) {
  if (max_bytes >= text.size()) return text.size();
  std::size_t cut = max_bytes;
  while (cut > 0 && max_bytes - cut < 4 && is_continuation(text[cut])) --cut;
  // Four continuation bytes in a row are no character: any place is as good.
  return is_continuation(text[cut]) ? max_bytes : cut;
}

std::string replace_invalid_utf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size() + 8);
  while (true) {
    const std::size_t valid = valid_utf8_prefix(text);
    repaired.append(text, 0, valid);
    if (valid == text.size()) return repaired;
    append_utf8(repaired, kReplacementCharacter);
    text.remove_prefix(valid + 1);
  }
}

char32_t decode_long_utf8(std::string_view text, std::size_t& position) {
  const auto lead = static_cast<unsigned char>(text[position]);
  const bool is_pair = lead >= 0xC2 && lead < 0xE0 && position + 1 < text.size() &&
                       is_continuation(text[position + 1]);
  if (is_pair) {
    const auto second = static_cast<unsigned char>(text[position + 1]);
    position += 2;
    return (lead & 0x1FU) << 6U | (second & 0x3FU);
  }
  const std::size_t length = sequence_length(text, position);
  if (length == 0) {
    ++position;
    return kReplacementCharacter;
  }
  char32_t character = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    character = character << 6 | (static_cast<unsigned char>(text[position + i]) & 0x3FU);
  }
  position += length;
  return character;
}

void append_utf8(std::string& text, char32_t character) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  const bool is_surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (is_surrogate || character > 0x10FFFF) character = kReplacementCharacter;
  if (character < 0x80) return put(character);
  if (character < 0x800) {
    put(0xC0 | character >> 6);
  } else {
    if (character < 0x10000) {
      put(0xE0 | character >> 12);
    } else {
      put(0xF0 | character >> 18);
      put(0x80 | (character >> 12 & 0x3F));
    }
    put(0x80 | (character >> 6 & 0x3F));
  }
  put(0x80 | (character & 0x3F));
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const std::size_t blank = blank_at_start(text);
    if (blank == 0) break;
    text.remove_prefix(blank);
  }
  while (!text.empty()) {
    const std::size_t blank = blank_at_end(text);
    if (blank == 0) break;
    text.remove_suffix(blank);
  }
  return text;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = ascii_lower(c);
  return lower;
}

}  // namespace dateline
