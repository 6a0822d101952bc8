// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/top_lines.h"

#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

using Lines = std::vector<std::string_view>;

TEST_CASE("the first lines that are not blank") {
  CHECK(top_lines("", 3).empty());
  CHECK(top_lines("\n \n\t\n", 3).empty());
  CHECK(top_lines("\n One \n\n  Two\nThree\nFour", 3) == Lines{"One", "Two", "Three"});
  const std::string far = std::string(5000, '\n') + "Far below";
  CHECK(top_lines(far, 3).empty());
}

TEST_CASE("what stands above articles and is no title") {
  for (const char* line :
       {"2.8 C", "-3°", "72 °F", "- Advertisement -", "Must read", "MUST READ", "* * *", "[Home]",
        "Share on Facebook", "Tuesday, February 27, 2024", "27.02.2024 10:30", "Новини", "Реклама",
        "Publicité", "Breaking news", "", "|"}) {
    CAPTURE(line);
    CHECK(is_page_furniture(line));
  }
  const std::string long_line = "Share | " + std::string(100, '-');
  for (const char* line : {"The ferry is late", "News from the harbour", "2.8 million people",
                           "In 2024 the mill was sold to its workers", "Share of the market",
                           "Новини з порту", "27 ferries", long_line.c_str()}) {
    CAPTURE(line);
    CHECK_FALSE(is_page_furniture(line));
  }
}

}  // namespace
}  // namespace dateline
