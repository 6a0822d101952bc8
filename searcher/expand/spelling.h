// SPDX-License-Identifier: GPL-2.0-or-later
//
// What may have been meant by a word that finds nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "searcher/expand/vocabulary.h"

namespace dateline {

// The known word nearest to a folded one, never that itself: within 2 edits, within 1 of words of
// up to 4 letters; of the nearest one that begins with the same letter, of those the one in most
// documents. Null where there is none, and for numbers.
std::optional<std::string> nearest_word(std::string_view word, Vocabulary& vocabulary);

}  // namespace dateline
