// SPDX-License-Identifier: GPL-2.0-or-later
//
// The query language: from a line of text to a tree, or to an error that says where and why. It
// never guesses: what cannot be understood is an error. Any bytes of any length are answered in
// linear time, with recursion no deeper than kMaxQueryNesting allows.
//
//   query    = list { "OR" list }                    OR binds loosest
//   list     = and { and }                           what a list asks for: MatchMode
//   and      = signed { "AND" signed }
//   signed   = { "NOT" | "-" | "+" } near
//   near     = operand { ("NEAR" | "ADJ")["/" words] operand }
//   operand  = word | word* | word~[1|2] | =word | "phrase" | 'verbatim' | /regex/[i] | *
//            | field:value | field:"value" | [field:](query)
//   phrase   = { words | word* | word~ | "(" phrase { "|" phrase } ")" }
//
// A field before a bracket holds for all in it that name no field of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/query_limits.h"
#include "searcher/query/query_tree.h"

namespace dateline {

enum class MatchMode : std::uint8_t {
  All,  // every item of a list is required
  // One of them; '+' requires more. Filters, dates and exclusions hold in any case. A token of
  // several words (F-16) is as many items.
  Any,
  Most,  // the same, and documents with more of them come first
};

struct ParseOptions {
  MatchMode match = MatchMode::All;
  std::size_t max_bytes = kMaxQueryBytes;  // above kHardMaxQueryBytes it counts as that
};

struct ParsedQuery {
  QueryNode tree;
  std::vector<std::string> dropped;  // what has no letter or digit and was passed over
};

// Throws QueryError.
//
// Of the tree: texts of words and phrases hold at least one word for the analyser, those of Prefix
// and Fuzzy only one (a run of a script without spaces counts as one). And, Or and Most have no
// children of their own kind, Not none; a Not may stand alone, under And, or under Or. A Regex has
// beside or above it, under And, a word that every match must have.
ParsedQuery parse_query(std::string_view query, const ParseOptions& options = {});

// The whole text is one Verbatim.
ParsedQuery parse_verbatim(std::string_view query, const ParseOptions& options = {});

}  // namespace dateline
