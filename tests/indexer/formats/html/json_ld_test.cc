// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/json_ld.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

LinkedData read(std::vector<std::string> scripts) {
  const std::vector<std::string_view> views(scripts.begin(), scripts.end());
  return read_json_ld(views);
}

TEST_CASE("an article says its headline, people, days and words") {
  const LinkedData data = read({R"({"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "Ferry &amp; storm", "description": "It\nran aground.", "articleBody": "Long text.",
    "author": {"@type": "Person", "name": "Jane Doe", "url": "https://x.example/jane"},
    "publisher": {"@type": "Organization", "name": "The Daily"},
    "datePublished": "2024-03-05T10:00:00Z", "dateModified": "2024-03-06", "dateCreated": "2024-03-04",
    "keywords": ["ferry", "storm"], "articleSection": ["World", "Europe"], "inLanguage": "en",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://x.example/a"}})"});
  REQUIRE(data.items.size() == 2);  // the page it is on is the other one
  const LinkedItem& item = data.items[0];
  CHECK(item.kind == LinkedKind::Article);
  CHECK(item.headline == "Ferry & storm");
  CHECK(item.description == "It ran aground.");
  CHECK(item.body == "Long text.");
  CHECK(item.authors == std::vector<std::string>{"Jane Doe"});
  CHECK(item.publisher == "The Daily");
  CHECK(item.published == "2024-03-05T10:00:00Z");
  CHECK(item.modified == "2024-03-06");
  CHECK(item.created == "2024-03-04");
  CHECK(item.keywords == std::vector<std::string>{"ferry", "storm"});
  CHECK(item.section == "World");
  CHECK(item.language == "en");
  CHECK(item.url == "https://x.example/a");
}

TEST_CASE("authors are read in every form they come in") {
  struct Case {
    const char* author;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {R"("Jane Doe")", {"Jane Doe"}},
      {R"(["Jane Doe", "John Roe"])", {"Jane Doe", "John Roe"}},
      {R"({"name": "Jane Doe"})", {"Jane Doe"}},
      {R"({"name": ["Jane Doe"]})", {}},
      {R"([{"name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}])",
       {"Jane Doe", "John Roe"}},
      {R"([[{"name": "Jane Doe"}]])", {"Jane Doe"}},
      {R"(null)", {}},
      {R"([])", {}},
      {R"([[]])", {}},
      {R"(7)", {}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.author);
    const LinkedData data =
        read({std::string(R"({"@type": "Article", "author": )") + one.author + "}"});
    REQUIRE(data.items.size() == 1);
    CHECK(data.items[0].authors == one.want);
  }
}

TEST_CASE("a graph names its people and publisher by reference, in any order") {
  const LinkedData data = read({R"({"@graph": [
    {"@type": "Article", "headline": "H", "author": {"@id": "#jane"}, "publisher": {"@id": "#org"}},
    {"@type": "WebPage", "@id": "#page", "datePublished": "2024-03-05"},
    {"@type": ["Person", "Thing"], "@id": "#jane", "name": "Jane Doe"},
    {"@type": "NewsMediaOrganization", "@id": "#org", "name": "The Daily"},
    {"@type": "WebSite", "name": "The Daily Online"}]})"});
  REQUIRE(data.items.size() == 2);
  CHECK(data.items[0].authors == std::vector<std::string>{"Jane Doe"});
  CHECK(data.items[0].publisher == "The Daily");
  CHECK(data.items[1].kind == LinkedKind::Page);
  CHECK(data.items[1].published == "2024-03-05");
  CHECK(data.site == "The Daily Online");
}

TEST_CASE("kinds are told by the last word of a type") {
  struct Case {
    const char* type;
    std::size_t items;
    LinkedKind want;
  };
  const Case cases[] = {
      {R"("NewsArticle")", 1, LinkedKind::Article},
      {R"("http://schema.org/ReportageNewsArticle")", 1, LinkedKind::Article},
      {R"("schema:BlogPosting")", 1, LinkedKind::Article},
      {R"(["WebPage", "Article"])", 1, LinkedKind::Article},
      {R"("VideoObject")", 1, LinkedKind::Media},
      {R"("CollectionPage")", 1, LinkedKind::Page},
      {R"("BreadcrumbList")", 0, LinkedKind::Page},
      {R"("ItemList")", 0, LinkedKind::Page},
      {R"(12)", 0, LinkedKind::Page},
  };
  for (const Case& one : cases) {
    CAPTURE(one.type);
    const LinkedData data = read({std::string(R"({"name": "N", "@type": )") + one.type + "}"});
    REQUIRE(data.items.size() == one.items);
    if (one.items == 1) CHECK(data.items[0].kind == one.want);
  }
}

TEST_CASE("the main thing of a page is found, other articles in lists are not") {
  const LinkedData data = read({R"([{"@type": "WebPage", "mainEntity":
      {"@type": "Thing", "mainEntity": {"@type": "BlogPosting", "headline": "Inner"}}},
    {"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Teaser"}]}])"});
  REQUIRE(data.items.size() == 2);
  CHECK(data.items[1].headline == "Inner");
}

