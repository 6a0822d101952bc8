// SPDX-License-Identifier: GPL-2.0-or-later
//
// Runs one built query against one index: rank or sort, page, count, confirm. Order never depends
// on document numbers: equal scores and equal dates are in the order of document ids.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <xapian.h>

#include "searcher/built_query.h"
#include "searcher/index_reader.h"

namespace dateline {

enum class SortOrder : std::uint8_t { Relevance, OldestFirst, NewestFirst };

struct Page {
  std::uint64_t offset = 0;
  std::uint64_t limit = 10;
  // Totals up to a thousand are to be exact; else a total is any number that is not too high.
  bool with_total = true;
};

struct Match {
  Xapian::docid docid = 0;
  double score = 0;
  std::optional<Document> document;  // when it had to be read to confirm the match
};

struct Matches {
  std::vector<Match> page;
  std::uint64_t total = 0;
  bool total_is_exact = true;
};

// With deferred phrases in the query, each match of the page has been confirmed on its stored text.
Matches find_matches(IndexReader& reader, const BuiltQuery& query, SortOrder order,
                     const Page& page);

// Exact. The query must have no deferred phrases.
std::uint64_t count_matches(IndexReader& reader, const Xapian::Query& query);

}  // namespace dateline
