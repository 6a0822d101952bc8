// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"
#include "indexer/decode/charset_guess.h"
#include "indexer/decode/mojibake.h"

namespace dateline {
namespace {

constexpr std::size_t kBinarySample = 16 * 1024;  // from each of start, middle and end
constexpr std::size_t kDetectSample = 8 * 1000;  // ICU's detector looks at no more than 8,192 bytes
constexpr double kMaxControlShare = 0.02;
constexpr double kMaxNulShare = 0.002;
constexpr int kTrusted = 100;
constexpr int kMended = 90;

bool is_high(char byte) { return static_cast<unsigned char>(byte) >= 0x80; }

// What no text has: control characters other than white space, page breaks, and SO, SI and ESC,
// which ISO-2022 uses.
bool is_odd_control(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return (value < 0x20 && !(value >= '\t' && value <= 0x0F) && value != 0x1B) || value == 0x7F;
}

bool is_binary_piece(std::string_view piece) {
  if (piece.empty()) return false;
  const auto size = static_cast<double>(piece.size());
  const auto controls = static_cast<double>(std::ranges::count_if(piece, is_odd_control));
  const auto nuls = static_cast<double>(std::ranges::count(piece, '\0'));
  return controls / size > kMaxControlShare || (nuls > 1 && nuls / size > kMaxNulShare);
}

bool is_binary(std::string_view bytes) {
  const std::size_t middle = bytes.size() / 2;
  const std::size_t last = bytes.size() - std::min(bytes.size(), kBinarySample);
  return is_binary_piece(bytes.substr(0, kBinarySample)) ||
         (bytes.size() > kBinarySample && (is_binary_piece(bytes.substr(middle, kBinarySample)) ||
                                           is_binary_piece(bytes.substr(last))));
}

struct Mark {
  std::string_view bytes;
  const char* charset;
};

// UTF-32LE before UTF-16LE, whose mark it begins with.
constexpr std::array<Mark, 4> kMarks{{{{"\xFF\xFE\0\0", 4}, "utf-32le"},
                                      {{"\0\0\xFE\xFF", 4}, "utf-32be"},
                                      {{"\xFF\xFE", 2}, "utf-16le"},
                                      {{"\xFE\xFF", 2}, "utf-16be"}}};

// UTF-16 and UTF-32 without a mark: where in each unit of four bytes the zeros are. Text in other
// scripts than Latin has zeros too, in its blanks and line breaks.
const char* wide_charset(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kBinarySample & ~std::size_t{3});
  if (sample.size() < 8 || sample.find('\0') == std::string_view::npos) return nullptr;
  std::array<double, 4> zeros{};
  for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 4] += sample[i] == '\0' ? 1 : 0;
  const double quarter = static_cast<double>(sample.size()) / 4;
  for (double& share : zeros) share /= quarter;
  if (zeros[3] > 0.9 && zeros[2] > 0.9) return "utf-32le";
  if (zeros[0] > 0.9 && zeros[1] > 0.9) return "utf-32be";
  const double even = zeros[0] + zeros[2];
  const double odd = zeros[1] + zeros[3];
  if (odd > 0.2 && even < 0.02) return "utf-16le";
  if (even > 0.2 && odd < 0.02) return "utf-16be";
  return nullptr;
}

Decoded finish(std::string text, std::string_view charset, int confidence) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (text.find('\0') != std::string::npos) std::ranges::replace(text, '\0', ' ');
  if (mend_mojibake(text)) confidence = std::min(confidence, kMended);
  return {std::move(text), ascii_lower(charset), confidence};
}

// Null also when the text has more errors than that, or turns out as control characters.
std::optional<Decoded> decode_as(std::string_view bytes, const std::string& charset, int confidence,
                                 std::size_t errors_in_100 = 1) {
  auto converted = convert_to_utf8(bytes, charset);
  if (!converted || converted->errors * 100 > (bytes.size() + 100) * errors_in_100)
    return std::nullopt;
  if (is_binary(converted->text)) return std::nullopt;
  return finish(std::move(converted->text), charset, confidence);
}

std::optional<Decoded> decode_marked(std::string_view bytes) {
  for (const Mark& mark : kMarks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    auto decoded = decode_as(bytes.substr(mark.bytes.size()), mark.charset, kTrusted);
    if (decoded) return decoded;
  }
  return std::nullopt;
}

