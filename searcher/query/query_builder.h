// SPDX-License-Identifier: GPL-2.0-or-later
//
// From a query tree to what an index is asked: a Xapian query of stems, filters and dates, with
// word sequence programs for phrases and exact words, and the list of what to mark in the answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/index_reader.h"
#include "searcher/query/query_tree.h"
#include "searcher/sequence_program.h"
#include "searcher/word_sequence_source.h"

namespace dateline {

inline constexpr std::size_t kMaxPhraseWords = 64;
inline constexpr std::size_t kMaxExpansion = 1000;  // words of one prefix

// What the query asked for, for marking; in the order of the query.
struct AskedWords {
  std::vector<std::string> stems;
  std::vector<std::string> prefixes;
  std::vector<std::vector<std::string>> phrases;  // exact words, one or more
};

struct BuildOptions {
  bool include_undated = false;  // a date filter lets undated documents through
  // Phrases that every match must have are left to the caller to confirm.
  bool defer_phrases = false;
};

struct BuiltQuery {
  Xapian::Query query;
  AskedWords asked;
  // What each hit must still be confirmed for.
  std::vector<std::shared_ptr<const SequenceProgram>> deferred;
  bool filters_dates = false;
  // The undated documents that match but for the date filter; when filters_dates.
  Xapian::Query left_out;
  std::vector<std::string> notes;  // what the query was expanded to, for --explain
};

// Throws QueryError where the index decides that something cannot be asked (a prefix of too many
// words). Runs within IndexReader::search.
BuiltQuery build_query(const QueryNode& tree, IndexReader& reader, const BuildOptions& options);

}  // namespace dateline
