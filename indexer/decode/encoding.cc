// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/encoding.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <utility>

#include <unicode/ucsdet.h>

#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"
#include "indexer/decode/cyrillic.h"

namespace dateline {
namespace {

constexpr std::size_t kBinarySample = 16 * 1024;  // from each of start, middle and end
constexpr std::size_t kDetectSample = 8 * 1000;  // ICU's detector looks at no more than 8,192 bytes
constexpr double kMaxControlShare = 0.02;
constexpr double kMaxNulShare = 0.002;
constexpr int kTrusted = 100;

bool is_high(char byte) { return static_cast<unsigned char>(byte) >= 0x80; }

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower;
}

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
  return {std::move(text), lower_case(charset), confidence};
}

// Null also when the text has more than one error in a hundred characters or turns out as control
// characters.
std::optional<Decoded> decode_as(std::string_view bytes, const std::string& charset,
                                 int confidence) {
  auto converted = convert_to_utf8(bytes, charset);
  if (!converted || converted->errors * 100 > bytes.size() + 100) return std::nullopt;
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

// Encodings of seven bits, which are valid UTF-8 too.
std::optional<Decoded> decode_seven_bits(std::string_view bytes) {
  if (bytes.find('\x1B') != std::string_view::npos) {
    for (const char* charset : {"ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN"}) {
      const auto converted = convert_to_utf8(bytes.substr(0, kDetectSample * 4), charset);
      const bool fits = converted && converted->errors <= 1;
      if (fits && std::ranges::any_of(converted->text, is_high))
        return decode_as(bytes, charset, 90);
    }
  }
  return std::nullopt;
}

// The lines that have bytes above 127, so that a page of markup does not hide them.
std::string telling_sample(std::string_view bytes) {
  std::string sample;
  while (!bytes.empty() && sample.size() < kDetectSample) {
    const std::size_t end = std::min(bytes.find_first_of("\n\r"), bytes.size());
    const std::string_view line = bytes.substr(0, std::min(end + 1, kDetectSample));
    if (std::ranges::any_of(line, is_high)) sample += line;
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  sample.resize(std::min(sample.size(), kDetectSample));
  return sample;
}

// Mean length of the runs of bytes above 127: 1 for Latin letters with accents, a word for other
// alphabets.
double mean_high_run(std::string_view sample) {
  std::size_t runs = 0;
  std::size_t bytes = 0;
  bool before = false;
  for (const char byte : sample) {
    const bool high = is_high(byte);
    bytes += high;
    runs += high && !before;
    before = high;
  }
  return runs == 0 ? 0 : static_cast<double>(bytes) / static_cast<double>(runs);
}

struct Guess {
  std::string charset;
  int confidence = 0;
};

// ISO names that browsers, and so web pages, use for the Windows encodings which contain them.
std::string widened(std::string_view charset) {
  constexpr std::pair<std::string_view, const char*> kWider[] = {{"iso-8859-1", "windows-1252"},
                                                                 {"us-ascii", "windows-1252"},
                                                                 {"ascii", "windows-1252"},
                                                                 {"latin1", "windows-1252"},
                                                                 {"iso-8859-9", "windows-1254"},
                                                                 {"iso-8859-8", "windows-1255"},
                                                                 {"iso-8859-8-i", "windows-1255"},
                                                                 {"iso-8859-11", "windows-874"},
                                                                 {"tis-620", "windows-874"},
                                                                 {"euc-kr", "windows-949"},
                                                                 {"gb2312", "gb18030"},
                                                                 {"gbk", "gb18030"},
                                                                 {"shift_jis", "windows-31j"}};
  const std::string lower = lower_case(charset);
  const auto found =
      std::ranges::find(kWider, lower, &std::pair<std::string_view, const char*>::first);
  return found == std::end(kWider) ? lower : found->second;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

// ICU's best guess that is no Unicode form: those have been tried.
Guess ask_icu(std::string_view sample) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&error));
  if (U_FAILURE(error)) return {};
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &error);
  if (U_FAILURE(error)) return {};
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string name = ucsdet_getName(matches[i], &error);
    const int confidence = ucsdet_getConfidence(matches[i], &error);
    if (U_FAILURE(error)) return {};
    const bool is_possible = !name.starts_with("UTF-") && !name.starts_with("IBM4");
    if (is_possible) return {widened(name), confidence};
  }
  return {};
}