// Mostly UTF-8: cut within its last character, or a few broken bytes among many good characters.
bool is_damaged_utf8(std::string_view bytes) {
  std::size_t characters = 0;
  std::size_t errors = 0;
  for (std::size_t place = 0; place < bytes.size();) {
    if (!is_high(bytes[place])) {
      ++place;
      continue;
    }
    const std::size_t before = place;
    decode_utf8(bytes, place);
    ++(place - before == 1 ? errors : characters);
  }
  const bool is_cut = valid_utf8_prefix(bytes) + 4 > bytes.size() && characters > 0;
  return is_cut || characters > 20 * errors;
}

// Twenty characters beyond ASCII for each error at least.
bool is_mostly_right(const Converted& converted) {
  constexpr std::size_t kBytes = 3;  // of most characters of two bytes, and of U+FFFD
  const auto high = static_cast<std::size_t>(std::ranges::count_if(converted.text, is_high));
  return high > 0 && high / kBytes >= 20 * converted.errors;
}

// Encodings of seven bits, which are valid UTF-8 too: by the signs that switch to two bytes a
// character and back.
const char* seven_bit_charset(std::string_view bytes) {
  constexpr std::size_t kSample = 32'000;
  if (bytes.find('\x1B') != std::string_view::npos) {
    for (const char* charset : {"ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN"}) {
      const auto converted = convert_to_utf8(bytes.substr(0, kSample), charset);
      if (converted && is_mostly_right(*converted)) return charset;
    }
  }
  if (bytes.find("~{") == std::string_view::npos) return nullptr;
  const auto converted = convert_to_utf8(bytes.substr(0, kSample), "HZ");
  return converted && is_mostly_right(*converted) ? "HZ" : nullptr;
}

// UTF-8 it is not.
bool is_stated(const std::string& declared) {
  return !declared.empty() && declared != "utf-8" && declared != "utf8";
}

// `declared`, which has errors or is not believed, is better than a poor guess.
std::optional<Decoded> decode_guessed(std::string_view bytes, const std::string& declared) {
  constexpr int kPoor = 50;
  const CharsetGuess guess = guess_charset(bytes);
  if (guess.confidence < kPoor && is_stated(declared)) {
    if (auto decoded = decode_as(bytes, declared, kPoor)) return decoded;
  }
  if (auto decoded = decode_as(bytes, guess.charset, guess.confidence)) return decoded;
  // Whatever it is, its ASCII words can be found.
  auto converted = convert_to_utf8(bytes, "windows-1252");
  if (!converted) return std::nullopt;
  return finish(std::move(converted->text), "windows-1252", 1);
}

// Templates say Latin-1 whatever they are filled with.
bool is_believable(const std::string& declared, std::string_view bytes) {
  return is_stated(declared) && (declared != "windows-1252" || !is_surely_not_latin(bytes));
}

// As the user says, however many errors that makes.
std::optional<Decoded> decode_forced(std::string_view bytes, const std::string& charset) {
  auto converted = convert_to_utf8(bytes, charset);
  if (!converted || is_binary(converted->text)) return std::nullopt;
  const int confidence = converted->errors == 0 ? kTrusted : kTrusted / 2;
  return finish(std::move(converted->text), charset, confidence);
}

}  // namespace

bool is_known_charset(std::string_view name) {
  return !trim(name).empty() && convert_to_utf8(" ", widened_charset(trim(name)));
}

std::optional<Decoded> decode_to_utf8(std::string bytes, std::string_view declared_charset,
                                      std::string_view forced) {
  if (!forced.empty()) return decode_forced(bytes, widened_charset(trim(forced)));
  if (auto decoded = decode_marked(bytes)) return decoded;
  if (const char* wide = wide_charset(bytes)) {
    if (auto decoded = decode_as(bytes, wide, 90)) return decoded;
  }
  if (is_binary(bytes)) return std::nullopt;
  if (is_valid_utf8(bytes)) {
    if (const char* charset = seven_bit_charset(bytes)) {
      if (auto decoded = decode_as(bytes, charset, 90)) return decoded;
    }
    return finish(std::move(bytes), "utf-8", kTrusted);
  }
  // Before the declared charset: bytes that make so many UTF-8 characters by accident do not exist.
  if (is_damaged_utf8(bytes)) return finish(replace_invalid_utf8(bytes), "utf-8", 80);
  const std::string declared = widened_charset(trim(declared_charset));
  if (is_believable(declared, bytes)) {
    auto decoded = decode_as(bytes, declared, kTrusted, 0);
    if (decoded) return decoded;
  }
  return decode_guessed(bytes, declared);
}

}  // namespace dateline
