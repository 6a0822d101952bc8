// SPDX-License-Identifier: GPL-2.0-or-later
//
// The documents of a range of days, from the dates beside the word sequences: a posting source that
// answers for one document in one step. Where documents are numbered by date
// (IndexState::date_ordered) a range is an interval of numbers, and what lies outside is skipped.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <xapian.h>

#include "common/domain/date.h"
#include "common/storage/word_sequence.h"

namespace dateline {

// Whether a date touches a range of days: one known to the month does so with any of its days.
class DateFilter {
 public:
  DateFilter(const DateRange& range, bool takes_undated);

  bool operator()(PackedDate date) const {
    const std::uint32_t day = date.first_day();
    return day >= least_[date.bits() & 3U] && day <= most_;
  }

  // Of dates known to the day.
  std::uint32_t least_day() const { return least_[1]; }
  std::uint32_t most_day() const { return most_; }

 private:
  // What the first day must be, by the precision in the lowest bits of a packed date.
  std::array<std::uint32_t, 4> least_{};
  std::uint32_t most_ = 0;
};

// It also gives deleted documents, whose dates are kept: in a query it has to stand beside
// something that gives only documents that are there.
class DateRangeSource : public Xapian::PostingSource {
 public:
  // `words` must stay open while queries with this source run.
  DateRangeSource(const WordSequenceReader& words, std::uint64_t date_ordered,
                  const DateFilter& filter);

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return estimate_; }
  Xapian::doccount get_termfreq_max() const override { return most_; }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool check(Xapian::docid docid, double min_weight) override;
  bool at_end() const override { return docid_ > last_; }
  Xapian::docid get_docid() const override { return docid_; }
  Xapian::PostingSource* clone() const override;
  void init(const Xapian::Database& database) override;
  std::string get_description() const override { return "DateRange"; }

 private:
  bool matches(Xapian::docid docid) const { return filter_(words_.date(docid)); }
  void find_interval();
  Xapian::doccount estimate_above() const;

  const WordSequenceReader& words_;
  std::uint64_t date_ordered_;
  DateFilter filter_;
  Xapian::doccount estimate_ = 0;
  Xapian::doccount most_ = 0;
  Xapian::docid last_ = 0;
  Xapian::docid ordered_ = 0;  // documents 1 to this one ascend by date ...
  Xapian::docid begin_ = 1;    // ... and of these [begin_, end_) match
  Xapian::docid end_ = 1;
  Xapian::docid docid_ = 0;
};

}  // namespace dateline
