// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_metadata.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace dateline {
namespace {

PageMetadata read(std::string_view html, std::string_view url = "https://www.echo.example/a") {
  return read_page_metadata(HtmlTree::parse(html), url);
}

std::string head(std::string_view inside) {
  return "<!DOCTYPE html><html lang=en><head>" + std::string(inside) +
         "</head><body><p>x</p></body></html>";
}

std::string body(std::string_view inside) {
  return "<!DOCTYPE html><html><head><title>Storm hits coast</title></head><body>" +
         std::string(inside) + "</body></html>";
}

// "source name: text" of each date, in order.
std::vector<std::string> dates(const PageMetadata& page) {
  std::vector<std::string> all;
  for (const RawDate& date : page.dates) {
    all.push_back(std::string(to_string(date.source)) + " " + date.name + ": " + date.text);
  }
  return all;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

TEST_CASE("a page with everything says everything") {
  const PageMetadata page = read(R"(<!DOCTYPE html><html lang="en-GB"><head>
    <title>Storm hits coast | The Echo</title>
    <meta property="og:title" content="Storm hits coast"><meta property="og:site_name" content="The Echo">
    <meta property="og:description" content="A &amp;amp; B">
    <link rel="canonical" href="/2024/03/05/storm">
    <meta name="keywords" content="storm, Coast, storm"><meta property="article:tag" content="ferry, port">
    <meta property="article:section" content="World">
    <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Storm hits coast",
      "author": [{"name": "Jane Doe"}, {"name": "jane doe"}, {"name": "John Roe"}], "articleBody": "It hit.",
      "datePublished": "2024-03-05", "dateModified": "2024-03-06", "keywords": "wind;rain"}</script>
    </head><body><h1>Storm hits coast</h1><p>By Max Poe</p></body></html>)");
  CHECK(page.title == "Storm hits coast");
  CHECK(page.site == "The Echo");
  CHECK(page.description == "A & B");
  CHECK(page.url == "https://www.echo.example/2024/03/05/storm");
  CHECK(page.language == "en-GB");
  CHECK(page.author == "Jane Doe, John Roe");
  CHECK(page.article_body == "It hit.");
  CHECK(page.tags ==
        std::vector<std::string>{"wind", "rain", "ferry, port", "storm", "Coast", "World"});
  CHECK(dates(page) == std::vector<std::string>{
                           "json-ld datePublished: 2024-03-05", "json-ld dateModified: 2024-03-06",
                           "url canonical: https://www.echo.example/2024/03/05/storm"});
}

TEST_CASE("an empty page says nothing") {
  const PageMetadata page = read("", "");
  CHECK(page.title.empty());
  CHECK(page.site.empty());
  CHECK(page.dates.empty());
  CHECK(read("just text", "https://www.echo.example/a").site == "echo.example");
}

TEST_CASE("the address is the canonical one, where it is one of this page") {
  struct Case {
    const char* head;
    const char* given;
    const char* want;
  };
  const Case cases[] = {
      {"", "https://x.example/a", "https://x.example/a"},
      {"<link rel=canonical href=https://x.example/b>", "https://x.example/a",
       "https://x.example/b"},
      {"<link rel='alternate CANONICAL' href=//x.example/b>", "http://x.example/a",
       "http://x.example/b"},
      {"<link rel=canonical href=/b>", "https://x.example/a", "https://x.example/b"},
      {"<link rel=canonical href=/b>", "", ""},
      {"<link rel=canonical href=https://x.example/>", "https://x.example/a",
       "https://x.example/a"},
      {"<link rel=canonical href='javascript:x'>", "https://x.example/a", "https://x.example/a"},
      {"<meta property=og:url content=https://x.example/c>", "", "https://x.example/c"},
      {"<link rel=stylesheet href=/b>", "https://x.example/a", "https://x.example/a"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.head);
    CHECK(read(head(one.head), one.given).url == one.want);
  }
}

TEST_CASE("a site is called what it says, or by its host") {
  struct Case {
    const char* head;
    const char* want;
  };
  const Case cases[] = {
      {"", "echo.example"},
      {"<meta property=og:site_name content='The Echo | News and Sports'>", "The Echo"},
      {"<title>Storm - Echo</title><meta property=og:site_name content='Storm - Echo'>", "Echo"},
      {"<title>Storm - Rain</title><meta property=og:site_name content='Storm - Rain'>",
       "echo.example"},
      {"<meta property=og:site_name content='https://www.echo.example/'>", "echo.example"},
      {"<meta property=og:site_name content='@echo'><meta name=application-name content=Echo>",
       "echo.example"},
      {"<meta name=application-name content=Echo>", "Echo"},
      {"<meta property=og:site_name content=www.echo.example>", "echo.example"},
      {"<script type=application/ld+json>{\"@type\":\"WebSite\",\"name\":\"The Echo\"}</script>",
       "The Echo"},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.head));
    CHECK(read(head(one.head)).site == one.want);
  }
}

