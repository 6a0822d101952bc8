// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/block_text.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("visible text breaks where a reader sees a break") {
  struct {
    const char* name;
    std::string_view page;
    std::string_view text;
  } const table[] = {
      {"nothing", "", ""},
      {"paragraphs", "<p>one</p><p>two</p>", "one\n\ntwo"},
      {"white space", "<p> one\n\t two  </p>", "one two"},
      {"no-break spaces", "<p>one&nbsp;two&nbsp;</p>", "one two"},
      {"one break", "one<br>two", "one\ntwo"},
      {"two breaks", "one<br><br/>two", "one\n\ntwo"},
      {"four breaks", "one<br><br> <br><br>two", "one\n\ntwo"},
      {"list", "<ul><li>one</li><li>two</li></ul>three", "one\ntwo\n\nthree"},
      {"table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
      {"definitions", "<dl><dt>a</dt><dd>b</dd></dl>", "a\nb"},
      {"inline", "<p>on<b>e</b> <i>two</i>.</p>", "one two."},
      {"text beside blocks", "<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"},
      {"pre", "<pre>one\n  two</pre>", "one\ntwo"},
      {"heading", "<h2>one</h2>two", "one\n\ntwo"},
      {"head", "<head><title>no</title></head><body>one</body>", "one"},
      {"script, style", "one<script>no</script><style>no</style>two", "onetwo"},
      {"noscript, template, svg", "<noscript>no</noscript><template>no</template><svg>no</svg>",
       ""},
      {"hidden", "<p hidden>no</p><p aria-hidden=true>no</p><p aria-hidden=false>one</p>", "one"},
      {"not displayed", "<p style='color:red; DISPLAY : none'>no</p><p style='display:block'>one",
       "one"},
      {"not visible", "<p style='visibility:hidden'>no</p>one", "one"},
      {"none of display", "<p style='display-as:none'>one</p>", "one"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.page);
      CHECK(visible_text(HtmlTree::parse(row.page)) == row.text);
    }
  }
}

TEST_CASE("the widest break wanted counts, and none at the ends") {
  BlockText text;
  text.want(Break::Block);
  text.add(" one ");
  text.want(Break::Line);
  text.want(Break::Block);
  text.want(Break::Space);
  text.add("two");
  text.want_line();
  CHECK(text.take() == "one\n\ntwo");
  CHECK(text.take().empty());
}

}  // namespace
}  // namespace dateline
