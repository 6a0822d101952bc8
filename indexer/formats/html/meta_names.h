// SPDX-License-Identifier: GPL-2.0-or-later
//
// What <meta> and itemprop names mean: OpenGraph, Twitter, Dublin Core, parsely, sailthru, cXense,
// Highwire's citation_*, and the plain ones.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

enum class Statement : std::uint8_t {
  None,
  Title,
  Description,
  Author,
  Site,
  Url,
  Language,
  Tags,  // a list in one value
  Tag,
  Published,
  Created,
  Date,  // of what, it does not say
  Modified,
};

struct MetaMeaning {
  Statement statement = Statement::None;
  int rank = 0;  // the lower the more trusted, among those of one statement
};

// Case, punctuation and blanks of the name do not count. Names of dates are known by the words
// in them, all others are in a table.
MetaMeaning meta_meaning(std::string_view name);

inline bool is_date(Statement statement) { return statement >= Statement::Published; }

}  // namespace dateline
