// SPDX-License-Identifier: GPL-2.0-or-later
//
// Plain text as a raw document: it states nothing, so there is only the text. Title and date are
// found later, by clean/.
#pragma once

#include <string>

#include "indexer/raw_document.h"

namespace dateline {

// "\r\n" and "\r" become "\n".
void normalise_line_ends(std::string& text);

RawDocument read_text(std::string utf8);

}  // namespace dateline
