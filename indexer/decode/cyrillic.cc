// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/cyrillic.h"

#include <array>
#include <cstddef>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"

namespace dateline {
namespace {

// x-mac-cyrillic has most letters where windows-1251 has them, and is rare.
constexpr std::pair<const char*, double> kCharsets[] = {{"windows-1251", 0},
                                                        {"KOI8-R", 0},
                                                        {"KOI8-U", 0},
                                                        {"IBM866", 0},
                                                        {"ISO-8859-5", 0},
                                                        {"IBM855", 0},
                                                        {"x-mac-cyrillic", -0.03}};

// How ordinary each letter from а to я is: natural logarithm of its share in Russian text times 32,
// by ten. Letters of Ukrainian and Bulgarian that Russian hardly has (ъ) are lifted.
constexpr std::array<signed char, 32> kLetterScores = {
    9, -7, 4, -6, 0,   10,  -11, -6, 9,   -9,  1,   3,  0,  8,   13,  -1,
    4, 6,  7, -2, -18, -11, -17, -8, -14, -20, -12, -5, -5, -18, -15, -4};

// Letters of other languages than Russian, and what stands between words.
constexpr std::u32string_view kOften = U"іј";
constexpr std::u32string_view kSeldom = U"їєёўґљњћђѓќѕџ";
constexpr std::u32string_view kPunctuation = U"«»–—“”„’…№\u00A0";

enum class Kind { Other, Small, Capital };

struct Letter {
  Kind kind = Kind::Other;
  double score = -3;  // a sign no text has many of
};

double score_of_small(char32_t letter) {
  if (letter >= U'а' && letter <= U'я') return kLetterScores[letter - U'а'] / 10.0;
  if (kOften.find(letter) != std::u32string_view::npos) return 0.3;
  return kSeldom.find(letter) != std::u32string_view::npos ? -1 : -3;
}

// А to Я lie 32 places before а to я, the others 80.
char32_t small_letter(char32_t letter) {
  if (letter >= U'А' && letter <= U'Я') return letter + 32;
  return letter >= U'Ѐ' && letter <= U'Џ' ? letter + 80 : letter == U'Ґ' ? U'ґ' : letter;
}

Letter rate(char32_t character) {
  const char32_t small = small_letter(character);
  const double score = score_of_small(small);
  if (score > -3) {
    return small == character ? Letter{Kind::Small, score} : Letter{Kind::Capital, score - 0.5};
  }
  if (kPunctuation.find(character) != std::u32string_view::npos) return {Kind::Other, 0};
  return {};
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
  for (const auto& [charset, prior] : kCharsets) {
    const auto converted = convert_to_utf8(sample, charset);
    if (!converted) continue;
    const double score = mean_score(converted->text) + prior;
    if (score > best.score) best = {charset, score};
  }
  return best;
}

}  // namespace dateline
