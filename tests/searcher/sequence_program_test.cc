// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/sequence_program.h"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "common/base/error.h"
#include "common/domain/tokenizer.h"

namespace dateline {
namespace {

using Words = std::vector<std::string>;

// Where an operand stands: the words [begin, end).
struct Stand {
  std::size_t begin;
  std::size_t end;
};

bool stands_at(const Words& text, std::size_t begin, const WordRun& run) {
  if (begin + run.size() > text.size()) return false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (std::find(run[i].begin(), run[i].end(), text[begin + i]) == run[i].end()) return false;
  }
  return true;
}

bool fits(std::vector<Stand> stands, WordOrder order, std::size_t window) {
  if (order == WordOrder::Near) std::ranges::sort(stands, {}, &Stand::begin);
  std::size_t own = 0;
  for (std::size_t i = 0; i < stands.size(); ++i) {
    if (i > 0 && stands[i].begin < stands[i - 1].end) return false;
    own += stands[i].end - stands[i].begin;
  }
  const std::size_t between = stands.back().end - stands.front().begin - own;
  return stands.size() == 1 || between + stands.size() - 1 <= window;
}

// The definition, tried on every choice of occurrences: slow and plain.
bool brute_force(const Words& text, WordOrder order, std::size_t window,
                 const std::vector<Operand>& operands, std::vector<Stand> stands = {}) {
  if (stands.size() == operands.size()) return fits(stands, order, window);
  for (const WordRun& run : operands[stands.size()].alternatives) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (!stands_at(text, at, run)) continue;
      stands.push_back({at, at + run.size()});
      if (brute_force(text, order, window, operands, stands)) return true;
      stands.pop_back();
    }
  }
  return false;
}

struct Text {
  std::string written;
  Words words;
  std::string packed;  // their fingerprints

  FingerprintView fingerprints() const {
    return {reinterpret_cast<const std::uint8_t*>(packed.data()), words.size()};
  }
};

Text random_text(std::mt19937& random, std::size_t length, FingerprintHash hash) {
  Text text;
  for (std::size_t i = 0; i < length; ++i) {
    const std::string word(1, static_cast<char>('a' + random() % 12));
    text.written += (i % 7 == 3 ? "—" : " ") + word + "x";
  }
  text.words = words_of(text.written);
  std::vector<Fingerprint> fingerprints;
  for (const auto& word : text.words) fingerprints.push_back(hash(word));
  text.packed = pack_fingerprints(fingerprints);
  return text;
}

WordRun random_run(std::mt19937& random, std::size_t places, bool single) {
  WordRun run(places);
  for (auto& set : run) {
    for (std::size_t count = single ? 1 : 1 + random() % 3; count > 0; --count) {
      set.push_back(std::string(1, static_cast<char>('a' + random() % 12)) + "x");
    }
  }
  return run;
}

// How queries are made: of so many operands at most, with runs of so many places at most.
struct Shape {
  WordOrder order;
  std::size_t operands;
  std::size_t runs;
  std::size_t places;
  bool single = false;  // one word a place
};

std::vector<Operand> random_operands(std::mt19937& random, const Shape& shape) {
  std::vector<Operand> operands(1 + random() % shape.operands);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i > 0 && random() % 5 == 0) {
      operands[i] = operands[i - 1];
      continue;
    }
    for (std::size_t runs = 1 + random() % shape.runs; runs > 0; --runs) {
      operands[i].alternatives.push_back(
          random_run(random, 1 + random() % shape.places, shape.single));
    }
  }
  return operands;
}

void compare_with_brute_force(const Shape& shape, int rounds, unsigned seed) {
  std::mt19937 random(seed);
  for (const unsigned bits : {12U, 4U}) {
    const FingerprintHash hash(bits);
    int found = 0;
    for (int i = 0; i < rounds; ++i) {
      const Text title = random_text(random, random() % 6, hash);
      const Text body = random_text(random, random() % 60, hash);
      const auto operands = random_operands(random, shape);
      const auto window = static_cast<unsigned>(random() % 8);
      const bool in_body = random() % 4 != 0;
      const SequenceProgram program(shape.order, window, operands, true, in_body, hash);
      const bool want = brute_force(title.words, shape.order, window, operands) ||
                        (in_body && brute_force(body.words, shape.order, window, operands));
      CAPTURE(title.written);
      CAPTURE(body.written);
      REQUIRE(program.matches(title.written, body.written) == want);
      const bool maybe = program.may_match(WordSequence{title.fingerprints(), body.fingerprints()});
      if (want) REQUIRE(maybe);  // fingerprints may find too much, never too little
      // The twelve words of these texts have different fingerprints of 12 bits.
      if (bits == 12) REQUIRE(maybe == want);
      found += want ? 1 : 0;
    }
    CHECK(found > rounds / 20);
    CHECK(found < rounds);
  }
}

TEST_CASE("finds 10,000 random phrases where a brute force search does") {
  compare_with_brute_force({WordOrder::Ordered, 1, 1, 4, true}, 10000, 1);
}

TEST_CASE("finds phrases of word sets where a brute force search does") {
  compare_with_brute_force({WordOrder::Ordered, 1, 1, 4}, 10000, 2);
}