TEST_CASE("the author comes from where it is stated best") {
  struct Case {
    const char* html;
    const char* want;
  };
  const Case cases[] = {
      {"<meta name=author content='Jane Doe'>", "Jane Doe"},
      {"<meta property='article:author' content='https://social.example/jane'><meta name=author "
       "content='Jane Doe'>",
       "Jane Doe"},
      {"<meta name=citation_author content='Doe, Jane'><meta name=citation_author content='Roe, "
       "John'>",
       "Jane Doe, John Roe"},
      {"<meta name=author content='The Echo'><meta property=og:site_name content='The "
       "Echo'><h1>Storm hits coast</h1>"
       "<p>By Jane Doe</p>",
       "Jane Doe"},
      {"<meta name=author content='The Echo'><meta property=og:site_name content='The Echo'>",
       "The Echo"},
      {"<div itemprop=author itemscope><span itemprop=name>Jane Doe</span>, editor</div>",
       "Jane Doe"},
      {"<span itemprop=author>Jane Doe</span>", "Jane Doe"},
      {"<h1>Storm hits coast</h1><p>Von Jana Muster</p>", "Jana Muster"},
      {"<a rel=author href=/jane>Jane Doe</a>", "Jane Doe"},
      {"<div class=byline>by <a>Jane Doe</a></div>", "Jane Doe"},
      {"<div class=comments><div class=comment-author>Troll Troll</div></div>", ""},
      {"<h1>Storm hits coast</h1><aside><a rel=author>Jane Doe</a></aside>", ""},
      {"<h1>Storm hits coast</h1><p>By the sea it was wet.</p>", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.html));
    CHECK(read(body(one.html)).author == one.want);
  }
}

TEST_CASE("dates of <meta> come published, created, of anything, modified") {
  const PageMetadata page =
      read(head("<meta property='article:modified_time' content='2024-03-08'>"
                "<meta name=lastmod content='2024-03-09'><meta name=date "
                "content='2024-03-07'>"
                "<meta name=dcterms.created content='2024-03-06'><meta "
                "property='article:published_time' content='2024-03-05'>"
                "<meta name=revisit-after content='7 days'><meta name=pubdate content='soon'>"));
  CHECK(dates(page) == std::vector<std::string>{"meta article:published_time: 2024-03-05",
                                                "meta dcterms.created: 2024-03-06",
                                                "meta date: 2024-03-07",
                                                "meta article:modified_time: 2024-03-08",
                                                "meta lastmod modified: 2024-03-09"});
}