// Thai, which ICU's detector does not know: long runs without blanks, of signs that are all letters
// in windows-874, many of them among the consonants, where Cyrillic and Hebrew have few.
bool is_thai(std::string_view sample) {
  const auto high = static_cast<double>(std::ranges::count_if(sample, is_high));
  const auto consonants = static_cast<double>(std::ranges::count_if(sample, [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0xA1 && value <= 0xCE;
  }));
  if (high == 0 || consonants / high < 0.4 || mean_high_run(sample) < 5) return false;
  const auto thai = convert_to_utf8(sample, "windows-874");
  // Bytes that pair up without a single error are Japanese: Thai words have odd lengths as often as
  // even ones.
  const auto japanese = convert_to_utf8(sample, "EUC-JP");
  return thai && thai->errors == 0 && japanese && japanese->errors > 0;
}

Guess guess_charset(std::string_view bytes) {
  constexpr double kShortestWord = 2.5;
  const std::string sample = telling_sample(bytes);
  Guess guess = ask_icu(sample);
  const bool is_multi_byte = guess.confidence >= 90 && !guess.charset.starts_with("windows-12") &&
                             !guess.charset.starts_with("iso-8859") && guess.charset != "koi8-r";
  if (!is_multi_byte && mean_high_run(sample) >= kShortestWord) {
    const CyrillicGuess cyrillic = guess_cyrillic(sample);
    if (cyrillic.score > 0) {
      return {lower_case(cyrillic.charset),
              std::min(99, 60 + static_cast<int>(cyrillic.score * 80))};
    }
    if (is_thai(sample)) return {"windows-874", 60};
  }
  if (guess.charset.empty()) guess = {"windows-1252", 10};
  return guess;
}

std::optional<Decoded> decode_guessed(std::string_view bytes) {
  const Guess guess = guess_charset(bytes);
  if (auto decoded = decode_as(bytes, guess.charset, guess.confidence)) return decoded;
  // Whatever it is, its ASCII words can be found.
  auto converted = convert_to_utf8(bytes, "windows-1252");
  if (!converted) return std::nullopt;
  return finish(std::move(converted->text), "windows-1252", 1);
}

}  // namespace

std::optional<Decoded> decode_to_utf8(std::string bytes, std::string_view declared_charset,
                                      std::string_view forced) {
  if (!forced.empty()) {
    const auto converted = convert_to_utf8(bytes, std::string(forced));
    if (converted) return decode_as(bytes, std::string(forced), kTrusted);
  }
  if (auto decoded = decode_marked(bytes)) return decoded;
  if (const char* wide = wide_charset(bytes)) {
    if (auto decoded = decode_as(bytes, wide, 90)) return decoded;
  }
  if (is_binary(bytes)) return std::nullopt;
  if (is_valid_utf8(bytes)) {
    if (auto decoded = decode_seven_bits(bytes)) return decoded;
    return finish(std::move(bytes), "utf-8", kTrusted);
  }
  // Before the declared charset: bytes that make so many UTF-8 characters by accident do not exist.
  if (is_damaged_utf8(bytes)) return finish(replace_invalid_utf8(bytes), "utf-8", 80);
  const std::string declared = widened(trim(declared_charset));
  if (!declared.empty() && declared != "utf-8" && declared != "utf8") {
    const auto converted = convert_to_utf8(bytes, declared);
    if (converted && converted->errors == 0) return decode_as(bytes, declared, kTrusted);
  }
  return decode_guessed(bytes);
}

}  // namespace dateline
