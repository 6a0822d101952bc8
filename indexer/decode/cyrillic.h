// SPDX-License-Identifier: GPL-2.0-or-later
//
// Tells the one-byte encodings of Cyrillic apart. They differ only in which byte is which
// letter, so the one that makes the most ordinary Russian, Ukrainian, Bulgarian or Serbian letters,
// small ones behind big ones, is right; 200 bytes are enough.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

struct CyrillicGuess {
  std::string charset;  // as ICU calls it
  double score = 0;     // mean per byte above 127; ordinary text has above 0, anything else below
};

CyrillicGuess guess_cyrillic(std::string_view sample);

}  // namespace dateline
