// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html_fragment.h"

#include <chrono>

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("knows HTML from text about signs") {
  CHECK(looks_like_html("<p>a</p>"));
  CHECK(looks_like_html("a<br/>b"));
  CHECK(looks_like_html("a<BR>b"));
  CHECK_FALSE(looks_like_html("a < b </ c"));
  CHECK_FALSE(looks_like_html("AT&amp;T <bravo>"));
  CHECK_FALSE(looks_like_html("<br"));
  CHECK_FALSE(looks_like_html(""));
}

TEST_CASE("drops tags, breaks lines after blocks, decodes entities") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo\n\n"},
      {"no breaks on top", "<div><h1>A</h1></div>", "A\n\n"},
      {"breaks", "a<br/>b<BR>c", "a\nb\nc"},
      {"inline", "<b class=\"x\">bold</b> <a href='y'>link</a>", "bold link"},
      {"entities", "Fire &amp; smoke &#8217; &#x2019; &hellip; &uuml;", "Fire & smoke ’ ’ … ü"},
      {"windows-1252 numbers", "&#146;&#150;", "’–"},
      {"unknown entities", "&foo; &; &#; &#x; AT&T &#99999999999;",
       "&foo; &; &#; &#x; AT&T &#99999999999;"},
      {"forbidden characters", "&#xD800;&#x110000;&#0;", "\uFFFD\uFFFD&#0;"},
      {"scripts", "a<script>if (a<b) {}</script>b", "ab"},
      {"comment", "a<!-- x -->b", "ab"},
      {"less than", "3 < 4 and <5", "3 < 4 and <5"},
      {"unfinished", "a <b", "a <b"},
      {"nothing", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(html_fragment_to_text(row.input) == row.want);
    }
  }
}

TEST_CASE("hostile fragments take linear time") {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string_view unit :
       {"<", "<a", "&", "&#", "</", "<p>", "<br>", "<script>", "<b "}) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    looks_like_html(text);
    html_fragment_to_text(text);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

}  // namespace
}  // namespace dateline
