// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/charset_guess.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <unicode/ucsdet.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"
#include "indexer/decode/cyrillic.h"
#include "indexer/decode/latin.h"

namespace dateline {
namespace {

constexpr std::size_t kSample = 8 * 1000;  // ICU's detector looks at no more than 8,192 bytes
constexpr std::size_t kMostRead = 4 * 1024 * 1024;

bool is_high(char byte) { return static_cast<unsigned char>(byte) >= 0x80; }

// Bytes of the tag that `text` begins with; 0 when it begins with none.
std::size_t tag_size(std::string_view text) {
  constexpr std::size_t kLongestTag = 2000;
  constexpr std::string_view kSection = "<![CDATA[";
  if (text.starts_with(kSection)) return kSection.size();
  const bool is_tag =
      text.size() > 1 && text[0] == '<' &&
      (std::string_view("/?!").find(text[1]) != std::string_view::npos || is_ascii_letter(text[1]));
  if (!is_tag) return 0;
  const std::size_t end = text.substr(0, kLongestTag).find_first_of("<>", 1);
  return end == std::string_view::npos || text[end] == '<' ? 0 : end + 1;
}

// The pieces of text, between tags and line ends, that have bytes above 127, so that markup and
// English do not hide them.
std::string telling_sample(std::string_view all) {
  std::string_view bytes = all.substr(0, kMostRead);
  std::string sample;
  while (!bytes.empty() && sample.size() < kSample) {
    if (const std::size_t tag = tag_size(bytes)) {
      bytes.remove_prefix(tag);
      continue;
    }
    const std::size_t end = std::min(bytes.find_first_of("\n\r<", 1), bytes.size());
    const std::string_view piece = bytes.substr(0, std::min(end, kSample));
    if (std::ranges::any_of(piece, is_high)) sample.append(piece).push_back('\n');
    bytes.remove_prefix(end);
  }
  if (sample.empty()) sample = all.substr(0, kSample);  // it is all within tags
  sample.resize(std::min(sample.size(), kSample));
  return sample;
}

// The words made of bytes above 127 only, each in a line.
std::string high_words(std::string_view sample) {
  constexpr std::size_t kShortest = 2;
  std::string words;
  for (std::size_t i = 0; i < sample.size();) {
    std::size_t end = i;
    while (end < sample.size() && is_high(sample[end])) ++end;
    if (end - i >= kShortest) words.append(sample.substr(i, end - i)).push_back(' ');
    i = std::max(end, i + 1);
  }
  return words;
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

// Whether most letters lie above 127: whole words do, or, where letters of both kinds are mixed,
// most of them.
bool is_other_alphabet(std::string_view sample) {
  constexpr double kShortestWord = 2.5;
  constexpr double kShortestMixed = 1.5;
  const double run = mean_high_run(sample);
  if (run >= kShortestWord) return true;
  const auto high = std::ranges::count_if(sample, is_high);
  const auto latin = std::ranges::count_if(sample, is_ascii_letter);
  return run >= kShortestMixed && high > latin;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

// What ICU's detector thinks possible, best first, without the Unicode forms, which have been
// tried, and EBCDIC.
std::vector<CharsetGuess> ask_icu(std::string_view sample) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&error));
  if (U_FAILURE(error)) return {};
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &error);
  if (U_FAILURE(error)) return {};
  std::vector<CharsetGuess> guesses;
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string name = ucsdet_getName(matches[i], &error);
    const int confidence = ucsdet_getConfidence(matches[i], &error);
    if (U_FAILURE(error)) break;
    const bool is_possible = !name.starts_with("UTF-") && !name.starts_with("IBM4");
    if (is_possible) guesses.push_back({widened_charset(name), confidence});
  }
  return guesses;
}

constexpr std::array<std::string_view, 5> kMultiByte{"windows-31j", "euc-jp", "windows-949", "big5",
                                                     "gb18030"};
constexpr std::array<std::string_view, 7> kOtherAlphabets{
    "windows-1253", "iso-8859-7", "windows-1255", "iso-8859-8",
    "windows-1256", "iso-8859-6", "windows-874"};

