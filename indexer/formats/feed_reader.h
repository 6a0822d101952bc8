// SPDX-License-Identifier: GPL-2.0-or-later
//
// One item of a feed as a raw document. What it is given is XML of one fixed form, described in
// containers/feed_items.h, which makes it; no whole feeds are read here.
#pragma once

#include <string_view>

#include "indexer/raw_document.h"

namespace dateline {

// Skips as Broken what is not of that form, as NoText an item with neither title nor text.
ReadResult read_feed_item(std::string_view xml);

}  // namespace dateline
