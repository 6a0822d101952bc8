// SPDX-License-Identifier: GPL-2.0-or-later
//
// The matcher for the queries that most queries are (TermQuery). It ranks as Xapian's matcher does,
// to the last bit of each weight, from the same posting lists; but it knows the lengths of
// documents from the word sequences, looks up the value that orders equal weights only where
// weights are equal or high enough, and asks for phrases last, of documents that could still be
// among the best.
#pragma once

#include <cstdint>
#include <vector>

#include <xapian.h>

#include "common/storage/fingerprints.h"
#include "searcher/built_query.h"
#include "searcher/index_reader.h"
#include "searcher/results/recency.h"

namespace dateline {

inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25B = 0.75;

// What BM25 takes a word for that is in `frequency` of so many documents: the logarithm of the odds
// against it (Robertson and Sparck Jones 1976), as Xapian::BM25Weight floors it. A word's weight in
// a document is over 0 and under kBm25K1 + 1 times that.
double rarity(Xapian::doccount documents, Xapian::doccount frequency);

// What occurrences are added to where BM25 divides by them: the more, the longer the document.
// `relative_length`: to the average.
constexpr double saturation(double relative_length) {
  return kBm25K1 * (1 - kBm25B + kBm25B * relative_length);
}

// The words will be looked through soon.
void prefetch(const FingerprintView& words);

struct FoundDocument {
  Xapian::docid docid = 0;
  double weight = 0;
  bool is_certain = false;  // its phrases need no confirming: see phrase_proof.h
};

struct FoundDocuments {
  std::vector<FoundDocument> best;
  std::uint64_t total = 0;
  bool total_is_exact = true;
};

// The best `wanted`, phrases decided on fingerprints. Totals up to `exact_totals` are exact.
FoundDocuments match_terms(IndexReader& reader, const TermQuery& query, std::uint64_t wanted,
                           std::uint64_t exact_totals, const Recency& recency = {});

}  // namespace dateline
