// SPDX-License-Identifier: GPL-2.0-or-later
//
// Cyrillic words in Latin letters and back, as an index has them: Київ as kyiv, lukashenko as
// лукашенко. A word has many romanisations, of which newspapers mix several in one name; so the
// letters' romanisations are tried in all combinations, but only along beginnings that known words
// have.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/expand/vocabulary.h"

namespace dateline {

inline constexpr std::size_t kMinTransliteratedLetters = 4;

struct LetterRule {
  std::string_view cyrillic;  // a letter or two
  std::string_view latin;     // what it becomes, with blanks between; "-" for nothing
  bool at_end = false;        // of the word only
};

// What ICU's transliterators of 7 systems (BGN's for Russian, Ukrainian, Belarusian, Bulgarian,
// Serbian and Macedonian; ISO 9) make of single letters, folded as words are. Written down because
// making them takes tens of milliseconds; the test compares this with ICU.
std::span<const LetterRule> icu_letters();

// The known words that the folded `word` is in the other alphabet, in no order. None for words of
// other scripts, with other characters than letters, or of fewer than kMinTransliteratedLetters.
std::vector<std::string> transliterations(std::string_view word, Vocabulary& vocabulary);

}  // namespace dateline
