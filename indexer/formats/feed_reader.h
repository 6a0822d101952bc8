// SPDX-License-Identifier: GPL-2.0-or-later
//
// One item of an RSS or Atom feed as a raw document.
#pragma once

#include <string_view>

#include "indexer/raw_document.h"

namespace dateline {

ReadResult read_feed_item(std::string_view xml);

}  // namespace dateline
