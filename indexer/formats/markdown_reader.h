// SPDX-License-Identifier: GPL-2.0-or-later
//
// Markdown as a raw document: title, date, author and so on from the front matter, else the title
// from the first heading; the text with the marks taken out and its paragraphs kept. It reads
// Markdown as people save articles in it, not by the letter of CommonMark: when in doubt a mark
// stays in the text.
#pragma once

#include <string>

#include "indexer/raw_document.h"

namespace dateline {

RawDocument read_markdown(std::string utf8);

}  // namespace dateline
