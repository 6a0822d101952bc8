// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/mime_codec.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/decode/encoding.h"

namespace dateline {
namespace {

int base64_value(char byte) {
  if (byte >= 'A' && byte <= 'Z') return byte - 'A';
  if (byte >= 'a' && byte <= 'z') return byte - 'a' + 26;
  if (byte >= '0' && byte <= '9') return byte - '0' + 52;
  if (byte == '+') return 62;
  return byte == '/' ? 63 : -1;
}

int hex_value(char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  return -1;
}

// Length of a soft line break behind '=', with the blanks that gateways add; 0: none.
std::size_t soft_break(std::string_view rest) {
  std::size_t place = 0;
  while (place < rest.size() && (rest[place] == ' ' || rest[place] == '\t')) ++place;
  if (place < rest.size() && rest[place] == '\r') ++place;
  if (place < rest.size() && rest[place] == '\n') return place + 1;
  return place == rest.size() ? place : 0;
}

// Charsets whose text is ASCII bytes: nothing in the bytes says that they are no plain ASCII.
bool has_seven_bits(std::string_view charset) {
  constexpr std::array<std::string_view, 6> kSevenBits = {
      "utf-7", "hz-gb-2312", "hz", "iso-2022-jp", "iso-2022-kr", "iso-2022-cn"};
  return std::ranges::find(kSevenBits, ascii_lower(charset)) != kSevenBits.end();
}

}  // namespace

std::string decode_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char byte : text) {
    // Padding ends a group; another one may follow.
    if (byte == '=') count = 0;
    const int value = base64_value(byte);
    if (value < 0) continue;
    bits = (bits << 6U | static_cast<std::uint32_t>(value)) & 0xFFFFFFU;
    count = (count + 1) % 4;
    // After the second, third and fourth sign of a group one more byte is known.
    if (count != 1) bytes += static_cast<char>(bits >> (count == 2 ? 4U : count == 3 ? 2U : 0U));
  }
  return bytes;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      bytes += text[i];
      continue;
    }
    const std::string_view rest = text.substr(i + 1);
    if (const std::size_t length = soft_break(rest); length > 0 || rest.empty()) {
      i += length;
      continue;
    }
    const int high = hex_value(rest[0]);
    const int low = rest.size() > 1 ? hex_value(rest[1]) : -1;
    if (high < 0 || low < 0) {
      bytes += '=';
      continue;
    }
    bytes += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return bytes;
}

std::string decode_transfer(std::string_view body, std::string_view encoding) {
  const std::string lower = ascii_lower(trim(encoding));
  if (lower == "base64") return decode_base64(body);
  if (lower == "quoted-printable") return decode_quoted_printable(body);
  return std::string(body);
}

MailText decode_mail_text(const std::string& bytes, std::string_view charset,
                          std::string_view forced) {
  if (forced.empty() && has_seven_bits(charset)) forced = charset;
  if (auto decoded = decode_to_utf8(bytes, charset, forced))
    return {std::move(decoded->text), std::move(decoded->charset), decoded->confidence};
  std::string plain = replace_invalid_utf8(bytes);
  std::erase(plain, '\0');
  return {std::move(plain), "utf-8", 1};
}

}  // namespace dateline
