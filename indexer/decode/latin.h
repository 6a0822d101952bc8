// SPDX-License-Identifier: GPL-2.0-or-later
//
// Tells the one-byte encodings of the Latin alphabet apart: of the texts that the bytes make in
// each, the right one has the letters that its language has, and nothing else inside words. The
// language is CLD2's guess, which mostly comes from the letters that are the same everywhere.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

struct LatinGuess {
  std::string charset;  // as ICU calls it, lower case
  double score = 0;     // mean per byte above 127: 1 all letters of the language, below 0 nonsense
  double lead = 0;      // how many letters more it has right than the best other text
  std::size_t signs = 0;  // bytes above 127 that decided it
};

LatinGuess guess_latin(std::string_view sample);

}  // namespace dateline
