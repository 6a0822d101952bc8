// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/stated_text.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("what is stated becomes one plain line") {
  struct Case {
    const char* stated;
    const char* want;
  };
  const Case cases[] = {
      {"", ""},
      {" a\n\tb\xC2\xA0\xE2\x80\xAF c\r\n", "a b c"},
      {"AT&amp;T", "AT&T"},
      {"AT&amp;amp;T", "AT&T"},
      {"R & D", "R & D"},
      {"a < b", "a < b"},
      {"<b>bold</b> text", "bold text"},
      {"&lt;b&gt;bold&lt;/b&gt;", "bold"},
      {"soft\xC2\xADhyphen", "softhyphen"},
      {"\xEF\xBB\xBFmark", "mark"},
      {"don&#8217;t", "don’t"},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.stated));
    CHECK(stated_text(one.stated) == one.want);
  }
}

TEST_CASE("a long statement is cut at a character") {
  CHECK(stated_text("äöü", 3) == "ä");
  CHECK(stated_text("a b", 2) == "a");
  CHECK(stated_text(std::string(1'000'000, 'x'), 10) == std::string(10, 'x'));
  CHECK(stated_text(std::string(1'000'000, ' ') + "x", 10).empty());
}

TEST_CASE("what differs in case and punctuation only is comparable") {
  CHECK(comparable("“Don’t” — STOP, Élan!") == comparable("don't stop élan"));
  CHECK(comparable("a-b") == "a b");
  CHECK(comparable("...") == "");
  CHECK(comparable("日本 2024") == "日本 2024");
}

}  // namespace
}  // namespace dateline
