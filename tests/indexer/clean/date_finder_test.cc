// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/date_finder.h"

#include <chrono>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "indexer/clean/path_date.h"
#include "indexer/clean/top_dates.h"

namespace dateline {
namespace {

// "2024-03-05 json", with its rivals and " !" for a conflict
std::string print(const Publication& publication) {
  if (!publication.best.date) return "none";
  const auto one = [](const DateEvidence& evidence) {
    return fmt::format("{} {}", to_string(evidence.date), to_string(evidence.source));
  };
  std::string text = one(publication.best);
  for (const DateEvidence& rival : publication.rivals) text += ", " + one(rival);
  return publication.conflict ? text + " !" : text;
}

TEST_CASE("finds dates in the names of files and folders") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"iso in front", "2024-03-05-fire.md", "2024-03-05"},
      {"iso behind", "fire-2024-03-05.txt", "2024-03-05"},
      {"compact", "20240305_fire.txt", "2024-03-05"},
      {"compact with time", "20240305-101500.txt", "2024-03-05"},
      {"with time", "2024-03-05T1015_fire.txt", "2024-03-05"},
      {"underscores", "a/fire_2024_03_05.txt", "2024-03-05"},
      {"german", "05.03.2024 Brand.txt", "2024-03-05"},
      {"folders", "news/2024/03/05/fire.txt", "2024-03-05"},
      {"month folders", "2024/03/fire.txt", "2024-03"},
      {"year folder", "2024/fire.txt", "2024"},
      {"folder name", "2024-03-05/fire.txt", "2024-03-05"},
      {"month folder name", "news-2024-03/fire.txt", "2024-03"},
      {"most exact wins", "2024/03/2024-03-05.txt", "2024-03-05"},
      {"file before folders", "2023/01/02/2024-03-05.txt", "2024-03-05"},
      {"hash", "003_d85f0e47d17f9594.txt", ""},
      {"digits of a hash", "a20240305b.txt", ""},
      {"hash with a date inside", "d120240305f.txt", ""},
      {"longer number", "120240305.txt", ""},
      {"no such day", "20241305_x.txt", ""},
      {"too early", "18000305_x.txt", ""},
      {"number", "article-12345.txt", ""},
      {"year in a title", "election-2024.txt", ""},
      {"ambiguous", "03-04-2024.txt", ""},
      {"letters touch", "20240305fire.txt", ""},
      {"empty", "", ""},
      {"bad bytes", "\xFF\xFE/\xD0", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(to_string(find_path_date(row.input).date) == row.want);
    }
  }
}

TEST_CASE("reads datelines and nothing that only resembles one") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"agency", "KYIV, March 3, 2024 (Reuters) — A fire broke out.", "2024-03-03"},
      {"en dash", "Rio de Janeiro, Brazil, 3 March 2024 – A fire broke out.", "2024-03-03"},
      {"hyphen", "LONDON, Feb. 3, 2024 - A fire broke out", "2024-02-03"},
      {"two hyphens", "WASHINGTON (March 3, 2024) -- A fire", "2024-03-03"},
      {"no place", "March 3, 2024 — A fire broke out.", "2024-03-03"},
      {"ukrainian", "КИЇВ, 3 березня 2024 року — Сталася пожежа.", "2024-03-03"},
      {"ukrinform", "Київ. 3 березня 2024 року. УКРІНФОРМ. Сталася пожежа.", "2024-03-03"},
      {"german", "Berlin, 3. März 2024 (dpa) – Ein Brand", "2024-03-03"},
      {"no year", "MOSCOW, March 3 (AP) — A fire", "3.3."},
      {"place only", "Washington, D.C. – A fire broke out.", ""},
      {"in a sentence", "The deal of March 3, 2024 was signed — at last.", ""},
      {"sentence from the start", "Kyiv, March 3, 2024 was the day — they said", ""},
      {"second sentence", "It burned. On Monday, March 3, 2024 — so they said", ""},
      {"range", "Between 2020 – 2024 things changed", ""},
      {"nothing", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      const auto found = read_dateline(row.input, "");
      std::string got;
      if (found && found->date) got = to_string(found->date->date);
      if (found && found->day_of_year)
        got = fmt::format("{}.{}.", found->day_of_year->day, found->day_of_year->month);
      CHECK(got == row.want);
    }
  }
}

TEST_CASE("reads lines that are nothing but a date") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"weekday", "Tuesday, February 27, 2024", "2024-02-27"},
      {"iso", "2024-02-27", "2024-02-27"},
      {"label", "Published: 3 March 2024", "2024-03-03"},
      {"label and time", "Published on March 3, 2024 at 10:15 am GMT", "2024-03-03"},
      {"time in front", "10:15, 3 March 2024", "2024-03-03"},
      {"updated", "Updated 3 March 2024 10:15", "2024-03-03 update"},
      {"two dates", "Published 3 March 2024 10:15 | Updated 4 March 2024", "2024-03-03"},
      {"author", "By Ann Bo, 3 March 2024", "2024-03-03"},
      {"author behind", "March 3, 2024 by Ann Bo", "2024-03-03"},
      {"place", "Kyiv | 3 March 2024 | 3 min read", "2024-03-03"},
      {"german", "Stand: 03.03.2024, 10:15 Uhr", "2024-03-03"},
      {"french", "Publié le 3 mars 2024 à 10h15", "2024-03-03"},
      {"russian", "Опубликовано 3 марта 2024 г. в 10:15", "2024-03-03"},
      {"month", "March 2024", "2024-03"},
      {"year", "2024", ""},
      {"number", "20240303", ""},
      {"sentence", "On 3 March 2024 the harbour burned.", ""},
      {"sentence in front", "March 3, 2024 was a day of fire", ""},
      {"heading", "Review of the year 2024", ""},
      {"nothing", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      const auto found = read_date_line(row.input, "");
      std::string got;
      if (found) got = to_string(found->date->date) + (found->is_update ? " update" : "");
      CHECK(got == row.want);
    }
  }
}

