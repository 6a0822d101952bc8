// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/date_patterns.h"

#include <random>
#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

std::string print(const std::optional<WrittenDate>& date) {
  if (!date) return "none";
  std::string text = to_string(date->date);
  if (date->ambiguous) text += " or " + to_string(date->other);
  return text;
}

TEST_CASE("reads the ways dates are written") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
    std::string_view language = "";
  } const table[] = {
      {"iso", "2024-03-05", "2024-03-05"},
      {"iso with time", "2024-03-05T23:30:00-08:00", "2024-03-05"},
      {"iso with blank", "2024-03-05 00:15:00+00:00", "2024-03-05"},
      {"iso month", "2024-03", "2024-03"},
      {"year alone", "2024", "2024"},
      {"year in a sentence", "2024 was a good year", "none"},
      {"slashes", "2024/03/05", "2024-03-05"},
      {"one digit", "2024/3/5", "2024-03-05"},
      {"compact", "20240305", "2024-03-05"},
      {"compact with time", "20240305101500", "2024-03-05"},
      {"compact iso", "20240305T101500Z", "2024-03-05"},
      {"unix", "1709632800", "2024-03-05"},
      {"unix with fraction", "1709632800.0", "2024-03-05"},
      {"milliseconds", "1709632800123", "2024-03-05"},
      {"nine digits", "170963280", "none"},
      {"rfc 2822", "Tue, 05 Mar 2024 10:00:00 +0000", "2024-03-05"},
      {"asctime", "Tue Mar  5 10:00:00 2024", "2024-03-05"},
      {"twitter", "Tue Mar 05 10:00:00 +0000 2024", "2024-03-05"},
      {"reuters", "26-FEB-1987 15:01:01.79", "1987-02-26"},
      {"british", "5 March 2024", "2024-03-05"},
      {"ordinal", "5th of March, 2024", "2024-03-05"},
      {"american", "March 5th, 2024", "2024-03-05"},
      {"american short", "Sept. 5, 2024", "2024-09-05"},
      {"capitals", "MARCH 5, 2024", "2024-03-05"},
      {"weekday", "Tuesday, February 27, 2024", "2024-02-27"},
      {"month", "March 2024", "2024-03"},
      {"month with comma", "March, 2024", "2024-03"},
      {"german", "5. März 2024", "2024-03-05"},
      {"german weekday", "Dienstag, den 5. März 2024", "2024-03-05"},
      {"german numeric", "05.03.2024", "2024-03-05"},
      {"german with blanks", "5. 3. 2024", "2024-03-05"},
      {"french", "5 mars 2024", "2024-03-05"},
      {"french first", "1er février 2024", "2024-02-01"},
      {"spanish", "5 de marzo de 2024", "2024-03-05"},
      {"italian", "5 marzo 2024", "2024-03-05"},
      {"portuguese", "5 de março de 2024", "2024-03-05"},
      {"dutch", "5 maart 2024", "2024-03-05"},
      {"polish", "5 marca 2024 r.", "2024-03-05"},
      {"czech", "5. března 2024", "2024-03-05"},
      {"russian", "5 марта 2024 г.", "2024-03-05"},
      {"russian month", "Март 2024", "2024-03"},
      {"russian short", "5 мар. 2024", "2024-03-05"},
      {"ukrainian", "5 березня 2024 року", "2024-03-05"},
      {"ukrainian month", "березень 2024", "2024-03"},
      {"turkish", "5 Mart 2024", "2024-03-05"},
      {"japanese", "2024年3月5日", "2024-03-05"},
      {"japanese month", "2024年3月", "2024-03"},
      {"korean", "2024년 3월 5일", "2024-03-05"},
      {"no such day", "2023-02-29", "none"},
      {"no such month", "2024-13-05", "none"},
      {"no such day in words", "30 February 2024", "none"},
      {"too early", "5 March 1650", "none"},
      {"too late", "5 March 2190", "none"},
      {"season", "2024/25", "none"},
      {"longer number", "2024-03-051", "none"},
      {"number", "12345678901234567890", "none"},
      {"time", "10:15:00", "none"},
      {"version", "1.2.3", "none"},
      {"word", "Marching 5, 2024", "none"},
      {"no year", "March 5", "none"},
      {"empty", "", "none"},
      {"slashes, English", "1/2/2024", "2024-01-02 or 2024-02-01", "en"},
      {"slashes, French", "1/2/2024", "2024-02-01", "fr"},
      {"slashes, unknown", "1/2/2024", "2024-02-01 or 2024-01-02"},
      {"slashes, day over 12", "25/2/2024", "2024-02-25", "en"},
      {"slashes, month first", "2/25/2024", "2024-02-25", "de"},
      {"slashes, the same", "3/3/2024", "2024-03-03"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(print(read_written_date(row.input, row.language)) == row.want);
    }
  }
}

TEST_CASE("says how much of the text is the date") {
  CHECK(read_written_date("5 March 2024, Kyiv", "")->length == 12);
  CHECK(read_written_date("5 марта 2024 г. в Киеве", "")->length ==
        std::string_view("5 марта 2024 г.").size());
  CHECK(read_written_date("2024-03-05T10:00", "")->length == 10);
}

TEST_CASE("reads a day without a year") {
  CHECK(read_day_of_year("March 5 (Reuters)")->day == 5);
  CHECK(read_day_of_year("5 марта")->month == 3);
  CHECK(read_day_of_year("Feb. 29 -")->month == 2);
  CHECK_FALSE(read_day_of_year("February 30"));
  CHECK_FALSE(read_day_of_year("May I say"));
}

TEST_CASE("survives random texts made of pieces of dates") {
  constexpr std::string_view kPieces[] = {"2024", "-",     "03", "/",           "5",   "March",
                                          " ",    ".",     "年", "\xFF",        "Tue", ",",
                                          "de",   "марта", ":",  "99999999999", "T",   "\xD0"};
  std::mt19937 random(7);
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    for (int i = 0; i < 8; ++i) text += kPieces[random() % std::size(kPieces)];
    const auto date = read_written_date(text, "en");
    if (date) REQUIRE(date->length <= text.size());
    read_day_of_year(text);
  }
}

}  // namespace
}  // namespace dateline
