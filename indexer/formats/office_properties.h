// SPDX-License-Identifier: GPL-2.0-or-later
//
// The properties of an office document: docProps/core.xml of DOCX, meta.xml of ODT.
#pragma once

#include <string_view>

#include "indexer/raw_document.h"

namespace dateline {

// Title, author, description, language, tags, dates of creation and change. What is not there or
// not well-formed is left empty.
RawDocument read_office_properties(std::string_view xml);

}  // namespace dateline
