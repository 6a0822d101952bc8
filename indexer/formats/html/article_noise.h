// SPDX-License-Identifier: GPL-2.0-or-later
//
// Cuts out of a page what is not its article: what is named so, what other articles are announced
// with, and what stands under a heading like "Related articles".
#pragma once

#include "indexer/formats/html/page_parts.h"

namespace dateline {

// `is_strict`: cut whatever looks like it. Else only what is sure, for pages where nothing would be
// left.
void cut_noise(PageParts& parts, bool is_strict);

}  // namespace dateline
