// SPDX-License-Identifier: GPL-2.0-or-later
//
// New documents before old ones, on demand: beside what its words weigh, a document gets
//
//   greatest x 2^(-age / half-life)
//
// with its age in days: from the first day its date can mean to the newest date of the index that
// is not in the future (exponential decay as in Li and Croft 2003, "Time-based language models",
// but added, so that an old document with much more of the words stays ahead). What is newer than
// that day counts as of that day; an undated document gets nothing.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include <xapian.h>

#include "common/domain/date.h"
#include "common/storage/word_sequence.h"

namespace dateline {

class Recency {
 public:
  // Boosts nothing.
  Recency() = default;
  // `half_life` in days, over 0; `newest` as PackedDate::day_number gives it.
  Recency(double greatest, double half_life, std::uint32_t newest)
      : greatest_(greatest), half_life_(half_life), newest_(newest) {}

  explicit operator bool() const { return greatest_ > 0; }
  // No boost is higher.
  double greatest() const { return greatest_; }
  double boost(PackedDate date) const {
    if (date == PackedDate()) return 0;
    const std::uint32_t day = date.first_day();
    if (day >= newest_) return greatest_;
    return greatest_ * std::exp2(-static_cast<double>(newest_ - day) / half_life_);
  }

 private:
  double greatest_ = 0;
  double half_life_ = 1;
  std::uint32_t newest_ = 0;
};

// The newest day that the index has a document of, at most `today`.
std::uint32_t newest_day(const Xapian::Database& database, Day today);

// The boost as a part of a Xapian query, to stand on the right of OP_AND_MAYBE.
class RecencySource : public Xapian::PostingSource {
 public:
  // `words` must stay open while queries with this source run.
  RecencySource(const WordSequenceReader& words, const Recency& recency)
      : words_(words), recency_(recency) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return documents_; }
  Xapian::doccount get_termfreq_max() const override { return documents_; }
  double get_weight() const override { return recency_.boost(words_.date(docid_)); }
  void next(double) override { ++docid_; }
  void skip_to(Xapian::docid docid, double) override { docid_ = std::max(docid_, docid); }
  bool at_end() const override { return docid_ > last_; }
  Xapian::docid get_docid() const override { return docid_; }
  Xapian::PostingSource* clone() const override { return new RecencySource(words_, recency_); }
  void init(const Xapian::Database& database) override;
  std::string get_description() const override { return "Recency"; }

 private:
  const WordSequenceReader& words_;
  Recency recency_;
  Xapian::doccount documents_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid docid_ = 0;
};

}  // namespace dateline
