// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/html_tree.h"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace dateline {
namespace {

// Text in quotes, elements as "(" children ")".
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

std::string repeated(std::string_view unit, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + unit.size());
  while (text.size() < bytes) text += unit;
  return text;
}

std::string numbered(std::string_view before, std::size_t count, std::string_view after) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += before;
    text += std::to_string(i);
    text += after;
  }
  return text;
}

TEST_CASE("depth and attributes are bounded, text is not lost") {
  const HtmlTree deep = HtmlTree::parse(repeated("<div>", 5'000'000) + "deep<script>a<b</script>");
  CHECK(deep.nodes().size() <= 520);
  CHECK(all_text(deep) == "deepa<b");
  const HtmlTree wide =
      HtmlTree::parse("<p><a " + numbered("x", 50'000, "='>' ") + ">wide</a><b id=y>b</b>");
  REQUIRE(first(wide, HtmlTag::A) != nullptr);
  CHECK(wide.attributes(*first(wide, HtmlTag::A)).size() == 1000);
  CHECK(wide.attribute(*first(wide, HtmlTag::B), "id") == "y");
  CHECK(all_text(wide) == "wideb");
  CHECK(HtmlTree::parse(repeated("<b>x</b>", 8000), {.nodes = 100}).nodes().size() <= 100);
}

TEST_CASE("NUL bytes end nothing but themselves") {
  using namespace std::string_literals;
  CHECK_NOTHROW(HtmlTree::parse("<p>a\0b</p>\0<p c='\0'>d"s));
}

TEST_CASE("hostile pages take linear time") {
  struct {
    const char* name;
    std::string page;
  } const table[] = {
      {"nested", repeated("<div>", 5'000'000)},
      {"nested, ends of others", repeated("<div>", 2'000'000) + repeated("</b>", 2'000'000)},
      {"nested inline", repeated("<i>", 3'000'000)},
      {"attributes", "<a " + numbered("x", 500'000, " ")},
      {"attributes of long names", "<a " + numbered("x", 50'000, std::string(95, 'y'))},
      {"attributes behind a quote in a comment",
       "<!-- <b x=\" --><a " + numbered("x", 50'000, "=1 ") + ">"},
      {"less than", repeated("<", 16 << 20)},
      {"comment", "<!--" + repeated("x ", 4'000'000)},
      {"comments", repeated("<!--", 4'000'000)},
      {"beginnings of tags", repeated("<a ", 2'000'000)},
      {"ends of tags", repeated("</", 2'000'000)},
      {"declarations", repeated("<!", 2'000'000)},
      {"instructions", repeated("<?", 2'000'000)},
      {"scripts", repeated("<script>", 2'000'000)},
      {"CDATA", repeated("<![CDATA[", 2'000'000)},
      {"entities", repeated("&", 1'000'000)},
      {"numbers", repeated("&#", 1'000'000)},
      {"tables", repeated("<table><tr><td>", 2'000'000)},
      {"forms", repeated("<form>", 1'000'000)},
      {"lists", repeated("<ul><li>", 2'000'000)},
      {"quotes", repeated("<a b='", 2'000'000)},
      {"one line", repeated("word ", 16 << 20)},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      const auto start = std::chrono::steady_clock::now();
      HtmlTree::parse(row.page);
      CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
    }
  }
}

}  // namespace
}  // namespace dateline
