// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where sentences of a text begin and end, as well as a snippet needs to know it: quick, for any
// language with marks at the end of sentences, now and then wrong about abbreviations.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

// The first byte from `position` on that is no white space.
std::size_t skip_spaces(std::string_view text, std::size_t position);

// Does a sentence, a paragraph or the text end right before `position`?
bool ends_sentence(std::string_view text, std::size_t position);

// The last start of a sentence at or before `position`; npos when there is none from `lowest` on.
std::size_t sentence_start(std::string_view text, std::size_t position, std::size_t lowest);

}  // namespace dateline
