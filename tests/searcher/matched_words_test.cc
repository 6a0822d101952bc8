// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/matched_words.h"

#include <doctest/doctest.h>

#include "common/base/terminal_text.h"
#include "searcher/regex_test.h"
#include "searcher/results/snippet.h"
#include "searcher/verbatim_test.h"

namespace dateline {
namespace {

Stemmer& english() {
  static Stemmer stemmer("english");
  return stemmer;
}

// Each occurrence as what was asked for, its text and its first and last word: "0:glide bomb:2-3".
std::string found(MatchedWords& words, std::string_view text) {
  std::string out;
  for (const Occurrence& occurrence : words.find(text)) {
    const auto [begin, end] = occurrence.span;
    if (!out.empty()) out += " | ";
    out += std::to_string(occurrence.asked) + ':' + std::string(text.substr(begin, end - begin)) +
           ':' + std::to_string(occurrence.first_word) + '-' + std::to_string(occurrence.last_word);
  }
  return out;
}

std::shared_ptr<const StretchTest> verbatim(std::string_view text) {
  return std::make_shared<const VerbatimTest>(text, true, true, FingerprintHash());
}

std::shared_ptr<const StretchTest> regex(std::string_view pattern) {
  return RegexTest::compile(pattern, true, true).test;
}

TEST_CASE("finds phrases whose places hold several words") {
  MatchedWords words(english());
  words.add_phrase(WordRun{{"missile", "drone"}, {"strike", "strikes"}});
  CHECK(words.weight(0) == 2);
  CHECK(found(words, "A missile strike, drone strikes, a strike, missile drone strike") ==
        "0:missile strike:1-2 | 0:drone strikes:3-4 | 0:drone strike:8-9");
}

TEST_CASE("takes the longest of several phrases that begin with the same word") {
  MatchedWords words(english());
  words.add_phrase(WordRun{{"a", "b"}, {"b", "c"}});
  words.add_phrase(WordRun{{"b", "a"}, {"c"}, {"d"}});
  words.add_word("a");
  CHECK(found(words, "a c d a c e a") == "1:a c d:0-2 | 0:a c:3-4 | 2:a:6-6");
  words.add_phrase(WordRun{});
  CHECK(words.asked() == 3);
}

TEST_CASE("finds what verbatim text and patterns find, at their words") {
  MatchedWords words(english());
  words.add_stretches(verbatim("Kyiv, the"), 2);
  words.add_stretches(regex("[0-9]+ (men|cats)"));
  CHECK(words.weight(0) == 2);
  CHECK(words.weight(1) == 1);
  CHECK(found(words, "In kyiv, the or Kyiv, the city, 40 men.") ==
        "0:Kyiv, the:4-5 | 1:40 men:7-8");
  CHECK(found(words, "").empty());
}

TEST_CASE("gives stretches without words the number of the next word") {
  MatchedWords words(english());
  words.add_stretches(regex("[!?]+"));
  CHECK(found(words, "?! one two! three!!") == "0:?!:0-0 | 0:!:2-2 | 0:!!:2-2");
}

TEST_CASE("leaves out words that touch a stretch") {
  MatchedWords words(english());
  words.add_word("glide");
  words.add_phrase(WordRun{{"bomb"}, {"fell"}});
  words.add_stretches(verbatim("glide bomb"));
  words.add_stretches(regex("bo"));
  CHECK(found(words, "glide, a glide bomb fell, bomb fell, glide") ==
        "0:glide:0-0 | 2:glide bomb:2-3 | 3:bo:5-5 | 0:glide:7-7");
}

TEST_CASE("shows stretches in snippets, however long they are") {
  MatchedWords words(english());
  words.add_stretches(regex("(?s)A.*Z"));
  const MarkedText line = mark_all("from A to Z it is", words);
  CHECK(line.marks == std::vector<Span>{{5, 11}});
  const MarkedText long_one =
      make_snippet("b A " + std::string(5'000, 'x') + "\n\n Z b", words, 60);
  CHECK(display_width(long_one.text) <= 60);
  CHECK(long_one.marks.size() == 1);
}

}  // namespace
}  // namespace dateline
