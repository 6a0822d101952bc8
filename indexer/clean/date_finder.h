// SPDX-License-Identifier: GPL-2.0-or-later
//
// When an article was published, and how that is known: fields of the format, a dateline or a date
// line on top of the text, the names of its file and folders. Never the file's time. An article
// without evidence is undated.
#pragma once

#include <string_view>

#include "common/domain/document.h"
#include "indexer/raw_document.h"

namespace dateline {

// Looks at the top of `body` only. `language` (ISO 639-1, may be empty) decides what 1/2/2024
// means.
Publication find_publication(const RawDocument& raw, std::string_view body, std::string_view path,
                             std::string_view language);

}  // namespace dateline
