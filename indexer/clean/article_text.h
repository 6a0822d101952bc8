// SPDX-License-Identifier: GPL-2.0-or-later
//
// The title of an article and the text without it. Nothing else is taken out of the text: menus and
// advertising lines are another matter.
#pragma once

#include <string>
#include <string_view>

#include "indexer/raw_document.h"

namespace dateline {

// The stated title, else the first line of the text that can be one; empty when there is none.
std::string choose_title(const RawDocument& raw);

// Without the line that is the title, and its repetitions, at the top; runs of blank lines made
// one, blanks at line ends and blank lines at both ends cut.
std::string body_without_title(std::string_view text, std::string_view title);

}  // namespace dateline
