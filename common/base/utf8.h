// SPDX-License-Identifier: GPL-2.0-or-later
//
// UTF-8 as bytes: checking, cutting, repairing, reading and writing single characters. Strict as
// the standard is: overlong forms, surrogates and values above 10FFFF are invalid. Everything
// accepts any bytes and takes linear time. What characters mean (case, letters, scripts) is ICU's
// business, not this file's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

constexpr char32_t kReplacementCharacter = 0xFFFD;

// Bytes from the start that are valid; text.size() when all are.
std::size_t valid_utf8_prefix(std::string_view text);
bool is_valid_utf8(std::string_view text);

// The largest character border that is not beyond `max_bytes` (nor the end).
std::size_t utf8_cut(std::string_view text, std::size_t max_bytes);

// Each byte that belongs to no character becomes U+FFFD.
std::string replace_invalid_utf8(std::string_view text);

// decode_utf8() for a byte that is not ASCII.
char32_t decode_long_utf8(std::string_view text, std::size_t& position);

// The character at `position`, which must be inside the text, and moves behind it. An invalid byte
// reads as U+FFFD and is one byte long.
inline char32_t decode_utf8(std::string_view text, std::size_t& position) {
  const auto lead = static_cast<unsigned char>(text[position]);
  if (lead >= 0x80) return decode_long_utf8(text, position);
  ++position;
  return lead;
}

// Surrogates and values above 10FFFF are written as U+FFFD.
void append_utf8(std::string& text, char32_t character);

// Without ASCII white space, no-break spaces, zero-width characters and byte order marks at both
// ends.
std::string_view trim(std::string_view text);

// ASCII letters in lower case, all other bytes as they are: for names of files, hosts and options.
std::string ascii_lower(std::string_view text);

}  // namespace dateline
