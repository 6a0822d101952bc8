// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/vocabulary.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/edit_distance.h"
#include "searcher/expand/near_words.h"
#include "tests/searcher/small_index.h"

namespace dateline {
namespace {

using Words = std::vector<std::string>;

// What NearWords finds in a sorted list, jumping as it says, with distances.
std::map<std::string, std::size_t> walk(const std::string& word, std::size_t most,
                                        const Words& list, std::size_t* taken = nullptr) {
  std::map<std::string, std::size_t> found;
  NearWords near(word, most);
  for (auto place = list.begin(); place != list.end();) {
    if (taken != nullptr) ++*taken;
    if (near.take(*place)) found[*place] = near.distance();
    const std::string next = near.next();
    if (next.empty()) break;
    REQUIRE(next > *place);
    place = std::lower_bound(place + 1, list.end(), next);
  }
  return found;
}

std::map<std::string, std::size_t> scan(const std::string& word, std::size_t most,
                                        const Words& list) {
  std::map<std::string, std::size_t> found;
  for (const auto& known : list) {
    const std::size_t distance = edit_distance(word, known);
    if (distance <= most) found[known] = distance;
  }
  return found;
}

Words random_words(std::mt19937& random, const std::string& letters, std::size_t count) {
  Words words;
  for (std::size_t i = 0; i < count; ++i) {
    std::string word;
    for (std::size_t length = random() % 8; length > 0; --length)
      word += letters[random() % letters.size()];
    words.push_back(word);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

TEST_CASE("finds the near words of a list that a whole scan finds") {
  std::mt19937 random(7);
  for (const std::string letters : {"ab", "abc", "abcdefgh"}) {
    for (int round = 0; round < 60; ++round) {
      const Words list = random_words(random, letters, 400);
      const Words asked = random_words(random, letters, 5);
      for (const auto& word : asked) {
        for (std::size_t most = 0; most <= kMaxEdits; ++most) {
          CAPTURE(word);
          CAPTURE(most);
          CHECK(walk(word, most, list) == scan(word, most, list));
        }
      }
    }
  }
}

TEST_CASE("jumps over what cannot be near") {
  Words list;
  for (char first = 'a'; first <= 'z'; ++first) {
    for (char second = 'a'; second <= 'z'; ++second) {
      for (char third = 'a'; third <= 'z'; ++third)
        list.push_back({first, second, third, 'x', 'y'});
    }
  }
  std::size_t taken = 0;
  CHECK(walk("mnoxy", 0, list, &taken).size() == 1);
  CHECK(taken < 5);
  taken = 0;
  // Itself, another letter in one of three places, and two letters swapped: nmoxy, monxy.
  CHECK(walk("mnoxy", 1, list, &taken).size() == 1 + 3 * 25 + 2);
  CHECK(taken < 300);
}

TEST_CASE("counts edits in characters") {
  const Words list = {"киев", "киеву", "київ", "кипр", "київський"};
  CHECK(walk("киев", 1, list) ==
        std::map<std::string, std::size_t>{{"киев", 0}, {"киеву", 1}, {"київ", 1}});
  CHECK(walk("икев", 1, list) == std::map<std::string, std::size_t>{{"киев", 1}});
}

TEST_CASE("comes to an end on words that are no text") {
  const Words list = {"a\x80",   "a\xC3", "ab", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF",
                      "\xFF\xFF"};
  NearWords near("ab", 2);
  std::size_t found = 0;
  for (const auto& word : list) {
    if (near.take(word)) ++found;
    near.next();
  }
  CHECK(found > 0);
  CHECK(NearWords("", 1).take("x"));
  CHECK(!NearWords("", 1).take("xy"));
}

TEST_CASE("tells the words of an index") {
  const SmallIndex index({"harbour harbours minister", "harbour минск", "Harbor minster"});
  const IndexReader reader(index.path());
  Vocabulary vocabulary(reader);
  CHECK(vocabulary.documents("minister") == 1);
  CHECK(vocabulary.documents("nobody") == 0);
  CHECK(vocabulary.documents_with_stem("harbour") == 2);
  CHECK(vocabulary.with_prefix("harb", 10) == Words{"harbor", "harbour", "harbours"});
  CHECK(vocabulary.begins("mini"));
  CHECK(vocabulary.begins("minister"));
  CHECK(vocabulary.begins("min"));
  CHECK(!vocabulary.begins("mink"));
  CHECK(!vocabulary.begins("zz"));
  CHECK(vocabulary.begins("harb"));
  CHECK(vocabulary.has_cyrillic());
}

TEST_CASE("lists the near words of an index, the best first") {
  const SmallIndex index({"harbour harbours harbor", "harbour labour", "labour arbor"});
  const IndexReader reader(index.path());
  Vocabulary vocabulary(reader);
  const auto near = vocabulary.near("harbour", 2, 10);
  REQUIRE(near.size() == 5);
  CHECK(near[0].word == "harbour");
  CHECK(near[0].distance == 0);
  CHECK(near[1].distance == 1);
  CHECK(near[2].distance == 1);
  CHECK(near[3].word == "labour");  // in more documents than "arbor"
  CHECK(near[3].distance == 2);
  CHECK(vocabulary.near("harbour", 2, 2).size() == 3);  // one more than the limit
  CHECK(vocabulary.near("harbour", 0, 2).size() == 1);
  CHECK(vocabulary.near("qqqqqqq", 2, 2).empty());
}

TEST_CASE("asks the clock while it looks for near words") {
  std::string text;
  for (int i = 0; i < 2000; ++i) {
    text += "ab";
    for (int n = i; n > 0; n /= 26) text += static_cast<char>('a' + n % 26);
    text += ' ';
  }
  const SmallIndex index({text});
  const IndexReader reader(index.path());
  struct TimeIsUp {};
  int asked = 0;
  Vocabulary counting(reader, [&] { ++asked; });
  CHECK(!counting.near("abcd", 2, 10).empty());
  CHECK(asked > 0);
  Vocabulary ending(reader, [] { throw TimeIsUp(); });
  CHECK_THROWS_AS(ending.near("abcd", 2, 10), TimeIsUp);
}

}  // namespace
}  // namespace dateline
