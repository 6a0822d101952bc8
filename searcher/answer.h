// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the text of one query to its answer: parse, build, match, load, snippet. The single query
// and every line of a batch go through here, so they cannot differ.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/date.h"
#include "searcher/expand/variant_table.h"
#include "searcher/hit.h"
#include "searcher/index_reader.h"
#include "searcher/output/result_writer.h"
#include "searcher/query/query_expansion.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_tree.h"
#include "searcher/results/search.h"

namespace dateline {

// What of a hit the output prints: what it does not print is not made.
enum class HitDetail { None, Document, Snippet };

struct SearchSettings {
  MatchMode match = MatchMode::All;
  bool verbatim = false;  // the whole query is one text to be found as it is
  ExpansionSettings expansion;
  std::shared_ptr<const VariantTable> variants;  // null: the shipped ones alone
  std::chrono::milliseconds time_limit{10'000};  // of one query
  Page page;
  SortOrder order = SortOrder::Relevance;
  Ranking ranking;
  bool expand = false;  // by feedback.h
  DateRange range;      // --since, --until, --on
  bool include_undated = false;
  bool count_undated = false;  // say how many undated documents the date filter left out
  bool count_only = false;
  bool suggest = false;  // say what may have been meant when nothing is found
  HitDetail detail = HitDetail::Snippet;
  // Document paths as they can be opened from here, not relative to their root.
  bool openable_paths = false;
  std::size_t snippet_columns = 240;
};

struct UnderstoodQuery {
  std::string typed;
  QueryNode tree;
  std::string text;                  // the tree as an s-expression
  std::vector<std::string> dropped;  // what was typed and is no word
};

// Throws QueryError. A text of nothing but blanks is every document of the range, if there is one.
UnderstoodQuery understand(std::string_view query, const SearchSettings& settings);

// Throws QueryError, and Error(Timeout) when it takes longer than it may.
Answer answer_query(IndexReader& reader, const UnderstoodQuery& query,
                    const SearchSettings& settings);

// What --explain prints.
std::string explain_query(IndexReader& reader, const UnderstoodQuery& query,
                          const SearchSettings& settings);

// What the writers say of a query, once it is answered.
QueryInfo info_of(std::string id, const UnderstoodQuery& query, Answer& answer);

// The query as it was searched, in the query language, when that is not plainly what was typed;
// else empty. Fit for a terminal.
std::string searched_as(const UnderstoodQuery& query, const QueryNode& searched);

}  // namespace dateline
