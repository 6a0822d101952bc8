// SPDX-License-Identifier: GPL-2.0-or-later
//
// One whole article for people: what `--show` prints.
#pragma once

#include <string>

#include "common/domain/document.h"

namespace dateline {

// Title, one line for each thing that is known of the document, an empty line, the body with its
// line breaks, its captions. Terminal-safe. `raw`: with what was cut from the text. `color`: title
// and names of the lines are set off.
std::string show_document(const Document& document, bool raw, bool color);

}  // namespace dateline
