// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/sequence_program.h"

#include <algorithm>
#include <numeric>
#include <random>

#include <doctest/doctest.h>

#include "common/domain/tokenizer.h"

namespace dateline {
namespace {

using Words = std::vector<std::string>;
using Sets = std::vector<Words>;

bool holds(const Words& set, const std::string& word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

// The definition, tried on every choice of places: slow and plain.
bool brute_force(const Words& text, WordOrder order, std::size_t window, const Sets& sets,
                 std::vector<std::size_t> places = {}) {
  if (places.size() == sets.size()) {
    const auto [low, high] = std::minmax_element(places.begin(), places.end());
    if (order == WordOrder::Near) return *high - *low <= window;
    if (!std::is_sorted(places.begin(), places.end())) return false;
    return order == WordOrder::Phrase ? *high - *low == sets.size() - 1 : *high - *low <= window;
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::find(places.begin(), places.end(), at) != places.end() ||
        !holds(sets[places.size()], text[at]))
      continue;
    places.push_back(at);
    if (brute_force(text, order, window, sets, places)) return true;
    places.pop_back();
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

Sets random_sets(std::mt19937& random, bool single) {
  Sets sets(1 + random() % 4);
  for (auto& set : sets) {
    for (std::size_t count = single ? 1 : 1 + random() % 3; count > 0; --count) {
      set.push_back(std::string(1, static_cast<char>('a' + random() % 12)) + "x");
    }
  }
  return sets;
}

void compare_with_brute_force(WordOrder order, bool single, int rounds, unsigned seed) {
  std::mt19937 random(seed);
  for (const unsigned bits : {12U, 4U}) {
    const FingerprintHash hash(bits);
    int found = 0;
    for (int i = 0; i < rounds; ++i) {
      const Text title = random_text(random, random() % 6, hash);
      const Text body = random_text(random, random() % 40, hash);
      const Sets sets = random_sets(random, single);
      const auto window = static_cast<unsigned>(random() % 8);
      const bool in_body = random() % 4 != 0;
      const SequenceProgram program(order, window, sets, true, in_body, hash);
      const bool want = brute_force(title.words, order, window, sets) ||
                        (in_body && brute_force(body.words, order, window, sets));
      CAPTURE(title.written);
      CAPTURE(body.written);
      REQUIRE(program.matches(title.written, body.written) == want);
      const bool maybe = program.may_match(WordSequence{title.fingerprints(), body.fingerprints()});
      if (want) REQUIRE(maybe);  // fingerprints may find too much, never too little
      if (bits == 16) REQUIRE(maybe == want);
      found += want ? 1 : 0;
    }
    CHECK(found > rounds / 20);
    CHECK(found < rounds);
  }
}

TEST_CASE("finds 10,000 random phrases where a brute force search does") {
  compare_with_brute_force(WordOrder::Phrase, true, 10000, 1);
}

TEST_CASE("finds phrases of word sets where a brute force search does") {
  compare_with_brute_force(WordOrder::Phrase, false, 10000, 2);
}

TEST_CASE("finds words in order within a window where a brute force search does") {
  compare_with_brute_force(WordOrder::Ordered, false, 10000, 3);
}

TEST_CASE("finds words near each other in any order where a brute force search does") {
  compare_with_brute_force(WordOrder::Near, false, 10000, 4);
}

TEST_CASE("gives the same word twice two places of its own") {
  const SequenceProgram near(WordOrder::Near, 5, {{"war"}, {"war"}}, true, true, FingerprintHash());
  CHECK(!near.matches("", "one war only"));
  CHECK(near.matches("", "war after war"));
}

TEST_CASE("does not cross from the title into the body") {
  const SequenceProgram phrase(WordOrder::Phrase, 0, {{"glide"}, {"bomb"}}, true, true,
                               FingerprintHash());
  CHECK(!phrase.matches("a glide", "bomb fell"));
  CHECK(phrase.matches("a glide bomb", "fell"));
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
      const SequenceProgram three(WordOrder::Phrase, 0, {{"a"}, {"b"}, {"c"}}, true, true, hash);
      const SequenceProgram wrong(WordOrder::Phrase, 0, {{"a"}, {"c"}, {"b"}}, true, true, hash);
      const SequenceProgram one(WordOrder::Phrase, 0, {{"c"}}, true, true, hash);
      REQUIRE(three.may_match(WordSequence{{}, view}));
      REQUIRE(one.may_match(WordSequence{view, {}}));
      REQUIRE(!wrong.may_match(WordSequence{{}, view}));
    }
  }
}

}  // namespace
}  // namespace dateline
