// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/regex_test.h"

#include <chrono>

#include <doctest/doctest.h>

#include "common/base/error.h"

namespace dateline {
namespace {

bool is_found(std::string_view pattern, std::string_view text) {
  const CompiledRegex regex = RegexTest::compile(pattern, true, true);
  REQUIRE_MESSAGE(regex.test, regex.error);
  return regex.test->matches("", text);
}

std::string marked(std::string_view pattern, std::string_view text) {
  const CompiledRegex regex = RegexTest::compile(pattern, true, true);
  REQUIRE_MESSAGE(regex.test, regex.error);
  std::string out;
  std::size_t position = 0;
  for (const Span& span : regex.test->find(text)) {
    out += text.substr(position, span.begin - position);
    out += '[' + std::string(text.substr(span.begin, span.end - span.begin)) + ']';
    position = span.end;
  }
  return out + std::string(text.substr(position));
}

TEST_CASE("matches as written, by line, in UTF-8") {
  CHECK(is_found("Mosc.w", "in Moscow"));
  CHECK(!is_found("mosc.w", "in Moscow"));
  CHECK(is_found("(?i)mosc.w", "in Moscow"));
  CHECK(is_found("^second", "first\nsecond"));
  CHECK(is_found("first$", "first\nsecond"));
  CHECK(!is_found("first.second", "first\nsecond"));
  CHECK(is_found("(?s)first.second", "first\nsecond"));
  CHECK(is_found("К.їв", "у Київ"));
  CHECK(is_found("\\p{Cyrillic}+", "у Київ"));
  CHECK(is_found("a|b", "b"));
  CHECK(is_found("\\b\\d{4}-\\d\\d\\b", "on 2024-05 it"));
  CHECK(!is_found("x", ""));
}

TEST_CASE("says what is wrong with a pattern") {
  for (const std::string_view pattern :
       {"(", "a{2", "[b-a]", "\\", "*", "(?<x>", "a{1001}", "((a{100}){100}){100}", "\\C\xFF"}) {
    CAPTURE(pattern);
    const CompiledRegex regex = RegexTest::compile(pattern, true, true);
    CHECK((regex.test == nullptr) == !regex.error.empty());
  }
  const std::string deep(100'000, '(');
  CHECK(RegexTest::compile(deep, true, true).test == nullptr);
  CHECK(!RegexTest::compile("[b-a]", true, true).error.empty());
}

TEST_CASE("marks what is not empty") {
  CHECK(marked("wars?", "war and wars") == "[war] and [wars]");
  CHECK(marked("a*", "baaé aб") == "b[aa]é [a]б");
  CHECK(marked("^", "two\nlines") == "two\nlines");
  CHECK(marked("^.", "two\nlines") == "[t]wo\n[l]ines");
  CHECK(marked("\\Bb", "ab b") == "a[b] b");
}

TEST_CASE("marks a few thousand places at most") {
  const auto spans = RegexTest::compile("a", true, true).test->find(std::string(100'000, 'a'));
  CHECK(spans.size() > 1'000);
  CHECK(spans.size() < 10'000);
}

TEST_CASE("asks the title, the body, or both") {
  const auto title = RegexTest::compile("War", true, false).test;
  CHECK(title->matches("War", "peace"));
  CHECK(!title->matches("peace", "War"));
  CHECK(!RegexTest::compile("War.*and", true, true).test->matches("War", "and"));
}

TEST_CASE("ends when the deadline has passed") {
  const auto late =
      RegexTest::compile("a", true, true, Deadline(std::chrono::milliseconds(0))).test;
  CHECK(late->find("a").empty());
  try {
    late->matches("a", "a");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::Timeout);
  }
  const Deadline far(std::chrono::hours(1));
  CHECK(RegexTest::compile("a", true, true, far).test->matches("a", ""));
}

}  // namespace
}  // namespace dateline
