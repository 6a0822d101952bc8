// SPDX-License-Identifier: GPL-2.0-or-later
//
// Days, dates known only to the month or year, and ranges of days. Written forms in natural
// language are read by the indexer (clean/date_patterns.h); here are the ISO forms that queries,
// options and outputs use.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

enum class DatePrecision : std::uint8_t { None, Year, Month, Day };

// Proleptic Gregorian, no time zone: the day as the publisher wrote it.
using Day = std::chrono::sys_days;

// A date as well as it is known: all days from `first` to `last`, both included. None: undated,
// days meaningless.
struct PartialDate {
  Day first{};
  Day last{};
  DatePrecision precision = DatePrecision::None;

  explicit operator bool() const { return precision != DatePrecision::None; }
  bool operator==(const PartialDate&) const = default;
};

// Null when the year is outside 1..9999 or the day does not exist (2023-02-29). A month or day of 0
// means: not known.
std::optional<PartialDate> make_date(int year, unsigned month = 0, unsigned day = 0);

std::string to_string(Day day);  // "2024-03-05"
std::string to_string(
    const PartialDate& date);  // "2024-03-05", "2024-03", "2024", or "" when undated
std::string_view to_string(DatePrecision precision);  // "day", "month", "year", "none"

// "2024-03-05", "2024-03", "2024" and nothing else.
std::optional<PartialDate> parse_iso_date(std::string_view text);

// Days from `since` to `until`, both included; an absent end is open.
struct DateRange {
  std::optional<Day> since;
  std::optional<Day> until;

  bool operator==(const DateRange&) const = default;
};

struct ParsedDateRange {
  std::optional<DateRange> range;
  std::string problem;  // why there is no range, fit for an error message: "there is no month 13"
  std::size_t offset = 0;  // where in the text the problem lies, in bytes
};

// "2022", "2022-09", "2022-09-01", "A..B", "A..", "..B" with A and B in those forms; a month or a
// year means all of it.
ParsedDateRange parse_date_range(std::string_view text);

}  // namespace dateline
