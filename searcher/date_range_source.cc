// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/date_range_source.h"

#include <algorithm>
#include <limits>

namespace dateline {
namespace {

constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
// Documents looked at for an estimate. Each may cost a cache miss.
constexpr Xapian::doccount kSamples = 64;

// The first of the numbers [begin, end) for which `is_behind` holds, as it does for all after it.
template <class Behind>
Xapian::docid first_behind(Xapian::docid begin, Xapian::docid end, Behind is_behind) {
  while (begin < end) {
    const Xapian::docid middle = begin + (end - begin) / 2;
    if (is_behind(middle)) {
      end = middle;
    } else {
      begin = middle + 1;
    }
  }
  return begin;
}

}  // namespace

// A month or year reaches into the range from its beginning on when its first day does, and it
// still does when the range begins somewhere within it.
DateFilter::DateFilter(const DateRange& range, bool takes_undated) {
  least_[0] = takes_undated ? 0 : kNever;
  if (range.since) {
    const std::chrono::year_month_day since{*range.since};
    const auto number = [](std::chrono::sys_days day) { return PackedDate::day_number(day); };
    least_[1] = number(*range.since);
    least_[2] = number(since.year() / since.month() / 1);
    least_[3] = number(since.year() / std::chrono::January / 1);
  }
  most_ = range.until ? PackedDate::day_number(*range.until) : kNever - 1;
}

DateRangeSource::DateRangeSource(const WordSequenceReader& words, std::uint64_t date_ordered,
                                 const DateFilter& filter)
    : words_(words), date_ordered_(date_ordered), filter_(filter) {}

void DateRangeSource::init(const Xapian::Database& database) {
  last_ = std::min<Xapian::docid>(database.get_lastdocid(), words_.last_docid());
  ordered_ = static_cast<Xapian::docid>(std::min<std::uint64_t>(date_ordered_, last_));
  docid_ = 0;
  find_interval();
  const Xapian::doccount documents = database.get_doccount();
  most_ = std::min(documents, end_ - begin_ + (last_ - ordered_));
  estimate_ = std::min(most_, end_ - begin_ + estimate_above());
}

// Dates known to the day either lie before the range, in it or behind it.
void DateRangeSource::find_interval() {
  const auto day = [this](Xapian::docid docid) { return words_.date(docid).first_day(); };
  begin_ = first_behind(1, ordered_ + 1,
                        [&](Xapian::docid docid) { return day(docid) >= filter_.least_day(); });
  end_ = first_behind(begin_, ordered_ + 1,
                      [&](Xapian::docid docid) { return day(docid) > filter_.most_day(); });
}

Xapian::doccount DateRangeSource::estimate_above() const {
  const Xapian::doccount above = last_ - ordered_;
  const Xapian::doccount samples = std::min(above, kSamples);
  std::uint64_t matching = 0;
  for (std::uint64_t i = 0; i < samples; ++i) {
    matching += matches(ordered_ + 1 + static_cast<Xapian::docid>(i * above / samples)) ? 1 : 0;
  }
  return samples == 0 ? 0 : static_cast<Xapian::doccount>(matching * above / samples);
}

void DateRangeSource::next(double min_weight) { skip_to(docid_ + 1, min_weight); }

void DateRangeSource::skip_to(Xapian::docid docid, double) {
  docid_ = std::max({docid_, docid, begin_});
  if (docid_ < end_) return;
  for (docid_ = std::max(docid_, ordered_ + 1); docid_ <= last_ && !matches(docid_);) ++docid_;
}

// True also when it has moved on to a later document, which the matcher then looks at next.
bool DateRangeSource::check(Xapian::docid docid, double min_weight) {
  if (docid <= ordered_ || docid > last_) {
    skip_to(docid, min_weight);
    return true;
  }
  docid_ = docid;
  return matches(docid);
}

Xapian::PostingSource* DateRangeSource::clone() const {
  return new DateRangeSource(words_, date_ordered_, filter_);
}

}  // namespace dateline
