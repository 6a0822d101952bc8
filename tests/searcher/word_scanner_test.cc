// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/word_scanner.h"

#include <array>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace dateline {
namespace {

struct Read {
  std::string word;
  std::string accented;
  std::size_t begin;
  std::size_t end;
  bool run_tail;
  std::size_t index;
  std::size_t run_tails;

  bool operator==(const Read&) const = default;
};

Read read(const Token& token, std::size_t index, std::size_t run_tails) {
  return {std::string(token.word),
          std::string(token.accented),
          token.begin,
          token.end,
          token.run_tail,
          index,
          run_tails};
}

std::vector<Read> tokenized(std::string_view text) {
  std::vector<Read> words;
  Tokenizer tokenizer(text, true);
  std::size_t run_tails = 0;
  for (Token token; tokenizer.next(token);) {
    words.push_back(read(token, words.size(), run_tails));
    run_tails += token.run_tail ? 1 : 0;
  }
  return words;
}

std::vector<Read> scanned(std::string_view text, const WordFilter& filter) {
  std::vector<Read> words;
  WordScanner scanner(text, filter, true);
  for (Token token; scanner.next(token);) {
    words.push_back(read(token, scanner.index(), scanner.run_tails()));
  }
  return words;
}

std::string random_text(std::mt19937& random, std::size_t pieces) {
  static constexpr std::array kPieces = {"a",
                                         "b",
                                         "War",
                                         "talks",
                                         "3",
                                         "000",
                                         " ",
                                         " ",
                                         " ",
                                         "\n",
                                         "-",
                                         ".",
                                         ",",
                                         "'",
                                         "`",
                                         "’",
                                         "“",
                                         "—",
                                         "é",
                                         "И",
                                         "东",
                                         "京",
                                         "ｶﾞ",
                                         "́",
                                         "\xFF",
                                         "U.S.",
                                         "'s",
                                         "we're",
                                         "O'",
                                         "l’",
                                         "43,",
                                         "\t",
                                         "\xC2",
                                         "\xAD",
                                         "が",
                                         "ordinary",
                                         "considerable",
                                         "_",
                                         "@",
                                         "["};
  std::string text;
  for (std::size_t i = 0; i < pieces; ++i) text += kPieces[random() % kPieces.size()];
  return text;
}

TEST_CASE("reads the words of the tokenizer, at their places") {
  std::mt19937 random(1);
  WordFilter everything;
  everything.add_everything();
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random, random() % 120);
    CAPTURE(text);
    REQUIRE(scanned(text, everything) == tokenized(text));
  }
}

TEST_CASE("passes over plain words that are not wanted, and counts them") {
  std::mt19937 random(2);
  WordFilter filter;
  filter.add_word("war");
  filter.add_word("talks");
  filter.add_prefix("ord");
  const auto is_wanted = [](const Read& read) {
    return read.word == "war" || read.word == "talks" || read.word.starts_with("ord");
  };
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = random_text(random, random() % 120);
    std::vector<Read> want = tokenized(text);
    std::erase_if(want, [&](const Read& read) { return !is_wanted(read); });
    std::vector<Read> got = scanned(text, filter);
    std::erase_if(got, [&](const Read& read) { return !is_wanted(read); });
    CAPTURE(text);
    REQUIRE(got == want);
  }
  CHECK(scanned("some dull text here", filter).empty());
  CHECK(scanned("TALKS", filter).size() == 1);
}

TEST_CASE("reads words of any length, at any distance") {
  WordFilter filter;
  filter.add_word("end");
  for (std::size_t length = 0; length < 200; ++length) {
    for (const char fill : {' ', 'x', '.'}) {
      const std::string text = std::string(length, fill) + " end";
      const auto words = scanned(text, filter);
      REQUIRE(!words.empty());
      REQUIRE(words.back() == tokenized(text).back());
    }
  }
}

}  // namespace
}  // namespace dateline
