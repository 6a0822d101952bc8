// SPDX-License-Identifier: GPL-2.0-or-later
//
// A light reward for documents in which the words of the query stand close together, after
// Büttcher, Clarke and Lushman, "Term proximity scoring for ad-hoc retrieval on very large text
// collections" (SIGIR 2006). Of a document's words only those of the query are looked at, in the
// order of the text. Where two different ones follow each other at a distance of d words, d at most
// kWindow, both gain 1/d^2 of nearness, twice that when the query has them in this order, one after
// the other. The bonus is
//
//   kNearnessShare x sum over the words t of  rarity(t) (k1 + 1) n(t) / (n(t) + K)
//
// with n(t) the nearness that t has gained in title and body, and k1, K, rarity those of BM25. So
// it is never over kNearnessShare of what the words can weigh themselves.
//
// It reads fingerprints: another word that shares one with a word of the query, one in 4,096, is
// taken for it. Function words are not looked at; one word alone has no bonus.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/storage/word_sequence.h"
#include "searcher/built_query.h"
#include "searcher/index_reader.h"
#include "searcher/results/term_match.h"

namespace dateline {

// How many of the best documents by their words are looked at for nearness, whatever page is asked
// for, so that pages fit together. Those that follow stay where they are.
inline constexpr std::size_t kReranked = 50;
inline constexpr double kNearnessShare = 0.15;

class Nearness {
 public:
  // The reader must stay open.
  Nearness(IndexReader& reader, const AskedWords& asked);

  // False when no document can have a bonus.
  explicit operator bool() const { return words_.size() > 1; }
  double greatest() const { return greatest_; }  // no bonus is higher
  double bonus(Xapian::docid docid);
  void prefetch(Xapian::docid docid) const;  // its words will be looked at soon

 private:
  struct Word {
    double weight;             // (k1 + 1) times its rarity and kNearnessShare
    std::uint64_t before = 0;  // bit i: in the query it stands right before word i
    double nearness = 0;       // in the document that is looked at
  };
  struct Place {
    std::size_t word;
    std::size_t at;
  };

  void add_word(IndexReader& reader, const std::string& stem);
  void look_through(const FingerprintView& text);
  void gain(const Place& left, const Place& right);

  const WordSequenceReader& sequences_;
  double average_length_;
  unsigned title_weight_;
  double greatest_ = 0;
  std::vector<Word> words_;
  std::vector<std::string> stems_;  // of words_
  // What stands for which word, counted from 1; 0: none. The low bytes are looked at first.
  std::array<std::uint8_t, std::size_t{1} << FingerprintHash::kMostBits> word_of_{};
  std::array<bool, 256> has_low_byte_{};
};

// Adds their bonus to the first kReranked of `best` and orders them anew; equal weights are in the
// order of document ids. `best` is as match_terms gives it. Only the first `reach` are wanted: what
// cannot be among them may be taken out.
void rerank_by_nearness(std::vector<FoundDocument>& best, std::uint64_t reach, Nearness& nearness,
                        const Xapian::Database& database);

}  // namespace dateline
