// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/node_text.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

std::vector<std::string> lines(std::string_view html, const LineLimits& limits = {}) {
  const HtmlTree tree = HtmlTree::parse(html);
  std::vector<std::string> all;
  const auto end = static_cast<NodeIndex>(tree.nodes().size());
  for (const TextLine& line : visible_lines(tree, 0, end, limits)) all.push_back(line.text);
  return all;
}

TEST_CASE("lines end where a browser ends them") {
  struct Case {
    const char* html;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"<p>a</p><p>b</p>", {"a", "b"}},
      {"<p>a<br>b</p>", {"a", "b"}},
      {"<p>a <b>b</b> <a href=x>c</a></p>", {"a b c"}},
      {"<div><p>a</p>b</div>c", {"a", "b", "c"}},
      {"<p>a<script>x</script><style>y</style><button>z</button></p>", {"a"}},
      {"<p>by <span>Jane Doe</span><span>5 May</span></p>", {"by Jane Doe 5 May"}},
      {"<p> </p>", {}},
      {"", {}},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.html));
    CHECK(lines(one.html) == one.want);
  }
}

TEST_CASE("no more is read than is wanted") {
  const std::string html = "<p>aaaa</p><p>bbbb</p><p>cccc</p>";
  CHECK(lines(html, {.lines = 2}).size() == 2);
  CHECK(lines(html, {.nodes = 5}).size() == 1);
  CHECK(lines(html, {.line_bytes = 2}).front() == "aa");
}

TEST_CASE("an element's text is one line") {
  const HtmlTree tree = HtmlTree::parse("<h1>\n Storm <small>live</small><div>today</div></h1>");
  for (NodeIndex i = 0; i < tree.nodes().size(); ++i) {
    if (tree[i].tag != HtmlTag::H1) continue;
    CHECK(element_text(tree, i, 100) == "Storm live today");
    CHECK(element_text(tree, i, 6) == "Storm");
  }
}

}  // namespace
}  // namespace dateline
