// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/html_tree.h"

#include <chrono>
#include <functional>
#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

// Text in quotes, elements as their depth and tag number would say little: "(" children ")".
std::string outline(const HtmlTree& tree, NodeIndex index = 0) {
  std::string shape;
  std::vector<NodeIndex> ends;
  for (NodeIndex at = index; at < tree.nodes().size(); ++at) {
    while (!ends.empty() && ends.back() <= at) {
      shape += ")";
      ends.pop_back();
    }
    const HtmlNode& node = tree[at];
    CHECK(node.depth == ends.size());
    if (node.tag == HtmlTag::Text) {
      shape += "'" + std::string(tree.text(node)) + "'";
    } else {
      shape += "(";
      ends.push_back(node.end);
    }
  }
  return shape + std::string(ends.size(), ')');
}

std::string all_text(const HtmlTree& tree) {
  std::string text;
  for (const HtmlNode& node : tree.nodes()) {
    if (node.tag == HtmlTag::Text) text += tree.text(node);
  }
  return text;
}

const HtmlNode* first(const HtmlTree& tree, HtmlTag tag) {
  for (const HtmlNode& node : tree.nodes()) {
    if (node.tag == tag) return &node;
  }
  return nullptr;
}

TEST_CASE("a page is a flat tree in the order of the document") {
  const HtmlTree tree = HtmlTree::parse(
      "<!doctype html><html><head><title>T</title></head><body><p>one <b>two</b> three</p></body>");
  REQUIRE(tree.nodes().size() == 10);
  CHECK(tree[0].tag == HtmlTag::Html);
  CHECK(tree[0].parent == kNoNode);
  CHECK(tree[0].end == 10);
  CHECK(tree[1].tag == HtmlTag::Head);
  CHECK(tree[2].tag == HtmlTag::Title);
  CHECK(tree[2].end == 4);
  CHECK(tree[4].tag == HtmlTag::Body);
  CHECK(tree[4].parent == 0);
  CHECK(tree[4].depth == 1);
  CHECK(outline(tree) == "((('T'))(('one '('two')' three')))");
}

TEST_CASE("text is what a reader sees, whatever the markup is like") {
  struct {
    const char* name;
    std::string_view page;
    std::string_view text;
  } const table[] = {
      {"nothing", "", ""},
      {"white space", " \n ", ""},
      {"no markup", "a page of text", "a page of text"},
      {"less than", "<p>3 < 4</p>", "3 < 4"},
      {"entities", "<p>Fire &amp; smoke &#8217; &#x2019; &hellip; &uuml;</p>",
       "Fire & smoke ’ ’ … ü"},
      {"UTF-8 whatever the page declares", "<meta charset=windows-1251><p>день</p>", "день"},
      {"comment", "<p>a<!-- x -->b</p>", "ab"},
      {"unclosed comment", "<p>a</p><!-- x ", "a"},
      {"unfinished tag", "<p>a</p><b", "a"},
      {"unclosed elements", "<p>a<b>b<i>c", "abc"},
      {"crossed elements", "<p><b>a<i>b</b>c</i></p>d", "abcd"},
      {"noscript and template", "<p>a</p><noscript>b</noscript><template>c</template>", "abc"},
      {"script", "<p>a</p><script>if (a<b) {'<p>'}</script>", "aif (a<b) {'<p>'}"},
      {"processing instruction", "<?xml version=\"1.0\"?><p>a</p>", "a"},
      {"second body", "<body><p>a</p></body></html><p>b</p>", "ab"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.page);
      CHECK(all_text(HtmlTree::parse(row.page)) == row.text);
    }
  }
}

TEST_CASE("text behind a closed element belongs to its parent") {
  CHECK(outline(HtmlTree::parse("<html><body><div><p>a</p>b<br>c<img>d</div>e</body></html>")) ==
        "(((('a')'b'()'c'()'d')'e'))");
}

TEST_CASE("attributes have lower names and resolved values") {
  const HtmlTree tree =
      HtmlTree::parse("<a HREF='x?a=1&amp;b=2' title=\"&eacute;\" Data-x=7 hidden>t</a>");
  const HtmlNode* link = first(tree, HtmlTag::A);
  REQUIRE(link != nullptr);
  CHECK(tree.attributes(*link).size() == 4);
  CHECK(tree.attribute(*link, "href") == "x?a=1&b=2");
  CHECK(tree.attribute(*link, "title") == "é");
  CHECK(tree.attribute(*link, "data-x") == "7");
  CHECK(tree.attribute(*link, "hidden").empty());
  CHECK(tree.attribute(*link, "class").empty());
  CHECK(tree.attributes(tree[link->end - 1]).empty());  // its text
}

TEST_CASE("tags are known in any case, all others are Other") {
  const HtmlTree tree =
      HtmlTree::parse("<BlockQuote>a</BlockQuote><x-card>b</x-card><figcaption>c");
  CHECK(first(tree, HtmlTag::Blockquote) != nullptr);
  CHECK(first(tree, HtmlTag::Figcaption) != nullptr);
  CHECK(first(tree, HtmlTag::Other) != nullptr);
}

}  // namespace
}  // namespace dateline
