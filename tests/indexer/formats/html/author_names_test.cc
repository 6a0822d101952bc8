// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/author_names.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("names are taken out of what bylines say") {
  struct Case {
    const char* stated;
    const char* want;
  };
  const Case cases[] = {
      {"Jane Doe", "Jane Doe"},
      {"By Jane Doe", "Jane Doe"},
      {"BY JANE DOE", "JANE DOE"},
      {"by: Jane Doe", "Jane Doe"},
      {"Written by Jane Doe and John Roe", "Jane Doe, John Roe"},
      {"Jane Doe, John Roe &amp; Max Poe", "Jane Doe, John Roe, Max Poe"},
      {"Jane Doe, Staff Writer", "Jane Doe"},
      {"Jane Doe, AP National Writer", "Jane Doe"},
      {"Jane Doe, our correspondent", "Jane Doe"},
      {"Doe, Jane", "Jane Doe"},
      {"Von Jana Muster", "Jana Muster"},
      {"Ein Artikel von Jana Muster", "Jana Muster"},
      {"Par Jeanne Dupont et Luc Petit", "Jeanne Dupont, Luc Petit"},
      {"Por Juana García", "Juana García"},
      {"Автор: Иван Петров", "Иван Петров"},
      {"Jane Doe (Reuters)", "Jane Doe"},
      {"Jane Doe jane@x.example", "Jane Doe"},
      {"Jane Doe @jane", "Jane Doe"},
      {"Posted on May 3, 2024 by Jane Doe", "Jane Doe"},
      {"Veröffentlicht am 3. Mai 2024 von Jana Muster", "Jana Muster"},
      {"Posted on May 3, 2024", ""},
      {"Veröffentlicht am", ""},
      {"Analysis by Jane Doe", "Jane Doe"},
      {"Jane Doe on Monday, November 5th", "Jane Doe"},
      {"Jane Doe | May 3, 2024", "Jane Doe"},
      {"https://social.example/jane", ""},
      {"jane@x.example", ""},
      {"@jane", ""},
      {"admin", ""},
      {"WPadmin", ""},
      {"3 May 2024", ""},
      {"", ""},
      {"By", ""},
      {" , ; & | ", ""},
      {"Ursula von der Beispiel", "Ursula von der Beispiel"},
      {"Jane Doe\nJohn Roe", "Jane Doe John Roe"},
      {"<a href='/jane'>Jane Doe</a>", "Jane Doe"},
      {"Jane Doe, Jane Doe", "Jane Doe"},
      {"Redaktion", ""},
      {"Photo: Jane Doe", ""},
      {"Фото: Иван Петров", ""},
      {"Tags: Jane Doe", ""},
      {"Jane Doe Jane Doe", "Jane Doe"},
      {"«Михаил»", "Михаил"},
      {"• Jane Doe •", "Jane Doe"},
      {"Jane Doe Jr.", "Jane Doe Jr."},
  };
  for (const Case& one : cases) {
    CAPTURE(one.stated);
    CHECK(join_names(author_names(one.stated)) == one.want);
  }
}

TEST_CASE("a visible line is a byline when it begins like one and names follow") {
  struct Case {
    const char* line;
    const char* want;
  };
  const Case cases[] = {
      {"By Jane Doe", "Jane Doe"},
      {"By Jane Doe, Reuters", "Jane Doe"},
      {"Von Jana Muster und Max Probe", "Jana Muster, Max Probe"},
      {"Автор: Иван Петров", "Иван Петров"},
      {"Author: Jane Doe", "Jane Doe"},
      {"Author Jane Doe", ""},
      {"By the time the storm hit, nobody was there", ""},
      {"By clicking Accept you agree", ""},
      {"Von der Küste bis zu den Bergen", ""},
      {"By Jane", ""},
      {"Jane Doe", ""},
      {"By Jane Doe, who has a great deal more to say about this than can ever be put into one "
       "byline, "
       "and goes on and on about it until the line is long enough to be prose",
       ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.line);
    CHECK(join_names(names_in_byline(one.line)) == one.want);
  }
}

TEST_CASE("names are joined once whatever their case") {
  CHECK(join_names({"Jane Doe", "JANE DOE", "", "John Roe"}) == "Jane Doe, John Roe");
}

TEST_CASE("a long statement gives few names") {
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "Jane Doe and ";
  CHECK(author_names(many).size() <= 12);
}

// The Kelvin sign is three bytes long, its small letter one.
TEST_CASE("names stay valid where small letters are shorter") {
  CHECK(join_names(author_names("\xE2\x84\xAAirjoittanut Jane Doe")) ==
        "\xE2\x84\xAAirjoittanut Jane Doe");
}

}  // namespace
}  // namespace dateline
