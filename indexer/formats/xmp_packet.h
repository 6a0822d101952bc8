// SPDX-License-Identifier: GPL-2.0-or-later
//
// XMP: the newer form of a PDF's properties, as RDF in XML (ISO 16684-1). Newer files have it
// alone.
#pragma once

#include <string_view>

#include "indexer/raw_document.h"

namespace dateline {

// Fills in what `raw` does not have: title, author, description, language, tags, dates.
void add_xmp(std::string_view xml, RawDocument& raw);

}  // namespace dateline