template <class Names>
std::optional<CharsetGuess> first_of(const std::vector<CharsetGuess>& guesses, const Names& names) {
  const auto found = std::ranges::find_if(guesses, [&](const CharsetGuess& guess) {
    return std::ranges::find(names, guess.charset) != names.end();
  });
  return found == guesses.end() ? std::nullopt : std::optional(*found);
}

// How many of 100 characters beyond ASCII are kana (in Japanese) or Hangul (in Korean); 0 when the
// bytes do not fit the charset.
int own_script_share(std::string_view sample, const char* charset) {
  const auto converted = convert_to_utf8(sample, charset);
  if (!converted || converted->errors > 1) return 0;
  int characters = 0;
  int own = 0;
  for (std::size_t place = 0; place < converted->text.size();) {
    const char32_t c = decode_utf8(converted->text, place);
    const bool is_kana = c >= 0x3041 && c <= 0x30FE;
    const bool is_hangul = c >= 0xAC00 && c <= 0xD7A3;
    characters += c >= 0x80;
    own += is_kana || is_hangul;
  }
  return characters == 0 ? 0 : 100 * own / characters;
}

// Of a few words, too short for ICU's statistics: by the script that no other charset makes of
// them.
std::optional<CharsetGuess> guess_short_multi_byte(std::string_view sample) {
  for (const char* charset : {"euc-jp", "windows-31j"}) {
    if (own_script_share(sample, charset) >= 30) return CharsetGuess{charset, 40};
  }
  if (own_script_share(sample, "windows-949") >= 90) return CharsetGuess{"windows-949", 30};
  return std::nullopt;
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
  return thai && thai->errors == 0;
}

CharsetGuess guess_latin_charset(std::string_view sample) {
  const LatinGuess guess = guess_latin(sample);
  const double sure = 30 + 8 * guess.lead;
  const double fits = 100 * guess.score;
  return {guess.charset, static_cast<int>(std::clamp(std::min(sure, fits), 1.0, 95.0))};
}

std::optional<CharsetGuess> guess_by_words(std::string_view sample) {
  const CyrillicGuess cyrillic = guess_cyrillic(sample);
  if (cyrillic.score > 0) {
    return CharsetGuess{ascii_lower(cyrillic.charset),
                        std::min(99, 60 + static_cast<int>(cyrillic.score * 80))};
  }
  if (is_thai(sample)) return CharsetGuess{"windows-874", 60};
  return first_of(ask_icu(high_words(sample)), kOtherAlphabets);
}

// Alphabets of which all letters lie above 127, and signs of two bytes.
std::optional<CharsetGuess> guess_other_alphabet(std::string_view sample) {
  constexpr int kCertain = 90;
  constexpr int kNothingKnown = 10;  // what ICU answers to a few valid pairs
  const double run = mean_high_run(sample);
  if (run < 1.2) return std::nullopt;  // accents
  const auto multi_byte = first_of(ask_icu(sample), kMultiByte);
  if (multi_byte && multi_byte->confidence >= kCertain) return multi_byte;
  const bool has_pairs = run >= 2;
  const bool is_short = !multi_byte || multi_byte->confidence <= kNothingKnown;
  if (has_pairs && is_short) {
    if (auto guess = guess_short_multi_byte(sample)) return guess;
  }
  if (is_other_alphabet(sample)) {
    if (auto guess = guess_by_words(sample)) return guess;
  }
  return has_pairs && !is_short ? multi_byte : std::nullopt;
}

}  // namespace

std::string widened_charset(std::string_view charset) {
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
  const std::string lower = ascii_lower(charset);
  const auto found =
      std::ranges::find(kWider, lower, &std::pair<std::string_view, const char*>::first);
  return found == std::end(kWider) ? lower : found->second;
}

CharsetGuess guess_charset(std::string_view bytes) {
  const std::string sample = telling_sample(bytes);
  if (auto guess = guess_other_alphabet(sample)) return *guess;
  return guess_latin_charset(sample);
}

bool is_surely_not_latin(std::string_view bytes) {
  constexpr int kSure = 80;
  const auto guess = guess_other_alphabet(telling_sample(bytes));
  return guess && guess->confidence >= kSure;
}

}  // namespace dateline