TEST_CASE("dates of the visible page are evidence, each with where it stood") {
  struct Case {
    const char* html;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"<time datetime=2024-03-05 pubdate class=x>5 March</time>",
       {"time time pubdate class=x: 2024-03-05", "byline time pubdate class=x: 5 March"}},
      {"<time>5 March 2024</time>", {"time time: 5 March 2024"}},
      {"<time>yesterday</time>", {}},
      {"<time class=updated datetime=2024-03-06></time><time datetime=2024-03-05></time>",
       {"time time: 2024-03-05", "time time class=updated modified: 2024-03-06"}},
      {"<time class='published updated' datetime=2024-03-05></time>",
       {"time time class=published updated: 2024-03-05"}},
      {"<meta itemprop=datePublished content=2024-03-05><meta itemprop=dateModified "
       "content=2024-03-06>",
       {"microdata datePublished: 2024-03-05", "microdata dateModified: 2024-03-06"}},
      {"<time itemprop=datePublished datetime=2024-03-05>5 March</time>",
       {"microdata datePublished: 2024-03-05", "byline itemprop=datePublished: 5 March"}},
      {"<span property='dc:date' content=2024-03-05>5 March</span>",
       {"microdata dc:date: 2024-03-05", "byline : 5 March"}},
      {"<abbr class=published title=2024-03-05T10:00>5 March</abbr>",
       {"microdata class=published: 2024-03-05T10:00", "byline class=published: 5 March"}},
      {"<span class=post-date>5 March 2024</span>", {"byline class=post-date: 5 March 2024"}},
      {"<span id=date>5 March 2024</span>", {"byline id=date: 5 March 2024"}},
      {"<span class=post-date>Updated: 5 March 2024</span>",
       {"byline class=post-date modified: Updated: 5 March 2024"}},
      {"<p>5 March 2024</p><h1>Storm hits coast</h1><p>6 March 2024</p>",
       {"byline line below headline: 6 March 2024", "byline line above headline: 5 March 2024"}},
      {"<h1>Storm hits coast</h1><p>Updated 6 March 2024</p><p>5 March 2024</p>",
       {"byline line below headline: 5 March 2024",
        "byline line below headline modified: Updated 6 March 2024"}},
      {"<h1>Storm hits coast</h1><aside><time datetime=2024-03-09></time></aside><time "
       "datetime=2024-03-05></time>",
       {"time time: 2024-03-05", "time time: 2024-03-09"}},
      {"<relative-time datetime=2024-03-05>now</relative-time>", {"time : 2024-03-05"}},
      {"<script>var date = '2024-03-05';</script><style>.a{width:20.24.5px}</style>", {}},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.html));
    const PageMetadata page = read(body(one.html));
    CHECK(joined(dates(page)) == joined(one.want));
  }
}

TEST_CASE("the nearest to the headline comes first") {
  const PageMetadata page = read(
      body("<div><time datetime=2024-01-01></time><p>a<p>b<p>c<p>d</div><h1>Storm hits coast</h1>"
           "<time datetime=2024-03-05></time><div class=related-posts><time "
           "datetime=2024-02-02></time></div>"));
  REQUIRE(page.dates.size() == 3);
  CHECK(page.dates[0].text == "2024-03-05");
  CHECK(page.dates[1].text == "2024-01-01");
  CHECK(page.dates[2].text == "2024-02-02");
}

TEST_CASE("a class on what holds the whole page says nothing of it") {
  const PageMetadata page =
      read(body("<div class='has-sidebar comments'><h1>Storm hits coast</h1>"
                "<time datetime=2024-03-05></time><a rel=author>Jane Doe</a></div>"));
  CHECK(page.author == "Jane Doe");
}

TEST_CASE("of several articles in JSON-LD the one with this page's address counts") {
  const PageMetadata page = read(head(R"(<title>x</title><script type="application/ld+json">[
    {"@type": "NewsArticle", "url": "https://www.echo.example/b", "headline": "Other", "author": "John Roe", "datePublished": "2020-01-01"},
    {"@type": "NewsArticle", "url": "https://www.echo.example/a", "headline": "This one", "author": "Jane Doe", "datePublished": "2024-03-05"}]</script>)"));
  CHECK(page.author == "Jane Doe");
  CHECK(page.title == "This one");
  CHECK(page.dates.at(0).text == "2024-03-05");
}

TEST_CASE("texts are cut, lists bounded") {
  std::string many;
  for (int i = 0; i < 3000; ++i) {
    const std::string number = std::to_string(1000 + i);
    many +=
        "<meta name=date content='2024-03-05 " + number + "'><time datetime='2024-03-05 " + number +
        "'></time><span class=date>2024 " + number + "</span><a rel=tag>tag " + number +
        "</a><h1>h" + number +
        "</h1><script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"2024-" +
        number + "\"}</script><i rel=author>Jane Doe</i>";
  }
  const PageMetadata page =
      read(body(many + "<span class=date>2024" + std::string(5000, 'x') + "</span>"));
  CHECK(page.tags.size() <= 50);
  CHECK(page.dates.size() <= 140);
  CHECK(
      std::ranges::all_of(page.dates, [](const RawDate& date) { return date.text.size() <= 200; }));
}

TEST_CASE("deep and broad pages end") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div class='date author comment' itemprop=author>";
  read(deep + "2024-03-05");
  std::string broad = "<h1>Storm hits coast</h1>";
  for (int i = 0; i < 100'000; ++i) broad += "<p class=date>5 March<p itemprop=author>";
  CHECK(read(body(broad)).dates.size() <= 20);
}

}  // namespace
}  // namespace dateline
