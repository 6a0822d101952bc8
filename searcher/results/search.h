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

// How matches are weighed beside BM25, when they are sorted by relevance.
struct Ranking {
  bool by_nearness = true;  // nearness.h; not where phrases are deferred
  // recency.h: after so many days a document's boost is half. The highest boost is half of what
  // the words of the query can weigh.
  std::optional<double> half_life;
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
// Scores never rise down the list, and a page has the matches that a longer page has at its places.
Matches find_matches(IndexReader& reader, const BuiltQuery& query, SortOrder order,
                     const Page& page, const Ranking& ranking = {});

// What no match can weigh more than by BM25, about: the sum over the words asked for of the limit
// that a word's weight tends to.
double greatest_weight(IndexReader& reader, const AskedWords& asked);

// Exact. The query must have no deferred phrases.
std::uint64_t count_matches(IndexReader& reader, const Xapian::Query& query);

}  // namespace dateline
