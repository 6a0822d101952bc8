// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which charset a text is written in that states none and is no Unicode form: ICU's detector for
// those of more than one byte a character and for Greek, Hebrew and Arabic, letter frequencies for
// Cyrillic, the letters of languages for Latin.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

struct CharsetGuess {
  std::string charset;  // lower case, a name ICU knows
  int confidence = 0;   // 0-99; see Decoded
};

// Looks at a bounded sample of the lines that have bytes above 127.
CharsetGuess guess_charset(std::string_view bytes);

// Whether the words are of another alphabet, so that a declared charset of Latin letters, which any
// bytes fit, is wrong.
bool is_surely_not_latin(std::string_view bytes);

// ISO names that browsers, and so web pages, use for the Windows encodings which contain them;
// other names in lower case as they are.
std::string widened_charset(std::string_view charset);

}  // namespace dateline
