// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/cyrillic.h"

#include <array>
#include <cstddef>

#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"

namespace dateline {
namespace {

constexpr const char* kCharsets[] = {"windows-1251", "KOI8-R", "KOI8-U",        "IBM866",
                                     "ISO-8859-5",   "IBM855", "x-mac-cyrillic"};

// How ordinary each letter from а to я is: natural logarithm of its share in Russian text times 32,
// by ten. Letters of Ukrainian and Bulgarian that Russian hardly has (ъ) are lifted.
constexpr std::array<signed char, 32> kLetterScores = {
    9, -7, 4, -6, 0,   10,  -11, -6, 9,   -9,  1,   3,  0,  8,   13,  -1,
    4, 6,  7, -2, -18, -11, -17, -8, -14, -20, -12, -5, -5, -18, -15, -4};

enum class Kind { Other, Small, Capital };

struct Letter {
  Kind kind = Kind::Other;
  double score = -3;  // a sign no text has many of
};

Letter rate(char32_t character) {
  if (character >= U'а' && character <= U'я')
    return {Kind::Small, kLetterScores[character - U'а'] / 10.0};
  if (character >= U'А' && character <= U'Я')
    return {Kind::Capital, kLetterScores[character - U'А'] / 10.0 - 0.5};
  switch (character) {
    case U'і':
    case U'ј':
      return {Kind::Small, 0.3};
    case U'ї':
    case U'є':
    case U'ё':
    case U'љ':
    case U'њ':
    case U'ћ':
    case U'ђ':
      return {Kind::Small, -1};
    case U'І':
    case U'Ј':
    case U'Ї':
    case U'Є':
    case U'Ё':
      return {Kind::Capital, -1};
    case U'«':
    case U'»':
    case U'–':
    case U'—':
    case U'“':
    case U'”':
    case U'„':
    case U'’':
    case U'…':
    case U'№':
    case U'\u00A0':
      return {Kind::Other, 0};
    default:
      return {};
  }
}

double mean_score(std::string_view text) {
  double sum = 0;
  std::size_t count = 0;
  Kind before = Kind::Other;
  for (std::size_t place = 0; place < text.size();) {
    const char32_t character = decode_utf8(text, place);
    if (character < 0x80) {
      before = Kind::Other;
      continue;
    }
    const Letter letter = rate(character);
    const bool is_inside_word = before == Kind::Small && letter.kind == Kind::Capital;
    sum += is_inside_word ? -4 : letter.score;
    ++count;
    before = letter.kind;
  }
  return count == 0 ? -9 : sum / static_cast<double>(count);
}

}  // namespace

CyrillicGuess guess_cyrillic(std::string_view sample) {
  CyrillicGuess best{"", -9};
  for (const char* charset : kCharsets) {
    const auto converted = convert_to_utf8(sample, charset);
    if (!converted) continue;
    const double score = mean_score(converted->text);
    if (score > best.score) best = {charset, score};
  }
  return best;
}

}  // namespace dateline
