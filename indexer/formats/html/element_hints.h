// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the words in an element's class and id say about its content.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

enum Hint : unsigned {
  kHintDate = 1U << 0U,
  kHintPublished = 1U << 1U,
  kHintModified = 1U << 2U,
  kHintAuthor = 1U << 3U,
  kHintInfo = 1U << 4U,   // the line of particulars below a headline
  kHintTitle = 1U << 5U,  // of an article: "entry-title", "headline"
  kHintAside = 1U << 6U,  // comments, teasers, side bars
};

// Hints, of all words together. One pass.
unsigned hints_in(std::string_view class_or_id);

}  // namespace dateline
