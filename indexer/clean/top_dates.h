// SPDX-License-Identifier: GPL-2.0-or-later
//
// Dates written at the top of a text: datelines ("KYIV, March 3, 2024 (Reuters) —") and lines that
// are nothing but a date, with what pages print around it ("Published on", a time, an author). A
// date in the middle of a sentence is no evidence.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/clean/date_patterns.h"

namespace dateline {

// What a line gives: a date, or for a dateline without a year the day and month.
struct LineDate {
  std::optional<WrittenDate> date;
  std::optional<DayOfYear> day_of_year;
  std::string_view text;   // what it was read from
  bool is_update = false;  // "Updated …": the day of a change, not of publication
};

std::optional<LineDate> read_dateline(std::string_view line, std::string_view language);
std::optional<LineDate> read_date_line(std::string_view line, std::string_view language);

}  // namespace dateline
