// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the text of one query to its answer: parse, build, match, load, snippet. The single query
// and every line of a batch go through here, so they cannot differ.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/domain/date.h"
#include "searcher/hit.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_tree.h"
#include "searcher/results/search.h"

namespace dateline {

// What of a hit the output prints: what it does not print is not made.
enum class HitDetail { None, Document, Snippet };

struct SearchSettings {
  Page page;
  SortOrder order = SortOrder::Relevance;
  Ranking ranking;
  bool expand = false;  // by feedback.h
  DateRange range;      // --since, --until, --on
  bool include_undated = false;
  bool count_undated = false;  // say how many undated documents the date filter left out
  bool count_only = false;
  HitDetail detail = HitDetail::Snippet;
  // Document paths as they can be opened from here, not relative to their root.
  bool openable_paths = false;
  std::size_t snippet_columns = 240;
};

struct UnderstoodQuery {
  QueryNode tree;
  std::string text;  // the tree as an s-expression
};

// Throws QueryError. A text of nothing but blanks is every document of the range, if there is one.
UnderstoodQuery understand(std::string_view query, const DateRange& range);

Answer answer_query(IndexReader& reader, const UnderstoodQuery& query,
                    const SearchSettings& settings);

// What --explain prints.
std::string explain_query(IndexReader& reader, std::string_view text, const UnderstoodQuery& query,
                          const SearchSettings& settings);

}  // namespace dateline
