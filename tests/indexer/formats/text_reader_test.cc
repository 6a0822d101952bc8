// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/text_reader.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("plain text keeps everything but the kind of its line ends") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"unix", "a\n\nb\n", "a\n\nb\n"},
      {"windows", "a\r\n\r\nb\r\n", "a\n\nb\n"},
      {"old macintosh", "a\r\rb\r", "a\n\nb\n"},
      {"mixed", "a\r\nb\rc\n", "a\nb\nc\n"},
      {"return at the end", "a\r", "a\n"},
      {"blanks and marks", "  *a*\t ", "  *a*\t "},
      {"empty", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      const RawDocument raw = read_text(std::string(row.input));
      CHECK(raw.text == row.want);
      CHECK(raw.type == "text");
      CHECK(raw.title.empty());
    }
  }
}

}  // namespace
}  // namespace dateline
