// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/flowed_text.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("joins the lines of flowed text") {
  struct {
    const char* name;
    std::string_view input;
    bool delete_space;
    std::string_view want;
  } const table[] = {
      {"fixed", "one\ntwo\n", false, "one\ntwo\n"},
      {"flowed", "one \r\ntwo \r\nthree\r\n", false, "one two three\n"},
      {"deleted blanks", "fi \nre\n", true, "fire\n"},
      {"stuffed", " >no quote\n  two\n", false, ">no quote\n two\n"},
      {"quotes", "> one \n> two\n>> three \n> four\n", false, "> one two\n>> three \n> four\n"},
      {"signature", "text \n-- \nAnn\n", false, "text \n-- \nAnn\n"},
      {"open at the end", "one ", false, "one "},
      {"empty", "", false, ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    CHECK(unfold_flowed(row.input, row.delete_space) == row.want);
  }
}

}  // namespace
}  // namespace dateline
