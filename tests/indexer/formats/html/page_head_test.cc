// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_head.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("what a head states is gathered as it is written") {
  const HtmlTree tree = HtmlTree::parse(
      "<html lang=en><head><title> Storm\n| Echo </title><meta name=Author content=' Jane Doe '>"
      "<meta name=viewport content=x><meta name=author><meta itemprop=datePublished content=2024>"
      "<link rel='shortlink canonical' href=' /a '><script type='application/LD+json; "
      "x'>{}</script>"
      "<script>var a;</script></head><body><svg><title>Logo</title></svg><h1>Storm</h1>"
      "<h2 class=entry-title>Rain</h2><h4>no</h4><a rel=tag>sea</a></body></html>");
  const PageHead head = read_page_head(tree);
  CHECK(head.title_tag == "Storm | Echo");
  CHECK(head.language == "en");
  CHECK(head.canonical == "/a");
  REQUIRE(head.metas.size() == 1);
  CHECK(head.metas[0].name == "Author");
  CHECK(head.metas[0].value == "Jane Doe");
  CHECK(head.scripts == std::vector<std::string_view>{"{}"});
  CHECK(head.tags == std::vector<std::string>{"sea"});
  REQUIRE(head.headings.size() == 2);
  CHECK(head.headings[0].text == "Storm");
  CHECK_FALSE(head.headings[0].is_marked);
  CHECK(head.headings[1].is_marked);
}

TEST_CASE("the title of a drawing is none of the page's") {
  const HtmlTree tree = HtmlTree::parse("<body><svg><title>Logo</title></svg></body>");
  CHECK(read_page_head(tree).title_tag.empty());
}

}  // namespace
}  // namespace dateline
