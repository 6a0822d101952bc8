// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a query says: the tree that query_parser makes before any index is asked, query_expansion
// widens by what an index knows, and query_builder turns into a search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/domain/date.h"
#include "common/domain/fields.h"

namespace dateline {

enum class NodeKind : std::uint8_t {
  All,       // every document
  Word,      // text: matches any form of the word; a text of several words (F-16) is a phrase
  Exact,     // text: these forms; several words one behind the other
  Prefix,    // text without its star
  Fuzzy,     // text: words within `distance` edits
  Phrase,    // text between the quotes; with children: what stands at one place after the other
  Near,      // children: operands, in any order, the first and the last `distance` words apart
  Adj,       // the same in the order of the children
  Verbatim,  // text: these characters
  Regex,     // text: an RE2 pattern
  Filter,    // a field of kind Filter, Words or Path, and the value asked for
  Date,      // range
  And,       // two or more children
  Or,        // two or more children
  Most,      // two or more children: any of them, those with more of them first
  Maybe,     // one child; stands under And: need not match, but counts
  Not,       // one child; stands alone or as a child of And
  Variants,  // two or more children: as typed, then other forms of the same name, which count less
};

// Children of a Phrase: Exact, Prefix, Fuzzy, and Or of these and of phrases. Children of Near and
// Adj: Word, Exact, Prefix, Fuzzy, Phrase, Variants, and Or of these; the field is that of the
// whole node.
struct QueryNode {
  NodeKind kind{};
  const Field* field = nullptr;  // null: title and body
  std::string text;
  unsigned distance = 0;  // Fuzzy: edits; Near, Adj: words
  DateRange range;
  std::vector<QueryNode> children;
  std::size_t offset = 0;  // the bytes of the query it was read from, for carets
  std::size_t length = 0;
};

// False for filters, dates, exclusions and what is made of them alone: they choose documents, and
// say nothing about their rank.
bool is_weighted(const QueryNode& node);

}  // namespace dateline
