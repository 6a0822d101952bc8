// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a query says, before any index is asked: the tree that query_parser makes and query_builder
// turns into a search.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/domain/date.h"
#include "common/domain/fields.h"

namespace dateline {

enum class NodeKind {
  Word,    // text: matches any form of the word; a text of several words (F-16) is a phrase
  Prefix,  // text without its star
  Phrase,  // text between the quotes: these word forms, in this order
  Filter,  // a field of kind Filter, Words or Path, and the value asked for
  Date,    // range
  And,     // two or more children
  Or,      // two or more children
  Not,     // one child; stands alone or as a child of And
};

struct QueryNode {
  NodeKind kind{};
  const Field* field = nullptr;  // null: title and body
  std::string text;
  DateRange range;
  std::vector<QueryNode> children;
  std::size_t offset = 0;  // the bytes of the query it was read from, for carets
  std::size_t length = 0;
};

}  // namespace dateline
