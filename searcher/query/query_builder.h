// SPDX-License-Identifier: GPL-2.0-or-later
//
// From a query tree to what an index is asked: a Xapian query of stems, filters and dates, with
// word sequence programs for phrases and exact words, and the list of what to mark in the answers.
#pragma once

#include <cstddef>

#include "searcher/built_query.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_tree.h"

namespace dateline {

inline constexpr std::size_t kMaxPhraseWords = 64;
inline constexpr std::size_t kMaxExpansion = 1000;  // words of one prefix

struct BuildOptions {
  bool include_undated = false;  // a date filter lets undated documents through
  // Phrases that every match must have are left to the caller to confirm.
  bool defer_phrases = false;
  bool count_undated = false;  // what a date filter leaves out is to be counted
};

// Throws QueryError where the index decides that something cannot be asked (a prefix of too many
// words). Runs within IndexReader::search.
BuiltQuery build_query(const QueryNode& tree, IndexReader& reader, const BuildOptions& options);

}  // namespace dateline
