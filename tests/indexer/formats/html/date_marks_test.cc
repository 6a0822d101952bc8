// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/date_marks.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("what may hold a date is told by its shape") {
  for (const char* text :
       {"2024", "March 5", "5 March", "5. März", "5th of May", "3/5/24", "5.3.24", "20240305",
        "1709632800", "2024年3月5日", "vor 3 Stunden", "Published 5 Mar, 10:00"}) {
    CAPTURE(text);
    CHECK(may_hold_date(text));
  }
  for (const char* text : {"", "yesterday", "3", "12:30", "100", "1.2", "a 5"}) {
    CAPTURE(text);
    CHECK_FALSE(may_hold_date(text));
  }
  CHECK_FALSE(may_hold_date(
      "Of all the many people who were there on that day no more than 5 people stayed until"));
}

TEST_CASE("addresses with a date in their path are known") {
  for (const char* url : {"https://x.example/2024/03/05/a", "https://x.example/2024/3/a",
                          "https://x.example/a/2024/mar/5", "https://x.example/a-2024-03-05.html",
                          "https://x.example/20240305/a", "https://x.example/a?date=20240305",
                          "https://x.example/news/2024-03/a"}) {
    CAPTURE(url);
    CHECK(url_may_hold_date(url));
  }
  for (const char* url :
       {"https://2024.example/a", "https://x.example/", "https://x.example", "/2024/03/05", "",
        "https://x.example/a-20249905-b", "https://x.example/id/12345678"}) {
    CAPTURE(url);
    CHECK_FALSE(url_may_hold_date(url));
  }
}

TEST_CASE("lines about a change begin with what says so") {
  for (const char* text : {"Updated March 5", "Last updated: 3 May", "Aktualisiert am 5.3.",
                           "Stand: 5.3.2024", "Mis à jour le 5 mars", "обновлено 5 марта"}) {
    CAPTURE(text);
    CHECK(is_about_change(text));
  }
  for (const char* text : {"Published March 5, updated March 6", "March 5", "", "Standing here"}) {
    CAPTURE(text);
    CHECK_FALSE(is_about_change(text));
  }
}

}  // namespace
}  // namespace dateline
