// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_title.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("the site's name is cut off a title") {
  struct Case {
    const char* title;
    const char* want;
  };
  const SiteNames site{{"The Daily Echo"}, "www.echo-news.example"};
  const Case cases[] = {
      {"A storm hits the coast | The Daily Echo", "A storm hits the coast"},
      {"A storm hits the coast - The Daily Echo", "A storm hits the coast"},
      {"A storm hits the coast – World – The Daily Echo", "A storm hits the coast – World"},
      {"The Daily Echo: A storm hits the coast", "A storm hits the coast"},
      {"The Daily Echo » A storm hits the coast", "A storm hits the coast"},
      {"A storm hits the coast — EchoNews", "A storm hits the coast"},
      {"A storm hits the coast · echo-news.example", "A storm hits the coast"},
      {"A storm hits the coast | Daily Echo Online", "A storm hits the coast"},
      {"Spider-Man - a review: no way home", "Spider-Man - a review: no way home"},
      {"Storm: ferry aground", "Storm: ferry aground"},
      {"A storm hits the coast", "A storm hits the coast"},
      {"The Daily Echo", "The Daily Echo"},
      {"", ""},
      {" | ", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.title);
    CHECK(without_site_name(one.title, site) == one.want);
  }
}

TEST_CASE("without a name known the short last part goes, if a headline is left") {
  struct Case {
    const char* title;
    const char* want;
  };
  const Case cases[] = {
      {"A storm hits the coast | Evening Post", "A storm hits the coast"},
      {"A storm hits the coast - Evening Post", "A storm hits the coast"},
      {"Storm - Evening Post", "Storm - Evening Post"},
      {"Short - a much longer part that is surely the headline",
       "Short - a much longer part that is surely the headline"},
      {"What now: the end", "What now: the end"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.title);
    CHECK(without_site_name(one.title, {}) == one.want);
  }
}

TEST_CASE("a heading that is a part of the title decides where to cut") {
  const std::vector<std::string> headings = {"Storm – day two"};
  CHECK(without_site_name("World | Storm – day two | What we know | Post", {}, headings) ==
        "Storm – day two");
}

TEST_CASE("a site's name is its own part of what it states") {
  struct Case {
    const char* name;
    const char* host;
    const char* want;
  };
  const std::vector<std::string> titles = {"A storm hits"};
  const Case cases[] = {
      {"Echo", "echo.example", "Echo"},
      {"Echo | News, Sports and Weather", "other.example", "Echo"},
      {"News, Sports and Weather | Echo", "www.echo.example", "Echo"},
      {"A storm hits - Echo", "other.example", "Echo"},
      {"www.echo.example", "www.echo.example", "echo.example"},
      {" | ", "", "|"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.name);
    CHECK(short_site_name(one.name, one.host, titles) == one.want);
  }
}

TEST_CASE("the best of what a page offers is its title") {
  struct Case {
    const char* name;
    TitleOffers offers;
    const char* want;
  };
  const Case cases[] = {
      {"a heading that og:title confirms",
       {"A storm hits the coast",
        "",
        "",
        "",
        "A storm hits the coast | Echo",
        {"Echo", "A Storm Hits the Coast"}},
       "A Storm Hits the Coast"},
      {"og:title before a heading that nothing confirms",
       {"A storm hits the coast", "", "", "", "x", {"Subscribe to us now"}},
       "A storm hits the coast"},
      {"og:title that is only the site's name",
       {"Echo", "A storm hits the coast", "", "", "Echo", {}},
       "A storm hits the coast"},
      {"the whole of what was cut",
       {"A storm hits the coast and…", "A storm hits the coast and the ferry", "", "", "", {}},
       "A storm hits the coast and the ferry"},
      {"only <title>",
       {"", "", "", "", "A storm hits the coast | Echo", {}},
       "A storm hits the coast"},
      {"only a heading", {"", "", "", "", "", {"Storm"}}, ""},
      {"a heading of two words", {"", "", "", "", "", {"Storm hits"}}, "Storm hits"},
      {"only the site's name in <title>",
       {"", "", "", "", "Echo", {"A storm hits"}},
       "A storm hits"},
      {"nothing but the site's name", {"", "", "", "", "Echo", {}}, "Echo"},
      {"words of a link within the heading",
       {"A storm hits the coast",
        "A storm hits the coast",
        "",
        "",
        "A storm hits the coast | Echo",
        {"A storm hits the coast Edit"}},
       "A storm hits the coast"},
      {"JSON-LD tells which part of og:title it is",
       {"A storm hits | World | Europe | Echo",
        "A storm hits",
        "",
        "",
        "",
        {"Live: football tonight"}},
       "A storm hits"},
      {"a kicker set apart in the heading",
       {"Rain: storm hits the coast", "", "", "", "", {"Rain storm hits the coast"}},
       "Rain: storm hits the coast"},
      {"a separator left over", {"Rain: storm hits -", "", "", "", "", {}}, "Rain: storm hits"},
      {"a section within the heading",
       {"Storm hits the coast", "", "", "", "", {"World News | Storm hits the coast"}},
       "Storm hits the coast"},
      {"the site's name within the heading",
       {"Storm hits the coast", "", "", "", "", {"Storm hits the coast - Echo"}},
       "Storm hits the coast"},
      {"a part of the heading that is set apart only by a dash",
       {"Storm hits the coast", "", "", "", "", {"Storm hits the coast - a wet day"}},
       "Storm hits the coast - a wet day"},
      {"the site's name before a last part",
       {"", "", "", "", "Storm hits – Echo – Blog", {}},
       "Storm hits"},
      {"nothing", {}, ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.name);
    CHECK(choose_page_title(one.offers, {{"Echo"}, "echo.example"}) == one.want);
  }
}

TEST_CASE("the host of an address") {
  CHECK(host_of_url("https://user@www.Example.org:8080/a") == "www.example.org");
  CHECK(host_of_url("//cdn.example.org") == "cdn.example.org");
  CHECK(host_of_url("https-like//b/c") == "");
  CHECK(host_of_url("a/b") == "");
  CHECK(host_of_url("") == "");
}

TEST_CASE("a title of nothing but separators takes no long time") {
  std::string title;
  for (int i = 0; i < 100'000; ++i) title += " | a";
  CHECK(without_site_name(title, {{"a"}, "a.example"}).size() <= title.size());
}

}  // namespace
}  // namespace dateline