TEST_CASE("a date may be a number, a list or wrapped") {
  for (const char* date :
       {R"("2024-03-05")", R"(["2024-03-05", "x"])", R"({"@value": "2024-03-05"})"}) {
    CAPTURE(date);
    CHECK(read({std::string(R"({"@type": "Article", "datePublished": )") + date + "}"})
              .items.at(0)
              .published == "2024-03-05");
  }
  CHECK(read({R"({"@type": "Article", "datePublished": 1709632800})"}).items.at(0).published ==
        "1709632800");
}

TEST_CASE("broken JSON is repaired where it is clear what was meant") {
  const char* const cases[] = {
      R"({"@type": "Article", "headline": "H", "datePublished": "2024-03-05",})",
      R"(<!-- {"@type": "Article", "headline": "H", "datePublished": "2024-03-05"} -->)",
      "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"H\", \"datePublished\": "
      "\"2024-03-05\"}\n//]]>",
      R"(/* seo */ {"@type": "Article", // kind
         "headline": "H",, "datePublished": "2024-03-05"})",
      R"({@type: Article, headline: "H", datePublished: "2024-03-05"})",
      R"({"@type": "Article", "headline": "H" "datePublished": "2024-03-05"})",
      R"({"@type": "Article", "headline": "H", "datePublished": "2024-03-05", "image": [{"a": 1)",
      R"({"@type": "Article", "headline": "H", "datePublished": "2024-03-05"};)",
      R"({"@type": "Article", "headline": "H", "datePublished": "2024-03-05"}})",
      R"({"@type": "Article", "headline": "H", "width": 0700, "height": , "datePublished": "2024-03-05"})",
      R"({"@type": "Thing"} {"@type": "Article", "headline": "H", "datePublished": "2024-03-05"})",
      R"({&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;H&quot;, &quot;datePublished&quot;: &quot;2024-03-05&quot;})",
  };
  for (const char* script : cases) {
    CAPTURE(std::string(script));
    const LinkedData data = read({script});
    REQUIRE(data.items.size() == 1);
    CHECK(data.items[0].headline == "H");
    CHECK(data.items[0].published == "2024-03-05");
  }
}

TEST_CASE("broken strings are mended") {
  struct Case {
    const char* headline;
    const char* want;
  };
  const Case cases[] = {
      {"a\nb\tc", "a b c"},
      {R"(He said "no" to it)", R"(He said "no" to it)"},
      {R"(It's \'fine\')", "It's 'fine'"},
      {R"(half \ud83d of it)", "half \xEF\xBF\xBD of it"},
      {R"(whole \ud83d\ude00 of\xit)", "whole \xF0\x9F\x98\x80 ofxit"},
      {R"(https://x.example/a // b)", "https://x.example/a // b"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.headline);
    const LinkedData data = read(
        {std::string(R"({"@type": "Article", "headline": ")") + one.headline + R"(", "a": 1,})"});
    REQUIRE(data.items.size() == 1);
    CHECK(data.items[0].headline == one.want);
  }
}

TEST_CASE("one hopeless script does not cost the others") {
  const LinkedData data =
      read({"<p>not json</p>", "", "\xFF\xFE{", R"({"@type": "Article", "name": "N"})"});
  REQUIRE(data.items.size() == 1);
  CHECK(data.items[0].headline == "N");
}

std::string repeated(std::string_view what, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += what;
  return all;
}

TEST_CASE("hostile scripts end soon and empty-handed") {
  constexpr std::size_t kDeep = 100'000;
  const std::string scripts[] = {
      repeated("[", kDeep),
      repeated("[", kDeep) + repeated("]", kDeep),
      repeated(R"({"mainEntity":)", kDeep) + "1" + repeated("}", kDeep),
      repeated("\"", kDeep),
      repeated("\" ", kDeep),
      repeated("]", kDeep),
      repeated("/*", kDeep),
      repeated("\\", kDeep),
      "{" + repeated("\"a\":\"\\ud800", kDeep),
  };
  for (const std::string& script : scripts) {
    CAPTURE(script.substr(0, 20));
    CHECK(read({script}).items.empty());
  }
}

TEST_CASE("what can be many is bounded") {
  std::string items = "[";
  for (int i = 0; i < 10'000; ++i) items += R"({"@type": "Article", "name": "N"},)";
  CHECK(read({items + "1]"}).items.size() <= 50);
  std::string authors;
  for (int i = 0; i < 10'000; ++i) authors += "\"Jane\",";
  const LinkedData data = read({R"({"@type": "Article", "author": [)" + authors + "1]}"});
  CHECK(data.items.at(0).authors.size() <= 50);
}

}  // namespace
}  // namespace dateline
