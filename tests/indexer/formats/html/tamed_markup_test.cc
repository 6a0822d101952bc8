// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/tamed_markup.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("cuts attributes behind the limit of each tag and nothing else") {
  struct {
    const char* name;
    std::string_view page;
    std::string_view want;  // empty: nothing to cut
  } const table[] = {
      {"nothing", "", ""},
      {"few", "<p a=1 b><i c='d' e=\"f\">x</i></p>", ""},
      {"many", "<p a=1 b=2 c=3 d=4>x<i a b c>", "<p a=1 b=2>x<i a b >"},
      {"signs in values", "<p a='>' b=\">\" c=\"<q>\">x", "<p a='>' b=\">\">x"},
      {"blanks around =", "<p a = 1 b = '2' c = 3>", "<p a = 1 b = '2'>"},
      {"unquoted apostrophe", "<p a=it's b>'<i>", ""},
      {"comment", "<!-- <p a b c> --><p a b c>", "<!-- <p a b c> --><p a b >"},
      {"script", "<script>x<p a b c></script>", ""},
      {"self-closing", "<br a b c/>", "<br a b >"},
      {"empty script", "<script src=a/>b<c d e f></script>", "<script src=a>b<c d e f></script>"},
      {"script in capitals", "<SCRIPT />x</SCRIPT>", "<SCRIPT >x</SCRIPT>"},
      {"unfinished script", "<script /", "<script "},
      {"unfinished", "<p a b c='", "<p a b "},
      {"no tag", "a < b c d e > f", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(tamed_markup(row.page, 2) == row.want); }
  }
}

}  // namespace
}  // namespace dateline
