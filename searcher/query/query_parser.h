// SPDX-License-Identifier: GPL-2.0-or-later
//
// The query language: from a line of text to a tree, or to an error that says where and why. It
// never guesses: what cannot be understood is an error. Any bytes of any length are answered in
// linear time, with recursion no deeper than kMaxQueryNesting allows.
//
//   query    = and { "OR" and }                      all words are required, OR binds loosest
//   and      = not { ["AND"] not }
//   not      = { "NOT" | "-" } operand
//   operand  = word | word* | "phrase" | field:value | field:"value" | [field:](query)
//
// A field before a bracket holds for all in it that name no field of their own.
#pragma once

#include <cstddef>
#include <string_view>

#include "searcher/query/query_tree.h"

namespace dateline {

inline constexpr std::size_t kMaxQueryBytes = 4 * 1024;
inline constexpr std::size_t kHardMaxQueryBytes = 64 * 1024;
inline constexpr std::size_t kMaxQueryLeaves = 256;
inline constexpr std::size_t kMaxQueryNesting = 32;
inline constexpr std::size_t kMaxQueryWildcards = 4;
inline constexpr std::size_t kMinPrefixLetters = 3;

// Throws QueryError. `max_bytes` above kHardMaxQueryBytes counts as that.
//
// Of the tree: words, prefixes and phrases hold at least one word for the analyser, a prefix only
// one (a run of a script without spaces counts as one). And and Or have no children of their own
// kind, Not none; a Not may stand alone, under And, or under Or.
QueryNode parse_query(std::string_view query, std::size_t max_bytes = kMaxQueryBytes);

}  // namespace dateline
