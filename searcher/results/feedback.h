// SPDX-License-Identifier: GPL-2.0-or-later
//
// A query made richer by what its best answers have in common (pseudo-relevance feedback). Of the
// ten best documents each word t gets
//
//   v(t) = sum over the documents d of  p(d) BM25(t, d),   p(d) = e^s(d) / sum of all e^s
//
// s(d) being the document's score: documents are weighed by their likelihood, as in Lavrenko and
// Croft's relevance model (SIGIR 2001; RM3), words by the sum of vectors, as in Rocchio (1971). The
// thirty of the highest v join the query. Together they weigh as much as the words asked for:
//
//   factor(t) = (sum of the factors of the words asked for) v(t) / (sum of v over the thirty)
//
// Taken are words of three bytes or more that two of the documents have and no more than a fifth
// of the index, no numbers, no function words.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "searcher/built_query.h"
#include "searcher/index_reader.h"
#include "searcher/results/search.h"

namespace dateline {

inline constexpr std::size_t kFeedbackDocuments = 10;
inline constexpr std::size_t kFeedbackWords = 30;

struct FeedbackWord {
  std::string stem;
  std::string word;    // the shortest form of the stem that the index knows: to be shown
  double factor = 0;   // of its weight, to be added to what the query gives it
  bool is_new = true;  // not one of the words asked for: those may be among the best too
};

// By falling factor; none when `best`, the first matches of the query, are none or have no scores.
std::vector<FeedbackWord> feedback_words(IndexReader& reader, const AskedWords& asked,
                                         std::span<const Match> best);

// The same query with these words beside it: it finds what it found, in a new order. So what was
// required, excluded or filtered stays so, and no document is found that has nothing of what was
// asked for. What is marked in texts and what nearness looks at are the words asked for.
BuiltQuery with_feedback(BuiltQuery query, std::span<const FeedbackWord> words);

// Both, with the first search in between. Runs within IndexReader::search.
struct ExpandedQuery {
  BuiltQuery query;
  std::vector<FeedbackWord> words;
};
ExpandedQuery expand_query(IndexReader& reader, BuiltQuery query);

}  // namespace dateline
