// SPDX-License-Identifier: GPL-2.0-or-later
//
// Word and OpenDocument texts (.docx, .docm, .odt, .ott): paragraphs, lists, tables, text boxes,
// notes, and what their properties say. Headers and footers, comments, hidden text and what tracked
// changes have deleted are left out.
#pragma once

#include <string_view>

#include "indexer/raw_document.h"

namespace dateline {

// Skip: Encrypted, Broken, NoText, Limit.
ReadResult read_docx(std::string_view bytes);
ReadResult read_odt(std::string_view bytes);

}  // namespace dateline
