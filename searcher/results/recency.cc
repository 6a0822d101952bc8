// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/recency.h"

#include <algorithm>
#include <chrono>

#include "common/domain/fields.h"

namespace dateline {

std::uint32_t newest_day(const Xapian::Database& database, Day today) {
  const double now = static_cast<double>(today.time_since_epoch().count());
  const std::string bound = database.get_value_upper_bound(slot::kFirstDay);
  const double newest = bound.empty() ? now : Xapian::sortable_unserialise(bound);
  // A damaged index may say anything.
  const Day year_1 = std::chrono::year(1) / 1 / 1;
  if (!(newest > static_cast<double>(year_1.time_since_epoch().count())))
    return PackedDate::day_number(year_1);
  const auto days = static_cast<Day::rep>(std::min(newest, now));
  return PackedDate::day_number(Day(std::chrono::days(days)));
}

void RecencySource::init(const Xapian::Database& database) {
  documents_ = database.get_doccount();
  last_ = database.get_lastdocid();
  docid_ = 0;
  set_maxweight(recency_.greatest());
}

}  // namespace dateline
