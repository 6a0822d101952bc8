// SPDX-License-Identifier: GPL-2.0-or-later
//
// From a query tree to what an index is asked: a Xapian query of stems, filters and dates, with
// tests of the text for what stems cannot tell, and the list of what to mark in the answers.
#pragma once

#include "searcher/built_query.h"
#include "searcher/deadline.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_tree.h"

namespace dateline {

struct BuildOptions {
  bool include_undated = false;  // a date filter lets undated documents through
  // Phrases that every match must have are left to the caller to confirm.
  bool defer_phrases = false;
  bool count_undated = false;  // what a date filter leaves out is to be counted
  Deadline deadline{};
};

// What variants of a name and near spellings of a word count, as a share of what they would.
inline constexpr double kVariantWeight = 0.5;

// Throws QueryError where the index decides that something cannot be asked (a prefix of too many
// words) or a pattern is none. Runs within IndexReader::search.
BuiltQuery build_query(const QueryNode& tree, IndexReader& reader, const BuildOptions& options);

}  // namespace dateline
