// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_error.h"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

using namespace std::string_literals;

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

TEST_CASE("is a usage error that knows its place") {
  const QueryError error(7, "the quote is not closed", "close it");
  CHECK(error.code() == ExitCode::Usage);
  CHECK(error.offset() == 7);
  CHECK(error.what() == "the quote is not closed"s);
  CHECK(error.hint() == "close it");
}

TEST_CASE("a message stays on one line and within bounds") {
  CHECK(QueryError(0, "no field 'a\nb\x1b[31m\u202E'").what() == "no field 'a b [31m'"s);
  CHECK(std::string(QueryError(0, std::string(100'000, 'x')).what()).size() <= 400);
}

TEST_CASE("quotes a piece of a query inertly and briefly") {
  CHECK(quote_for_message("autor") == "'autor'");
  CHECK(quote_for_message("a\x1b]0;x\x07z") == "'a ]0;x z'");
  CHECK(quote_for_message("abcdefghij", 5) == "'abcd…'");
  CHECK(quote_for_message("東京都知事", 5) == "'東京…'");
  CHECK(quote_for_message("a" + repeat("\u0301", 10'000)).size() < 200);
}

struct Row {
  const char* name;
  std::string query;
  std::size_t offset;
  std::string line;
  std::size_t column;
};

TEST_CASE("puts the caret under the place") {
  const std::vector<Row> table{
      {"at the beginning", "autor:x", 0, "autor:x", 0},
      {"inside", "a OR OR b", 5, "a OR OR b", 5},
      {"behind the end", "grain OR", 8, "grain OR", 8},
      {"beyond the end", "grain", 1000, "grain", 5},
      {"empty query", "", 0, "", 0},
      {"Cyrillic letters are two bytes and one column", "Київ )", 9, "Київ )", 5},
      {"wide characters take two columns", "東京 )", 7, "東京 )", 5},
      {"emoji take two columns", "\U0001F600)", 4, "\U0001F600)", 2},
      {"combining marks take none", "cafe\u0301 )", 7, "cafe\u0301 )", 5},
      {"Hangul from Jamo takes two", "\u1112\u1161\u11ab)", 9, "\u1112\u1161\u11ab)", 2},
      {"full-width letters take two", "ＡＢ)", 6, "ＡＢ)", 4},
      {"in the middle of a character", "Київ", 3, "Київ", 1},
      {"on a combining mark: under its letter", "e\u0301x", 1, "e\u0301x", 0},
      {"a mark without a letter", "\u0301x", 2, " \u0301x", 1},
      {"marks beyond four are left out", "e" + repeat("\u0301", 50) + ")", 101,
       "e" + repeat("\u0301", 4) + ")", 1},
      {"escape sequence", "\x1b[31m )", 6, "\uFFFD[31m )", 6},
      {"C1 control", "a\u009b1m", 3, "a\uFFFD1m", 2},
      {"bidi override", "a\u202Eb)", 5, "a\uFFFDb)", 3},
      {"isolates and marks", "\u2066\u200F\u061Cx", 8, "\uFFFD\uFFFD\uFFFDx", 3},
      {"line breaks and tabs are blanks", "a\tb\nc\rd", 6, "a b c d", 6},
      {"line separator", "a\u2028b", 4, "a\uFFFDb", 2},
      {"NUL", "a\0b"s, 2, "a\uFFFDb", 2},
      {"invalid bytes", "ab\xFF\xFE)", 3, "ab\uFFFD\uFFFD)", 3},
      {"cut character at the end", "ab\xD0", 2, "ab\uFFFD", 2},
      {"joiners stay", "می\u200Cروم)", 13, "می\u200Cروم)", 5},
      {"just as wide as allowed", repeat("x", 20), 19, repeat("x", 20), 19},
      {"cut on the right", repeat("x", 30), 0, repeat("x", 18) + "…", 0},
      {"cut on the left", repeat("x", 30) + ")", 30, "…" + repeat("x", 17) + ")", 18},
      {"caret behind a cut line", repeat("x", 30), 30, "…" + repeat("x", 17), 18},
      {"cut on both sides", repeat("a", 50) + "!" + repeat("b", 50), 50,
       "…" + repeat("a", 8) + "!" + repeat("b", 9) + "…", 9},
      {"wide characters cut on both sides", repeat("東", 50) + "!" + repeat("京", 50), 150,
       "…" + repeat("東", 4) + "!" + repeat("京", 4) + "…", 9},
  };
  for (const Row& row : table) {
    SUBCASE(row.name) {
      const std::string lines = caret_lines(row.query, row.offset, 20);
      CHECK(lines == row.line + "\n" + std::string(row.column, ' ') + "^");
    }
  }
}

TEST_CASE("shows at most 80 columns when nothing else is said") {
  const std::string lines = caret_lines(repeat("word ", 1000), 2500);
  CHECK(display_width(lines.substr(0, lines.find('\n'))) <= 80);
  CHECK(lines.starts_with("…"));
}

TEST_CASE("a line of megabytes costs no more than what is shown of it") {
  for (const char* piece : {"x", "東", "\u0301", "\xFF", "\x80", "\u202E", "("}) {
    const std::string query = repeat(piece, 4'000'000);
    for (const std::size_t offset : {std::size_t{0}, query.size() / 2, query.size()}) {
      CHECK(caret_lines(query, offset).size() < 2000);
    }
  }
}

TEST_CASE("whatever the bytes, two harmless lines with the caret within the width") {
  std::mt19937 random(20240305);
  const std::vector<std::string> pieces{"a",      " ",    "東",   "\u0301", "\xFF",
                                        "\u202E", "\x1b", "\n",   "é",      "\U0001F600",
                                        "\u200D", "\xE2", "\x80", "(",      "\""};
  for (int round = 0; round < 5000; ++round) {
    std::string query;
    for (std::size_t i = random() % 60; i > 0; --i) query += pieces[random() % pieces.size()];
    const std::size_t width = 10 + random() % 40;
    const std::string lines = caret_lines(query, random() % (query.size() + 3), width);
    const std::size_t end = lines.find('\n');
    REQUIRE(end != std::string::npos);
    const std::string line = lines.substr(0, end);
    const std::string caret = lines.substr(end + 1);
    CAPTURE(query);
    CHECK(terminal_safe(line, false) == line);
    CHECK(is_valid_utf8(line));
    CHECK(display_width(line) <= width);
    CHECK(caret.size() <= width);
    CHECK(caret == std::string(caret.size() - 1, ' ') + "^");
  }
}

}  // namespace
}  // namespace dateline