TEST_CASE("chooses by trust, keeps the rivals, notes a conflict") {
  struct {
    const char* name;
    std::vector<RawDate> dates;
    std::string_view body;
    std::string_view path;
    std::string_view want;
    std::string_view language = "en";
  } const table[] = {
      {"nothing", {}, "A fire broke out on 3 March 2024 in the port.", "a.txt", "none"},
      {"json", {{DateSource::JsonField, "2024-03-05T10:00:00Z"}}, "", "", "2024-03-05 json"},
      {"json that is no date",
       {{DateSource::JsonField, "yesterday"}},
       "",
       "2024-03-05.json",
       "2024-03-05 path"},
      {"several of json",
       {{DateSource::JsonField, "2024-03-05"}, {DateSource::JsonField, "2024-03-07"}},
       "",
       "",
       "2024-03-05 json, 2024-03-07 json"},
      {"the same twice",
       {{DateSource::JsonField, "2024-03-05"}, {DateSource::JsonField, "1709632800"}},
       "",
       "",
       "2024-03-05 json"},
      {"front matter and dateline agree",
       {{DateSource::FrontMatter, "2024-03-05"}},
       "KYIV, March 5, 2024 — A fire",
       "",
       "2024-03-05 front-matter, 2024-03-05 dateline"},
      {"front matter and dateline disagree",
       {{DateSource::FrontMatter, "2024-03-05"}},
       "KYIV, March 3, 2024 — A fire",
       "",
       "2024-03-05 front-matter, 2024-03-03 dateline !"},
      {"month and day within agree",
       {{DateSource::FrontMatter, "2024-03"}},
       "KYIV, March 3, 2024 — A fire",
       "",
       "2024-03 front-matter, 2024-03-03 dateline"},
      {"what a page states, published before modified",
       {{DateSource::JsonLd, "2024-03-05T06:15:00+00:00", "datePublished"},
        {DateSource::JsonLd, "2024-03-07T10:00:00+00:00", "dateModified"},
        {DateSource::Meta, "2024-03-05", "article:published_time"}},
       "",
       "",
       "2024-03-05 json-ld, 2024-03-07 json-ld, 2024-03-05 meta"},
      {"meta data and JSON-LD disagree",
       {{DateSource::JsonLd, "2024-03-05"}, {DateSource::Meta, "2024-03-01"}},
       "",
       "",
       "2024-03-05 json-ld, 2024-03-01 meta !"},
      {"a page's address is weak",
       {{DateSource::Url, "https://news.example/2024/03/04/a"}, {DateSource::Meta, "2024-03-05"}},
       "",
       "",
       "2024-03-05 meta, 2024-03-04 url"},
      {"a page's address where there is nothing else",
       {{DateSource::Url, "https://news.example/2024/03/04/a"}},
       "",
       "",
       "2024-03-04 url"},
      {"properties of a PDF, behind everything",
       {{DateSource::DocumentInfo, "D:20240219120000Z", "CreationDate"}},
       "",
       "2023/12/a.pdf",
       "2023-12 path, 2024-02-19 document-info"},
      {"path is weak",
       {{DateSource::FrontMatter, "2024-03-05"}},
       "",
       "2023-01-01.md",
       "2024-03-05 front-matter, 2023-01-01 path"},
      {"dateline before date line",
       {},
       "March 6, 2024\n\nKYIV, March 5, 2024 — A fire",
       "",
       "2024-03-05 dateline, 2024-03-06 date-line"},
      {"updated comes last",
       {},
       "Updated March 6, 2024\nMarch 5, 2024\n\nText",
       "",
       "2024-03-05 date-line, 2024-03-06 date-line"},
      {"year from the path",
       {},
       "KYIV, March 5 (Reuters) — A fire",
       "2024/03/a.txt",
       "2024-03-05 dateline, 2024-03 path"},
      {"year before the path's",
       {},
       "KYIV, Dec. 31 (Reuters) — A fire",
       "2024-01-01.txt",
       "2023-12-31 dateline, 2024-01-01 path"},
      {"no year anywhere", {}, "KYIV, March 5 (Reuters) — A fire", "a.txt", "none"},
      {"ambiguous, English",
       {{DateSource::JsonField, "1/2/2024"}},
       "",
       "",
       "2024 json, 2024-01-02 json, 2024-02-01 json"},
      {"ambiguous, settled by the path",
       {{DateSource::JsonField, "1/2/2024"}},
       "",
       "2024-02-01.txt",
       "2024-02-01 json, 2024-01-02 json, 2024-02-01 path"},
      {"not ambiguous in French",
       {{DateSource::JsonField, "1/2/2024"}},
       "",
       "",
       "2024-02-01 json",
       "fr"},
      {"clock that was not set", {{DateSource::JsonField, "1970-01-01T00:00:00Z"}}, "", "", "none"},
      {"date far below", {}, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\nMarch 5, 2024", "", "none"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      RawDocument raw;
      raw.dates = row.dates;
      CHECK(print(find_publication(raw, row.body, row.path, row.language)) == row.want);
    }
  }
}

TEST_CASE("hostile lines take bounded time") {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string_view unit :
       {"March ", "5 ", "2024-", "1/", "Марта,", "- ", "(", "A, ", "2024 a "}) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    find_publication({}, text, text.substr(0, 4000), "en");
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

}  // namespace
}  // namespace dateline