TEST_CASE("finds phrases with alternatives of several lengths where a brute force search does") {
  compare_with_brute_force({WordOrder::Ordered, 1, 3, 4}, 10000, 5);
}

TEST_CASE("finds words in order within a window where a brute force search does") {
  compare_with_brute_force({WordOrder::Ordered, 4, 1, 1}, 10000, 3);
}

TEST_CASE("finds words near each other in any order where a brute force search does") {
  compare_with_brute_force({WordOrder::Near, 4, 1, 1}, 10000, 4);
}

TEST_CASE("finds phrases of several lengths in order where a brute force search does") {
  compare_with_brute_force({WordOrder::Ordered, 3, 2, 3}, 10000, 6);
}

TEST_CASE("finds phrases of several lengths near each other where a brute force search does") {
  compare_with_brute_force({WordOrder::Near, 3, 2, 3}, 10000, 7);
}

Operand word(const std::string& word) { return {{{{word}}}}; }

Operand phrase(const Words& words) {
  WordRun run;
  for (const auto& one : words) run.push_back({one});
  return {{run}};
}

TEST_CASE("counts the words between operands, not those of them") {
  const Operand minister = {{{{"prime"}, {"minister"}}, {{"president"}}}};
  const std::vector<Operand> operands = {minister, word("kyiv")};
  const SequenceProgram adj(WordOrder::Ordered, 2, operands, true, true, FingerprintHash());
  CHECK(adj.matches("", "the prime minister in Kyiv"));
  CHECK(adj.matches("", "the president in Kyiv"));
  CHECK(!adj.matches("", "the prime minister not in Kyiv"));
  CHECK(!adj.matches("", "Kyiv president"));
  const SequenceProgram near(WordOrder::Near, 1, operands, true, true, FingerprintHash());
  CHECK(near.matches("", "a Kyiv prime minister"));
  CHECK(!near.matches("", "a Kyiv minister"));
}

TEST_CASE("places ten operands that share their words, whatever the text repeats") {
  std::vector<Operand> operands;
  for (char c = 'b'; c < 'b' + 10; ++c) operands.push_back({{{{"a", std::string(1, c)}}}});
  const SequenceProgram near(WordOrder::Near, 60, operands, true, true, FingerprintHash());
  std::string nine;
  std::string ten;
  for (int i = 0; i < 300; ++i) {
    nine += "a a a a a a a a a ";
    ten += "a a a a a a a a a a ";
    for (int filler = 0; filler < 60; ++filler) nine += "x ";
  }
  CHECK(!near.matches("", nine));
  CHECK(near.matches("", ten));
  const SequenceProgram equal(WordOrder::Near, 60, std::vector<Operand>(10, word("a")), true, true,
                              FingerprintHash());
  CHECK(!equal.matches("", nine));
  CHECK(equal.matches("", ten));
}

TEST_CASE("refuses more operands and sets than it can number") {
  const std::vector<Operand> many(kMaxOperands + 1, word("a"));
  CHECK_THROWS_AS(SequenceProgram(WordOrder::Near, 9, many, true, true, FingerprintHash()), Error);
  Words words;
  for (std::size_t i = 0; i <= kMaxProgramSets; ++i) words.push_back("a" + std::to_string(i));
  CHECK_THROWS_AS(SequenceProgram(phrase(words), true, true, FingerprintHash()), Error);
  words.pop_back();
  words.push_back("a0");
  CHECK_NOTHROW(SequenceProgram(phrase(words), true, true, FingerprintHash()));
}

TEST_CASE("gives the same word twice two places of its own") {
  const SequenceProgram near(WordOrder::Near, 5, {word("war"), word("war")}, true, true,
                             FingerprintHash());
  CHECK(!near.matches("", "one war only"));
  CHECK(near.matches("", "war after war"));
}

TEST_CASE("does not cross from the title into the body") {
  const SequenceProgram bomb(phrase({"glide", "bomb"}), true, true, FingerprintHash());
  CHECK(!bomb.matches("a glide", "bomb fell"));
  CHECK(bomb.matches("a glide bomb", "fell"));
}

TEST_CASE("runs on words of any number, whatever the vector width") {
  const FingerprintHash hash;
  for (std::size_t length = 1; length < 80; ++length) {
    for (std::size_t at = 0; at + 2 < length; ++at) {
      std::vector<Fingerprint> words(length, hash("other"));
      words[at] = hash("a");
      words[at + 1] = hash("b");
      words[at + 2] = hash("c");
      const std::string packed = pack_fingerprints(words);
      const FingerprintView view(reinterpret_cast<const std::uint8_t*>(packed.data()), length);
      const SequenceProgram three(phrase({"a", "b", "c"}), true, true, hash);
      const SequenceProgram wrong(phrase({"a", "c", "b"}), true, true, hash);
      const SequenceProgram one(phrase({"c"}), true, true, hash);
      REQUIRE(three.may_match(WordSequence{{}, view}));
      REQUIRE(one.may_match(WordSequence{view, {}}));
      REQUIRE(!wrong.may_match(WordSequence{{}, view}));
    }
  }
}

}  // namespace
}  // namespace dateline
