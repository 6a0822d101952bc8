// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/date.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

using namespace std::chrono_literals;

TEST_CASE("reads ISO dates and nothing else") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;  // empty: refused
  } const table[] = {
      {"day", "2024-03-05", "2024-03-05"},
      {"month", "2024-03", "2024-03"},
      {"year", "2024", "2024"},
      {"leap day", "2024-02-29", "2024-02-29"},
      {"first year", "0001", "0001"},
      {"no leap day", "2023-02-29", ""},
      {"no leap day in 1900", "1900-02-29", ""},
      {"year 0", "0000", ""},
      {"month 0", "2024-00", ""},
      {"month 13", "2024-13", ""},
      {"day 0", "2024-03-00", ""},
      {"day 32", "2024-01-32", ""},
      {"short month", "2024-3", ""},
      {"time behind", "2024-03-05T10:00", ""},
      {"blank in front", " 2024", ""},
      {"slashes", "2024/03/05", ""},
      {"minus", "-024", ""},
      {"letters", "20x4", ""},
      {"nothing", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      const auto date = parse_iso_date(row.input);
      CHECK(date.has_value() == !row.want.empty());
      if (date) CHECK(to_string(*date) == row.want);
    }
  }
}

TEST_CASE("a month and a year mean all of their days") {
  CHECK(make_date(2024, 2)->first == Day{2024y / 2 / 1});
  CHECK(make_date(2024, 2)->last == Day{2024y / 2 / 29});
  CHECK(make_date(2023)->first == Day{2023y / 1 / 1});
  CHECK(make_date(2023)->last == Day{2023y / 12 / 31});
  CHECK(make_date(2023, 5, 6)->first == make_date(2023, 5, 6)->last);
}

TEST_CASE("refuses days that do not exist") {
  CHECK_FALSE(make_date(2023, 2, 29));
  CHECK_FALSE(make_date(0));
  CHECK_FALSE(make_date(10000));
  CHECK_FALSE(make_date(2023, 0, 5));
  CHECK_FALSE(make_date(2023, 13));
  CHECK_FALSE(make_date(2023, 1, 300));
}

TEST_CASE("an undated document prints as nothing") {
  CHECK(to_string(PartialDate{}).empty());
  CHECK(to_string(PartialDate{}.precision) == "none");
  CHECK(to_string(make_date(2024, 3)->precision) == "month");
}

std::string print(const ParsedDateRange& parsed) {
  if (!parsed.range) return parsed.problem + " @" + std::to_string(parsed.offset);
  const auto end = [](const std::optional<Day>& day) { return day ? to_string(*day) : "open"; };
  return end(parsed.range->since) + " " + end(parsed.range->until);
}

TEST_CASE("reads ranges of days") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"year", "2022", "2022-01-01 2022-12-31"},
      {"month", "2022-02", "2022-02-01 2022-02-28"},
      {"day", "2022-09-01", "2022-09-01 2022-09-01"},
      {"both ends", "2022-09-01..2022-10", "2022-09-01 2022-10-31"},
      {"years", "2020..2021", "2020-01-01 2021-12-31"},
      {"open end", "2022-09..", "2022-09-01 open"},
      {"open start", "..2023", "open 2023-12-31"},
      {"one day", "2022-09-01..2022-09-01", "2022-09-01 2022-09-01"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(print(parse_date_range(row.input)) == row.want); }
  }
}

TEST_CASE("says what is wrong with a range, and where") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"no such month", "2022-13", "there is no month 13 @5"},
      {"no such day", "2022-02-30", "2022-02 has no day 30 @8"},
      {"day 0", "2022-02-00", "there is no day 0 @8"},
      {"year 0", "0000", "there is no year 0 @0"},
      {"in the second date", "2022..2022-14-01", "there is no month 14 @11"},
      {"backwards", "2023..2022", "the range ends before it begins @6"},
      {"only dots", "..", "a range needs a date before or after the dots @0"},
      {"word", "yesterday",
       "'yesterday' is no date: a date is written 2022, 2022-09 or 2022-09-01 @0"},
      {"empty", "", "a date is written 2022, 2022-09 or 2022-09-01 @0"},
      {"three dots", "2022...2023",
       "'.2023' is no date: a date is written 2022, 2022-09 or 2022-09-01 @6"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(print(parse_date_range(row.input)) == row.want); }
  }
}

TEST_CASE("does not repeat a long wrong date in the message") {
  CHECK(parse_date_range(std::string(100'000, 'x')).problem.size() < 100);
}

}  // namespace
}  // namespace dateline
