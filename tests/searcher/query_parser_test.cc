// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/terminal_text.h"
#include "common/domain/tokenizer.h"
#include "searcher/query/phrase_parser.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_explain.h"
#include "searcher/query/query_text.h"

namespace dateline {
namespace {

using namespace std::string_literals;

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

// The tree, or what went wrong, so that a table shows either.
std::string parsed(std::string_view query, const ParseOptions& options = {}) {
  try {
    return to_string(parse_query(query, options).tree);
  } catch (const QueryError& error) {
    return "error at " + std::to_string(error.offset()) + ": " + error.what();
  }
}

struct Row {
  std::string input;
  std::string want;
};

void check(const std::vector<Row>& table, MatchMode match = MatchMode::All) {
  for (const Row& row : table) {
    CAPTURE(row.input);
    CHECK(parsed(row.input, {match}) == row.want);
  }
}

TEST_CASE("requires all words by default and keeps them as typed") {
  check({
      {"putin", R"((word "putin"))"},
      {"  putin  ", R"((word "putin"))"},
      {"Glide Bomb", R"((and (word "Glide") (word "Bomb")))"},
      {"a b c d", R"((and (word "a") (word "b") (word "c") (word "d")))"},
      {"Київ 東京", R"((and (word "Київ") (word "東京")))"},
      {"F-16", R"((word "F-16"))"},
      {"covid-19 cases", R"((and (word "covid-19") (word "cases")))"},
      {"war—peace", R"((word "war—peace"))"},
      {"43,000 3.14 U.S.", R"((and (word "43,000") (word "3.14") (word "U.S.")))"},
      {"C++", R"((word "C++"))"},
      {"war, peace!", R"((and (word "war,") (word "peace!")))"},
      {"don't ‘quoted’ O’Brien", R"((and (word "don't") (word "‘quoted’") (word "O’Brien")))"},
      {"back\\slash", R"((word "back\\slash"))"},
      {"who?", R"((word "who?"))"},
      {"café cafe\u0301", "(and (word \"café\") (word \"cafe\u0301\"))"},
  });
}

TEST_CASE("stretches without letters and digits are no words") {
  check({
      {"war — peace", R"((and (word "war") (word "peace")))"},
      {"war - peace", R"((and (word "war") (word "peace")))"},
      {"war -- peace", R"((and (word "war") (word "peace")))"},
      {"war --peace", R"((and (word "war") (word "peace")))"},
      {"AT & T ...", R"((and (word "AT") (word "T")))"},
      {"war -! peace", R"((and (word "war") (word "peace")))"},
      {"war -", R"((word "war"))"},
      {"(war -)", R"((word "war"))"},
  });
}

TEST_CASE("blanks of every kind and control characters separate, invisible ones do not") {
  check({
      {"a\tb\nc", R"((and (word "a") (word "b") (word "c")))"},
      {"a\0b"s, R"((and (word "a") (word "b")))"},
      {"a\x1b[31mb", R"((and (word "a") (word "[31mb")))"},
      {"a\u00A0b\u3000c\u2028d", R"((and (word "a") (word "b") (word "c") (word "d")))"},
      {"a\u009b\x7f"s + "b", R"((and (word "a") (word "b")))"},
      {"\uFEFF-war", R"((not (word "war")))"},
      {"\u200Etitle:war", R"((word title "war"))"},
      {"a\u202Eb", R"((word "a\u{202e}b"))"},
  });
}

TEST_CASE("takes the words between any quotes as a phrase") {
  check({
      {R"("glide bomb")", R"((phrase "glide bomb"))"},
      {"“glide bomb”", R"((phrase "glide bomb"))"},
      {"„glide bomb“", R"((phrase "glide bomb"))"},
      {"”glide bomb”", R"((phrase "glide bomb"))"},
      {"‟glide bomb”", R"((phrase "glide bomb"))"},
      {"«Полк Азов»", R"((phrase "Полк Азов"))"},
      {"»Große Lage«", R"((phrase "Große Lage"))"},
      {"“glide bomb\"", R"((phrase "glide bomb"))"},
      {"\"glide bomb”", R"((phrase "glide bomb"))"},
      {"«glide bomb\"", R"((phrase "glide bomb"))"},
      {"\"the “Azov” battalion\"", R"((phrase "the “Azov” battalion"))"},
      {"“the \"Azov\" battalion”", R"((phrase "the \"Azov\" battalion"))"},
      {"«the “Azov” battalion»", R"((phrase "the “Azov” battalion"))"},
      {R"("a b" "c d")", R"((and (phrase "a b") (phrase "c d")))"},
      {R"("a""b")", R"((and (phrase "a") (phrase "b")))"},
      {R"(x"a b"y)", R"((and (word "x") (phrase "a b") (word "y")))"},
      {R"("Putin's forces")", R"((phrase "Putin's forces"))"},
      {R"("OR")", R"((phrase "OR"))"},
      {R"("a (b OR -c) title:d")", R"((phrase "a (b OR -c) title:d"))"},
      {"\"a\nb\"", R"((phrase "a\u{a}b"))"},
  });
}

TEST_CASE("AND binds tighter than OR, and only capitals are operators") {
  check({
      {"a AND b", R"((and (word "a") (word "b")))"},
      {"a OR b", R"((or (word "a") (word "b")))"},
      {"a b OR c d", R"((or (and (word "a") (word "b")) (and (word "c") (word "d"))))"},
      {"a OR b AND c", R"((or (word "a") (and (word "b") (word "c"))))"},
      {"(a OR b) AND c", R"((and (or (word "a") (word "b")) (word "c")))"},
      {"a OR b OR c", R"((or (word "a") (word "b") (word "c")))"},
      {"a OR (b OR c)", R"((or (word "a") (word "b") (word "c")))"},
      {"a AND (b c) d", R"((and (word "a") (word "b") (word "c") (word "d")))"},
      {"((a))", R"((word "a"))"},
      {"a(b)c", R"((and (word "a") (word "b") (word "c")))"},
      {"a OR(b)", R"((or (word "a") (word "b")))"},
      {"a or b and not c",
       R"((and (word "a") (word "or") (word "b") (word "and") (word "not") (word "c")))"},
      {"Or And Not", R"((and (word "Or") (word "And") (word "Not")))"},
      {"ORDER ANDES NOTE", R"((and (word "ORDER") (word "ANDES") (word "NOTE")))"},
      {"a OR, b", R"((and (word "a") (word "OR,") (word "b")))"},
  });
}

TEST_CASE("excludes with NOT and with a '-' at the beginning of a token") {
  check({
      {"-war", R"((not (word "war")))"},
      {"NOT war", R"((not (word "war")))"},
      {"putin -zelensky", R"((and (word "putin") (not (word "zelensky"))))"},
      {"putin NOT zelensky", R"((and (word "putin") (not (word "zelensky"))))"},
      {"putin AND NOT zelensky", R"((and (word "putin") (not (word "zelensky"))))"},
      {"a OR -b", R"((or (word "a") (not (word "b"))))"},
      {"-a -b", R"((and (not (word "a")) (not (word "b"))))"},
      {R"(a -"b c")", R"((and (word "a") (not (phrase "b c"))))"},
      {"a -“b c”", R"((and (word "a") (not (phrase "b c"))))"},
      {"a -(b OR c)", R"((and (word "a") (not (or (word "b") (word "c")))))"},
      {"a -(b c)", R"((and (word "a") (not (and (word "b") (word "c")))))"},
      {"a -title:b", R"((and (word "a") (not (word title "b"))))"},
      {"a -title:(b c)", R"((and (word "a") (not (and (word title "b") (word title "c")))))"},
      {"a -date:2022", R"((and (word "a") (not (date 2022-01-01..2022-12-31))))"},
      {"(-a b)", R"((and (not (word "a")) (word "b")))"},
      {"-econ*", R"((not (prefix "econ")))"},
      {"-F-16", R"((not (word "F-16")))"},
      {"-OR", R"((not (word "OR")))"},
      {"-!\"a b\" c", R"((and (not (phrase "a b")) (word "c")))"},
      {"-'(a)' c", R"q((and (not (verbatim "(a)")) (word "c")))q"},
      {"-http://x.y", R"((not (word "http://x.y")))"},
  });
}

TEST_CASE("a double negation is none") {
  check({
      {"NOT NOT a", R"((word "a"))"},
      {"NOT -a", R"((word "a"))"},
      {"-(-a)", R"((word "a"))"},
      {"--a", R"((word "a"))"},
      {"NOT NOT NOT a", R"((not (word "a")))"},
      {"-(NOT (-a))", R"((not (word "a")))"},
      {"a -(-(b c))", R"((and (word "a") (word "b") (word "c")))"},
      {"a OR NOT NOT (b OR c)", R"((or (word "a") (word "b") (word "c")))"},
  });
}

TEST_CASE("a field holds for its value or for all in the bracket") {
  check({
      {"title:ceasefire", R"((word title "ceasefire"))"},
      {"Title:war TITLE:war", R"((and (word title "war") (word title "war")))"},
      {"headline:war", R"((word title "war"))"},
      {R"(title:"glide bomb")", R"((phrase title "glide bomb"))"},
      {"title:“glide bomb”", R"((phrase title "glide bomb"))"},
      {"title:econ*", R"((prefix title "econ"))"},
      {"title:F-16", R"((word title "F-16"))"},
      {"title:OR", R"((word title "OR"))"},
      {"title:http://x.y", R"((word title "http://x.y"))"},
      {R"(title:(a OR "b c"))", R"((or (word title "a") (phrase title "b c")))"},
      {"title:(a -b)", R"((and (word title "a") (not (word title "b"))))"},
      {"title:(a (b OR c))", R"((and (word title "a") (or (word title "b") (word title "c"))))"},
      {"title:(a site:b.com c)",
       R"((and (word title "a") (filter site "b.com") (word title "c")))"},
      {"title:(a) b", R"((and (word title "a") (word "b")))"},
      {"site:example.com", R"((filter site "example.com"))"},
      {R"(site:"The Daily Sun")", R"((filter site "The Daily Sun"))"},
      {"site:(bbc OR cnn)", R"((or (filter site "bbc") (filter site "cnn")))"},
      {"source:https://x.y:80/z", R"((filter site "https://x.y:80/z"))"},
      {R"(author:"Jane Doe")", R"((filter author "Jane Doe"))"},
      {"lang:uk language:de", R"((and (filter lang "uk") (filter lang "de")))"},
      {"path:2022/*.txt", R"((filter path "2022/*.txt"))"},
      {R"(path:"my files/a b.txt")", R"((filter path "my files/a b.txt"))"},
      {"path:/", R"((filter path "/"))"},
      {"path:C:/news", R"((filter path "C:/news"))"},
      {"tag:c++ type:json", R"((and (filter tag "c++") (filter type "json")))"},
  });
}

TEST_CASE("a colon alone makes no field") {
  check({
      {"http://example.com/a?b=c", R"((word "http://example.com/a?b=c"))"},
      {"file:///home/x", R"((word "file:///home/x"))"},
      {"12:30", R"((word "12:30"))"},
      {"3:1 victory", R"((and (word "3:1") (word "victory")))"},
      {"note: text", R"((and (word "note:") (word "text")))"},
      {"note:", R"((word "note:"))"},
      {"(note:)", R"((word "note:"))"},
      {"Київ:мир", R"((word "Київ:мир"))"},
      {"covid-19:cases", R"((word "covid-19:cases"))"},
      {"mp3:x", R"((word "mp3:x"))"},
      {":title", R"((word ":title"))"},
      {"war(title)", R"((and (word "war") (word "title")))"},
  });
}

TEST_CASE("dates are ranges of days") {
  check({
      {"date:2022", "(date 2022-01-01..2022-12-31)"},
      {"date:2022-09", "(date 2022-09-01..2022-09-30)"},
      {"date:2024-02-29", "(date 2024-02-29..2024-02-29)"},
      {"date:2022-09-01..2022-10", "(date 2022-09-01..2022-10-31)"},
      {"date:..2023", "(date ..2023-12-31)"},
      {"date:2020..", "(date 2020-01-01..)"},
      {R"(date:"2022-09")", "(date 2022-09-01..2022-09-30)"},
      {"date:(2020 OR 2022)", "(or (date 2020-01-01..2020-12-31) (date 2022-01-01..2022-12-31))"},
      {"putin date:2022-09", R"((and (word "putin") (date 2022-09-01..2022-09-30)))"},
  });
}

TEST_CASE(
    "a star makes a prefix of a word with three letters, of one where no spaces are written") {
  check({
      {"econ*", R"((prefix "econ"))"},
      {"eco*", R"((prefix "eco"))"},
      {"2022*", R"((prefix "2022"))"},
      {"Зел* зелен*", R"((and (prefix "Зел") (prefix "зелен")))"},
      {"été*", R"((prefix "été"))"},
      {"ﬁn*", R"((prefix "ﬁn"))"},
      {"don't*", R"((prefix "don't"))"},
      {"東*", R"((prefix "東"))"},
      {"東京*", R"((prefix "東京"))"},
      {"ไ*", R"((prefix "ไ"))"},
      {"東京都*", R"((word "東京都"))"},
      {"NHK東京*", R"((word "NHK東京"))"},
      {"aaa* bbb* ccc* ddd*",
       R"((and (prefix "aaa") (prefix "bbb") (prefix "ccc") (prefix "ddd")))"},
  });
}

TEST_CASE("a query of the largest size, breadth and depth is understood") {
  CHECK(parsed(std::string(4096, 'x')).starts_with("(word \"xxx"));
  CHECK(parsed(std::string(65'536, 'x'), {MatchMode::All, kHardMaxQueryBytes})
            .starts_with("(word \"xxx"));
  CHECK(parse_query(repeat("a ", 256)).tree.children.size() == 256);
  CHECK(parsed(repeat("(", 32) + "a" + repeat(")", 32)) == R"((word "a"))");
  CHECK(parsed(repeat("-(", 32) + "a" + repeat(")", 32)) == R"((word "a"))");
  CHECK(parsed(repeat("NOT ", 1001) + "a") == R"((not (word "a")))");
  CHECK(parsed(repeat("(a) ", 200)).starts_with("(and (word"));
}

struct Failure {
  std::string input;
  std::size_t offset;
  std::string message;
};

void check_failures(const std::vector<Failure>& table) {
  for (const Failure& row : table) {
    CAPTURE(row.input);
    CHECK(parsed(row.input) == "error at " + std::to_string(row.offset) + ": " + row.message);
  }
}

TEST_CASE("a query without a word is an error") {
  check_failures({
      {"", 0, "the query is empty"},
      {" \t\n", 0, "the query is empty"},
      {"\u3000", 0, "the query is empty"},
      {"— ...", 0, "no word in the query"},
      {"-", 0, "no word in the query"},
      {"---", 0, "no word in the query"},
      {"!?", 0, "no word in the query"},
      {"\x1b\x07", 0, "no word in the query"},
  });
}

TEST_CASE("quotes and brackets have to be closed and filled") {
  check_failures({
      {"\"glide bomb", 0, "the quote is not closed"},
      {"a \"glide bomb\" \"", 15, "the quote is not closed"},
      {"Київ “bomb", 9, "the quote is not closed"},
      {"-\"bomb", 1, "the quote is not closed"},
      {"title:\"bomb", 6, "the quote is not closed"},
      {"(a b", 0, "the bracket is not closed"},
      {"(a (b)", 0, "the bracket is not closed"},
      {"a (b (c", 5, "the bracket is not closed"},
      {"a (", 2, "the bracket is not closed"},
      {"title:(a", 6, "the bracket is not closed"},
      {"\"\"", 0, "nothing between the quotes"},
      {"a “ ”", 2, "nothing between the quotes"},
      {"site:\"\"", 5, "nothing between the quotes"},
      {"date:\" \"", 5, "nothing between the quotes"},
      {"\" — \"", 0, "no word between the quotes"},
      {"()", 0, "no word between the brackets"},
      {"a (—)", 2, "no word between the brackets"},
      {"title:()", 6, "no word between the brackets"},
      {")", 0, "this bracket closes nothing"},
      {"a )", 2, "this bracket closes nothing"},
      {"(a)) b", 3, "this bracket closes nothing"},
      {"a -)", 3, "this bracket closes nothing"},
  });
}

TEST_CASE("an operator needs something on its sides") {
  check_failures({
      {"grain OR", 6, "nothing to search for after 'OR'"},
      {"grain OR —", 6, "nothing to search for after 'OR'"},
      {"grain AND", 6, "nothing to search for after 'AND'"},
      {"AND x", 0, "nothing to search for before 'AND'"},
      {"OR", 0, "nothing to search for before 'OR'"},
      {"NOT", 0, "nothing to search for after 'NOT'"},
      {"a OR OR b", 2, "nothing to search for after 'OR'"},
      {"a NOT OR b", 2, "nothing to search for after 'NOT'"},
      {"(a OR)", 3, "nothing to search for after 'OR'"},
      {"a (OR b)", 3, "nothing to search for before 'OR'"},
      {"a AND ) b", 2, "nothing to search for after 'AND'"},
  });
}

TEST_CASE("fields have to exist and to have a value") {
  check_failures({
      {"autor:x", 0, "there is no field 'autor'; did you mean 'author'?"},
      {"a -autor:x", 3, "there is no field 'autor'; did you mean 'author'?"},
      {"title:(a tilte:b)", 9, "there is no field 'tilte'; did you mean 'title'?"},
      {"langauge:(uk)", 0, "there is no field 'langauge'; did you mean 'lang'?"},
      {"dat:\"2022\"", 0, "there is no field 'dat'; did you mean 'date'?"},
      {std::string(50, 't') + ":x", 0,
       "there is no field '" + std::string(39, 't') + "…'; did you mean 'title'?"},
      {"title:", 0, "nothing to search for after 'title:'"},
      {"a title: war", 2, "nothing to search for after 'title:'"},
      {"(site:)", 1, "nothing to search for after 'site:'"},
      {"-date:", 1, "nothing to search for after 'date:'"},
      {"title:—", 6, "no word in '—'"},
      {"lang:?", 5, "'?' is no value for 'lang:'"},
      {"title:-war", 6, "a '-' cannot stand between 'title:' and its value"},
  });
}

TEST_CASE("a wrong date is pointed at") {
  check_failures({
      {"date:2022-13", 10, "wrong date: there is no month 13"},
      {"a date:2022-09..2022-13", 21, "wrong date: there is no month 13"},
      {"date:\"2022-13\"", 11, "wrong date: there is no month 13"},
      {"date:(2022 OR 2022-13)", 19, "wrong date: there is no month 13"},
      {"date:2023-02-29", 13, "wrong date: 2023-02 has no day 29"},
      {"date:2023..2022", 11, "wrong date: the range ends before it begins"},
      {"date:..", 5, "wrong date: a range needs a date before or after the dots"},
      {"date:now", 5,
       "wrong date: 'now' is no date: a date is written 2022, 2022-09 or 2022-09-01"},
      {"date:\"20\n22\"", 6,
       "wrong date: '20 22' is no date: a date is written 2022, 2022-09 or 2022-09-01"},
  });
}

TEST_CASE("a star has its place") {
  check_failures({
      {"a **", 2, "a '*' without a word"},
      {"-*", 1, "a '*' without a word"},
      {"\"glide\"*", 7, "a '*' without a word"},
      {"e*conomy", 1, "a '*' can only stand at the end of a word"},
      {"*omy", 0, "a '*' can only stand at the end of a word"},
      {"econ**", 4, "a '*' can only stand at the end of a word"},
      {"ec*", 2, "a '*' needs at least 3 letters before it"},
      {"e\u0301c*", 4, "a '*' needs at least 3 letters before it"},
      {"title:ec*", 8, "a '*' needs at least 3 letters before it"},
      {"econ-*", 5, "a '*' has to follow a letter or digit"},
      {"title:*", 6, "a '*' without a word"},
      {"(a)*", 3, "a '*' without a word"},
      {"covid-19*", 8, "a '*' needs at least 3 letters before it"},
      {"\"prime mi*\"", 9, "a '*' needs at least 3 letters before it"},
      {"\"prime * said\"", 7, "a '*' without a word"},
      {"title:“m*in”", 10, "a '*' can only stand at the end of a word"},
      {"=econ*", 0, "a word cannot have both '=' and '*'"},
      {"site:bb*", 7, "'site:' takes no '*'"},
      {"author:\"J*\"", 9, "'author:' takes no '*'"},
  });
}

TEST_CASE("a '-' that may or may not exclude is not guessed at") {
  check_failures({
      {"(a OR b)-c", 8, "unclear '-' right after a quote or bracket"},
      {"\"peace\"-loving", 7, "unclear '-' right after a quote or bracket"},
      {"\"a\"-\"b\"", 3, "unclear '-' right after a quote or bracket"},
  });
}

TEST_CASE("limits are reported by name") {
  check_failures({
      {std::string(4097, 'x'), 4096, "the query has 4097 bytes: the limit is 4096 (query bytes)"},
      {std::string(102'400, '('), 4096,
       "the query has 102400 bytes: the limit is 4096 (query bytes)"},
      {repeat("a ", 257), 512, "too many words, phrases and filters: the limit is 256 (leaves)"},
      {repeat("(", 33) + "a" + repeat(")", 33), 32,
       "too many brackets in one another: the limit is 32 (nesting)"},
      {repeat("title:(", 33), 230, "too many brackets in one another: the limit is 32 (nesting)"},
      {"aaa* bbb* ccc* ddd* eee*", 20,
       "too many words with '*' or '~': the limit is 4 (wildcards)"},
      {"aaa* bbb~ \"ccc* (ddd*|eee~)\"", 10,
       "too many words with '*' or '~': the limit is 4 (wildcards)"},
      {repeat("path:a/* ", 5), 41, "too many words with '*' or '~': the limit is 4 (wildcards)"},
      {repeat("a-", 65), 0, "a phrase of 65 words is too long: the limit is 64 (phrase words)"},
      {"x =" + repeat("a-", 65), 2,
       "a phrase of 65 words is too long: the limit is 64 (phrase words)"},
      {"'" + repeat("a ", 65) + "a'", 0,
       "a phrase of 66 words is too long: the limit is 64 (phrase words)"},
      {"\"" + repeat("a ", 65) + "\"", 0,
       "a phrase of 65 words is too long: the limit is 64 (phrase words)"},
      {"\"" + repeat("(a|b c) ", 7) + "\"", 1,
       "too many ways to read the phrase: the limit is 64 (phrase alternatives)"},
      {repeat("a NEAR ", 10) + "a", 2,
       "a chain of 11 is too long: the limit is 10 (near operands)"},
      {"a NEAR/51 b", 7, "NEAR takes 1 to 50 words (near window)"},
      {"a ADJ/0 b", 6, "ADJ takes 1 to 50 words (near window)"},
      {"a NEAR/99999999999999999999 b", 7, "NEAR takes 1 to 50 words (near window)"},
  });
  CHECK(parsed(std::string(70'000, 'x'), {MatchMode::All, 1'000'000}) ==
        "error at 65536: the query has 70000 bytes: the limit is 65536 (query bytes)");
}

TEST_CASE("bytes that are no UTF-8 are pointed at") {
  check_failures({
      {"caf\xE9", 3, "the query is not UTF-8: wrong byte 0xE9"},
      {"\xFF", 0, "the query is not UTF-8: wrong byte 0xFF"},
      {"Ки\xD1", 4, "the query is not UTF-8: wrong byte 0xD1"},
      {"a \"b\xC0\xAF\"", 4, "the query is not UTF-8: wrong byte 0xC0"},
  });
}

TEST_CASE("errors say what to do") {
  for (const char* query : {"", "\"a", "(a", "a)", "()", "a OR", "autor:x", "title:", "title:-a",
                            "a*b", "ab*", "\"a*\"", "date:2022-13", "site:a*", "\xFF", "(a)-b"}) {
    CAPTURE(query);
    try {
      parse_query(query);
      FAIL_CHECK("no error");
    } catch (const QueryError& error) {
      CHECK(!error.hint().empty());
      CHECK(error.code() == ExitCode::Usage);
    }
  }
}

TEST_CASE("nodes know the bytes they were read from") {
  const std::string query = "  title:(glide \"a b\") -date:2022 (x)";
  const QueryNode root = parse_query(query).tree;
  std::vector<std::string> sources;
  for (const QueryNode& node : root.children) {
    sources.push_back(query.substr(node.offset, node.length));
  }
  CHECK(sources == std::vector<std::string>{"glide", "\"a b\"", "-date:2022", "x"});
  CHECK(query.substr(root.offset, root.length) == "glide \"a b\") -date:2022 (x");
}

TEST_CASE("the explanation of a tree is inert and unambiguous") {
  QueryNode node;
  node.kind = NodeKind::Word;
  node.text = "a\" (\\\x1b\xFF\u202E";
  CHECK(to_string(node) == "(word \"a\\\" (\\\\\\u{1b}\uFFFD\\u{202e}\")");
  node.field = &field(FieldId::Title);
  node.text = "x";
  CHECK(to_string(node) == R"((word title "x"))");
}

TEST_CASE("a phrase may hold beginnings, near words and alternatives") {
  check({
      {R"("prime min*")", R"((phrase (exact "prime") (prefix "min")))"},
      {R"("min* of defence")", R"((phrase (prefix "min") (exact "of defence")))"},
      {R"("glide bmob~ fell")", R"((phrase (exact "glide") (fuzzy 1 "bmob") (exact "fell")))"},
      {R"("(missile|drone) strike*")",
       R"((phrase (or (exact "missile") (exact "drone")) (prefix "strike")))"},
      {R"("(prime minister|president) said")",
       R"((phrase (or (exact "prime minister") (exact "president")) (exact "said")))"},
      {R"("(a|b* |ccc*) d")", "error at 5: a '*' needs at least 3 letters before it"},
      {R"q("(prime min*|president)")q",
       R"((phrase (or (phrase (exact "prime") (prefix "min")) (exact "president"))))"},
      {R"(title:"prime min*")", R"((phrase title (exact "prime") (prefix "min")))"},
      {"title:“min*”", R"((phrase title (prefix "min")))"},
      {R"("F-16*")", "error at 5: a '*' needs at least 3 letters before it"},
      {R"("F-161* jet")", R"((phrase (exact "F-") (prefix "161") (exact "jet")))"},
      {"NHK東*", R"((phrase (exact "NHK") (prefix "東")))"},
      {"mid-octo*", R"((phrase (exact "mid-") (prefix "octo")))"},
      {R"("News | BBC")", R"((phrase "News | BBC"))"},
      {R"("a (b) c")", R"((phrase "a (b) c"))"},
      {R"("a (b|c")", "error at 3: the bracket is not closed within the quotes"},
      {R"q("a (b|(c)")q", "error at 3: the bracket is not closed within the quotes"},
      {R"("a (|) c")", "error at 4: an alternative without a word"},
      {R"q("a (b||c)")q", "error at 6: an alternative without a word"},
      {"\"東京 min*\"", "(phrase (exact \"東京\") (prefix \"min\"))"},
  });
}

TEST_CASE("a tilde finds words that are nearly so") {
  check({
      {"zelenski~", R"((fuzzy 1 "zelenski"))"},
      {"zelenski~1", R"((fuzzy 1 "zelenski"))"},
      {"zelenski~2", R"((fuzzy 2 "zelenski"))"},
      {"title:odesa~", R"((fuzzy title 1 "odesa"))"},
      {"-odesa~", R"((not (fuzzy 1 "odesa")))"},
      {"Одеса~2", R"((fuzzy 2 "Одеса"))"},
      {"~500 people", R"((and (word "~500") (word "people")))"},
      {"a~b", R"((word "a~b"))"},
      {"~/news", R"((word "~/news"))"},
      {"zelenski~3", "error at 8: a '~' takes 1 or 2"},
      {"zelenski~22", "error at 8: a '~' takes 1 or 2"},
      {"ab~", "error at 2: '~' needs at least 3 letters before it"},
      {"abcd~2", "error at 4: '~2' needs at least 5 letters before it"},
      {"F-16~", "error at 4: 'F-16' is not a single word, and a '~' has to follow one"},
      {"東京~", "error at 6: a '~' works on words of scripts that write spaces only"},
      {"zel*ski~", "error at 3: a '*' can only stand at the end of a word"},
  });
}

TEST_CASE("NEAR and ADJ tie words, phrases and alternatives") {
  check({
      {"a NEAR/5 b", R"((near 5 (word "a") (word "b")))"},
      {"a NEAR b", R"((near 10 (word "a") (word "b")))"},
      {"a ADJ/3 b", R"((adj 3 (word "a") (word "b")))"},
      {"a ADJ b", R"((adj 10 (word "a") (word "b")))"},
      {"a NEAR/2 b NEAR/2 c", R"((near 2 (word "a") (word "b") (word "c")))"},
      {"a NEAR/2 b c", R"((and (near 2 (word "a") (word "b")) (word "c")))"},
      {"a b NEAR/2 c", R"((and (word "a") (near 2 (word "b") (word "c"))))"},
      {"a OR b NEAR/2 c", R"((or (word "a") (near 2 (word "b") (word "c"))))"},
      {"-a NEAR/2 b c", R"((and (not (near 2 (word "a") (word "b"))) (word "c")))"},
      {"\"glide bomb\" NEAR/9 kyiv*", R"((near 9 (phrase "glide bomb") (prefix "kyiv")))"},
      {"(missile OR drone) ADJ/1 strike*",
       R"((adj 1 (or (word "missile") (word "drone")) (prefix "strike")))"},
      {"(a OR (b OR \"c d\")) NEAR =Word",
       R"((near 10 (or (word "a") (word "b") (phrase "c d")) (exact "Word")))"},
      {"title:(a NEAR/5 b)", R"((near title 5 (word "a") (word "b")))"},
      {"title:a NEAR/5 title:(b OR c)", R"((near title 5 (word "a") (or (word "b") (word "c"))))"},
      {"(a NEAR/5 b) OR c", R"((or (near 5 (word "a") (word "b")) (word "c")))"},
      {"near by a near/5 b",
       R"((and (word "near") (word "by") (word "a") (word "near/5") (word "b")))"},
      {"adj NEARLY", R"((and (word "adj") (word "NEARLY")))"},
      {"\"a NEAR/5 b\"", R"((phrase "a NEAR/5 b"))"},
      {"title:NEAR", R"((word title "NEAR"))"},
      {"F/18", R"((word "F/18"))"},
      {"and/or NEAR/5 a", R"((near 5 (word "and/or") (word "a")))"},
  });
  check_failures({
      {"a NEAR/5 b ADJ/5 c", 11, "'NEAR/5' and 'ADJ/5' cannot be mixed in one chain"},
      {"a NEAR/5 b NEAR/6 c", 11, "'NEAR/5' and 'NEAR/6' cannot be mixed in one chain"},
      {"(a b) NEAR/5 c", 1, "'NEAR/5' stands between words, phrases and alternatives only"},
      {"(a NEAR b) ADJ c", 1, "'ADJ' stands between words, phrases and alternatives only"},
      {"a NEAR/5 site:x", 14, "'NEAR/5' stands between words, phrases and alternatives only"},
      {"a NEAR/5 'x'", 9, "'NEAR/5' stands between words, phrases and alternatives only"},
      {"a NEAR/5 -b", 2, "nothing to search for after 'NEAR/5'"},
      {"NEAR/5 b", 0, "nothing to search for before 'NEAR/5'"},
      {"a NEAR", 2, "nothing to search for after 'NEAR'"},
      {"title:a NEAR/5 b", 15, "both sides of 'NEAR/5' must be in the same field"},
      {"(title:a OR b) NEAR/5 c", 7, "alternatives beside NEAR or ADJ must be in one field"},
      {"a NAER/5 b", 2, "there is no operator 'NAER/5'; did you mean 'NEAR/5'?"},
      {"a W/5 b", 2, "there is no operator 'W/5'; did you mean 'NEAR/5'?"},
      {"a PRE/5 b", 2, "there is no operator 'PRE/5'; did you mean 'ADJ/5'?"},
      {"a WITHIN/5 b", 2, "there is no operator 'WITHIN/5'; did you mean 'NEAR/5'?"},
  });
}

TEST_CASE("operators of other languages are named, not passed over") {
  check_failures({
      {"a && b", 2, "'&&' is no operator here"},
      {"a || b", 2, "'||' is no operator here"},
      {"a | b", 2, "'|' is no operator here"},
      {"a XOR b", 2, "'XOR' is no operator here"},
      {"a ANDNOT b", 2, "'ANDNOT' is no operator here"},
      {"a !b", 2, "'!' is no operator here"},
      {"!(a b)", 0, "'!' is no operator here"},
  });
  check({{"a ! b", R"((and (word "a") (word "b")))"},
         {"wow! yes", R"((and (word "wow!") (word "yes")))"}});
}

TEST_CASE("an equals sign asks for this form alone") {
  check({
      {"=Talks", R"((exact "Talks"))"},
      {"-=talks", R"((not (exact "talks")))"},
      {"title:=talks", R"((exact title "talks"))"},
      {"=F-16", R"((exact "F-16"))"},
      {"=\"a b\"", R"((phrase "a b"))"},
      {"a = b", R"((and (word "a") (word "b")))"},
      {"a=b", R"((word "a=b"))"},
      {"site:=x.y", R"((filter site "=x.y"))"},
  });
}

TEST_CASE("apostrophes around a text ask for its characters") {
  check({
      {"'U.S. Navy'", R"((verbatim "U.S. Navy"))"},
      {"'glide bomb' b", R"((and (verbatim "glide bomb") (word "b")))"},
      {"-'Bomb'", R"((not (verbatim "Bomb")))"},
      {"title:'Bomb'", R"((verbatim title "Bomb"))"},
      {"'Moscow's troops'", R"((verbatim "Moscow's troops"))"},
      {"('a b')", R"((verbatim "a b"))"},
      {"don't won't", R"((and (word "don't") (word "won't")))"},
      {"the troops' march", R"((and (word "the") (word "troops'") (word "march")))"},
      {"'say \"no\" (twice)'", R"q((verbatim "say \"no\" (twice)"))q"},
      {"a ' b '' c", R"((and (word "a") (word "b") (word "c")))"},
      {"site:'x.y'", R"((filter site "'x.y'"))"},
  });
  check_failures({
      {"'glide bomb", 0, "the quote ' is not closed"},
      {"a 'tis b", 2, "the quote ' is not closed"},
      {"'—'", 0, "no word between the quotes"},
  });
  CHECK(to_string(parse_verbatim(" say \"no\" -x ").tree) == R"((verbatim "say \"no\" -x"))");
  CHECK_THROWS_AS(parse_verbatim(" — "), QueryError);
  CHECK_THROWS_AS(parse_verbatim(repeat("a ", 65)), QueryError);
  CHECK_NOTHROW(parse_verbatim(repeat("a ", 64)));
}

TEST_CASE("slashes around a pattern make a regular expression") {
  check({
      {"flood /\\d+ dead/", R"((and (word "flood") (regex "\\d+ dead")))"},
      {"flood /\\d+ dead/i", R"((and (word "flood") (regex "(?i)\\d+ dead")))"},
      {"flood /a\\/b/", R"((and (word "flood") (regex "a\\/b")))"},
      {"flood /(a|b) c/", R"((and (word "flood") (regex "(a|b) c")))"},
      {"flood /\"x\"/", R"((and (word "flood") (regex "\"x\"")))"},
      {"flood -/x y/", R"((and (word "flood") (not (regex "x y"))))"},
      {"flood title:/x/", R"((and (word "flood") (regex title "x")))"},
      {"flood (/x/ OR /y/)", R"((and (word "flood") (or (regex "x") (regex "y"))))"},
      {"(flood OR storm) /x/", R"((and (or (word "flood") (word "storm")) (regex "x")))"},
      {"flood (a OR b -/x/)",
       R"((and (word "flood") (or (word "a") (and (word "b") (not (regex "x"))))))"},
      {"/etc/passwd and/or", R"((and (word "/etc/passwd") (word "and/or")))"},
      {"5 km / h", R"((and (word "5") (word "km") (word "h")))"},
      {"path:/a/b/", R"((filter path "/a/b/"))"},
  });
  const std::string alone = "a pattern alone would have to read every text";
  check_failures({
      {"/x/", 0, alone},
      {"/x/ lang:uk", 0, alone},
      {"/x/ OR flood", 0, alone},
      {"-/x/", 1, alone},
      {"/x/ -flood", 0, alone},
      {"date:2022 (/x/ OR a)", 11, alone},
      {"(flood OR lang:uk) /x/", 19, alone},
  });
}

TEST_CASE("a star alone is every document") {
  check({
      {"*", "(all)"},
      {"* -war", R"((and (all) (not (word "war"))))"},
      {"(*) lang:uk", R"((and (all) (filter lang "uk")))"},
  });
}

TEST_CASE("with any, one item of a list will do, and filters hold all the same") {
  const std::vector<Row> same{
      {"a", R"((word "a"))"},
      {"+a", R"((word "a"))"},
      {"a lang:uk", R"((and (word "a") (filter lang "uk")))"},
      {"-a", R"((not (word "a")))"},
      {"a AND b", R"((and (word "a") (word "b")))"},
      {"a -b", R"((and (word "a") (not (word "b"))))"},
  };
  check(same, MatchMode::Any);
  check(same, MatchMode::Most);
  check(
      {
          {"a b c", R"((or (word "a") (word "b") (word "c")))"},
          {"a \"b c\" d*", "error at 9: a '*' needs at least 3 letters before it"},
          {"+a b c", R"((and (word "a") (maybe (or (word "b") (word "c")))))"},
          {"b +a", R"((and (maybe (word "b")) (word "a")))"},
          {"+a +b", R"((and (word "a") (word "b")))"},
          {"a b -c", R"((and (or (word "a") (word "b")) (not (word "c"))))"},
          {"a b lang:uk date:2022",
           R"((and (or (word "a") (word "b")) (filter lang "uk") (date 2022-01-01..2022-12-31)))"},
          {"a b AND c", R"((or (word "a") (and (word "b") (word "c"))))"},
          {"a b OR c d", R"((or (word "a") (word "b") (word "c") (word "d")))"},
          {"title:(a b) c", R"((or (word title "a") (word title "b") (word "c")))"},
          {"a (b c) -(d e)",
           R"((and (or (word "a") (word "b") (word "c")) (not (or (word "d") (word "e")))))"},
          {repeat("a-b-c-d ", 65),
           "error at 512: too many words, phrases and filters: the limit is 256 (leaves)"},
          {"F-16 a", R"((or (word "F") (word "16") (word "a")))"},
          {"F-16", R"((or (word "F") (word "16")))"},
          {"+F-16 a", R"((and (word "F-16") (maybe (word "a"))))"},
          {"a -F-16", R"((and (word "a") (not (word "F-16"))))"},
          {"title:F-16", R"((or (word title "F") (word title "16")))"},
          {"東京都 NHK東京", R"((or (word "東京都") (word "NHK東京")))"},
          {"lang:uk lang:ru", R"((and (filter lang "uk") (filter lang "ru")))"},
      },
      MatchMode::Any);
  check(
      {
          {"a b c", R"((most (word "a") (word "b") (word "c")))"},
          {"+a b c", R"((and (word "a") (maybe (most (word "b") (word "c")))))"},
          {"a b OR c d", R"((or (most (word "a") (word "b")) (most (word "c") (word "d"))))"},
      },
      MatchMode::Most);
  check({{"+a b", R"((and (word "a") (word "b")))"},
         {"C++ +b", R"((and (word "C++") (word "b")))"},
         {"a + b", R"((and (word "a") (word "b")))"}});
  check_failures({{"\"a\"+b", 3, "unclear '+' right after a quote or bracket"}});
}

TEST_CASE("what is passed over is told") {
  const auto dropped = [](std::string_view query) { return parse_query(query).dropped; };
  using Texts = std::vector<std::string>;
  CHECK(dropped("a b").empty());
  CHECK(dropped("AT & T ...") == Texts{"&", "..."});
  CHECK(dropped("war — peace - '").size() == 3);
}

TEST_CASE("a tree written as a query is that query") {
  for (const char* query : {"a b",
                            "a OR b c",
                            "(a OR b) c",
                            "a -b",
                            "-(a b)",
                            "\"a b\" ccc*",
                            "\"(a|b c) ddd*\"",
                            "abcde~2",
                            "=a",
                            "title:a",
                            "title:(a OR b)",
                            "title:(a -b)",
                            "title:\"a b\"",
                            "a NEAR/5 \"b c\"",
                            "title:(a NEAR/5 b)",
                            "(a OR b) ADJ/2 c",
                            "'U.S. Navy'",
                            "a /b c/",
                            "*",
                            "lang:uk a",
                            "site:\"a b\"",
                            "date:2022-09-01",
                            "date:2022-09-01..2022-09-30",
                            "date:2022-09-01..",
                            "a (b OR c d)",
                            "a -title:(b OR c)"}) {
    const QueryNode tree = parse_query(query).tree;
    const std::string written = to_query_text(tree);
    CAPTURE(query);
    CAPTURE(written);
    CHECK(parsed(written) == to_string(tree));
  }
  CHECK(to_query_text(parse_query("+a b", {MatchMode::Any}).tree) == "+a b");
  CHECK(to_query_text(parse_query("a\x1b[31m b").tree) == "a [31m b");
}

bool is_leaf(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::And:
    case NodeKind::Or:
    case NodeKind::Most:
    case NodeKind::Maybe:
    case NodeKind::Not:
      return false;
    default:
      return true;
  }
}

bool holds_words(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::Word:
    case NodeKind::Exact:
    case NodeKind::Prefix:
    case NodeKind::Fuzzy:
    case NodeKind::Verbatim:
      return true;
    case NodeKind::Phrase:
      return node.children.empty();
    default:
      return false;
  }
}

// What the header promises about every tree; the number of leaves.
std::size_t check_tree(const QueryNode& node, std::string_view query) {
  CHECK(node.offset + node.length <= query.size());
  CHECK(node.length > 0);
  if (holds_words(node)) CHECK(!words_of(node.text).empty());
  if (is_leaf(node)) return count_leaves(node);
  const bool is_single = node.kind == NodeKind::Not || node.kind == NodeKind::Maybe;
  CHECK((node.children.size() == 1) == is_single);
  CHECK(!node.children.empty());
  std::size_t leaves = 0;
  for (const QueryNode& child : node.children) {
    CHECK(child.kind != node.kind);
    leaves += check_tree(child, query);
  }
  return leaves;
}

void check_error(const QueryError& error, std::string_view query) {
  CHECK(error.offset() <= query.size());
  const std::string message = error.what();
  CHECK(!message.empty());
  CHECK(one_line(message) == message);
  CHECK(caret_lines(query, error.offset()).find('\n') != std::string::npos);
}

// True when the query was understood.
bool survives(std::string_view query, MatchMode match = MatchMode::All) {
  CAPTURE(query);
  try {
    const QueryNode root = parse_query(query, {match, kHardMaxQueryBytes}).tree;
    CHECK(check_tree(root, query) <= kMaxQueryLeaves);
    CHECK(!to_string(root).empty());
    return true;
  } catch (const QueryError& error) {
    check_error(error, query);
    return false;
  }
}

std::string random_bytes(std::mt19937& random) {
  std::string query(random() % 60, '\0');
  std::ranges::generate(query, [&] { return static_cast<char>(random()); });
  return query;
}

std::string random_pieces(std::mt19937& random) {
  static const std::vector<std::string> kPieces{
      "a",       "war ",   "-",      "\"",     "“",        "”",      "«",       "»",     "(",
      ")",       "*",      ":",      "title:", "date:",    "site:(", " ",       " ",     " ",
      "OR ",     "AND ",   "NOT ",   "autor:", "2022",     "..",     "-13",     "Київ",  "東",
      "京",      "\u0301", "\u202E", "\x01",   "—",        "'s",     "http://", "path:", "\u00AD",
      "\uFEFF",  ".",      "'",      "/",      "/i ",      "=",      "+",       "~",     "~2 ",
      "NEAR/3 ", "ADJ ",   "|",      "\\",     "lang:uk ", "\xFF",   "\xE2"};
  std::string query;
  // The two invalid pieces are last and rare: they end every query that holds one.
  const std::size_t choices = kPieces.size() - (random() % 10 == 0 ? 0 : 2);
  for (std::size_t i = random() % 25; i > 0; --i) query += kPieces[random() % choices];
  return query;
}

// A query that keeps to the grammar, so that most are understood.
std::string random_query(std::mt19937& random, int depth) {
  static const std::vector<std::string> kOperands{"war",
                                                  "F-16",
                                                  "\"glide bomb\"",
                                                  "“a b”",
                                                  "econ*",
                                                  "title:war",
                                                  "title:\"a b\"",
                                                  "site:x.y",
                                                  "date:2022-09",
                                                  "date:2020..2021",
                                                  "path:a/b.txt",
                                                  "東京都",
                                                  "=war",
                                                  "bomb~",
                                                  "'U.S. Navy'",
                                                  "a NEAR/3 b",
                                                  "*",
                                                  "\"(a|b c) d\"",
                                                  "a ADJ (b OR c)"};
  if (depth == 0 || random() % 3 == 0) return kOperands[random() % kOperands.size()];
  const std::string first = random_query(random, depth - 1);
  switch (random() % 6) {
    case 0:
      return "(" + first + ")";
    case 1:
      return "NOT (" + first + ")";
    case 2:
      return "-(" + first + ")";
    case 3:
      return first + " OR " + random_query(random, depth - 1);
    case 4:
      return "(" + first + ") AND (" + random_query(random, depth - 1) + ")";
    default:
      return first + " " + random_query(random, depth - 1);
  }
}

TEST_CASE("20,000 random strings parse or are refused") {
  constexpr std::array kModes{MatchMode::All, MatchMode::Any, MatchMode::Most};
  std::mt19937 random(20220901);
  const auto mode = [&] { return kModes[random() % kModes.size()]; };
  int understood = 0;
  for (int round = 0; round < 6'000; ++round) survives(random_bytes(random), mode());
  for (int round = 0; round < 8'000; ++round) understood += survives(random_pieces(random), mode());
  CHECK(understood > 200);
  understood = 0;
  for (int round = 0; round < 6'000; ++round)
    understood += survives(random_query(random, 5), mode());
  CHECK(understood > 3'000);
}

TEST_CASE("brackets around a query change nothing, a '-' before them negates it twice to itself") {
  std::mt19937 random(7);
  for (int round = 0; round < 2'000; ++round) {
    const std::string query = random_query(random, 4);
    const std::string want = parsed(query);
    if (want.starts_with("error")) continue;
    CAPTURE(query);
    CHECK(parsed("(" + query + ")") == want);
    CHECK(parsed("-(-(" + query + "))") == want);
    CHECK(parsed("NOT NOT (" + query + ")") == want);
  }
}

TEST_CASE("64 KiB of anything are answered at once") {
  for (const char* piece :
       {"(",    ")",   "\"",    "“",       "«\"",   "“\"«",   "-",      "--",      "-a ",
        "- ",   "*",   "a*",    "a",       "a ",    "a:",     ":",      "title:",  "title:(",
        "NOT ", "OR ", "a OR ", "-(",      "a.",    "東",     "\u0301", "\u202E",  "—",
        " ",    "'",   "date:", "path:*/", "\xFF",  "\"a\" ", "() ",    "http://", "/",
        "/a ",  "'a ", "'a",    "=",       "\"(a|", "\"(",    "\"|",    "~",       "a~ ",
        "+",    "|",   "a/",    "\\",      "/\\",   "NEAR ",  "a NEAR "}) {
    CAPTURE(piece);
    survives(repeat(piece, kHardMaxQueryBytes / std::string(piece).size()));
  }
}

}  // namespace
}  // namespace dateline
