// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/word_table.h"

#include <string>

#include <doctest/doctest.h>

using dateline::WordTable;

namespace {

std::string made_word(unsigned i) { return "word" + std::to_string(i * 2654435761U); }

}  // namespace

TEST_CASE("words are numbered in the order in which they first come") {
  WordTable table;
  CHECK(table.size() == 0);
  const auto first = table.number("kyiv");
  CHECK(first.number == 0);
  CHECK(first.added);
  CHECK(table.number("київ").number == 1);
  const auto again = table.number("kyiv");
  CHECK(again.number == 0);
  CHECK_FALSE(again.added);
  CHECK(table.number("kyiv", dateline::hash64("kyiv")).number == 0);
  CHECK(table.size() == 2);
  CHECK(table.text(0) == "kyiv");
  CHECK(table.text(1) == "київ");
}

TEST_CASE("a word is found only when it is there") {
  WordTable table;
  CHECK_FALSE(table.find("kyiv"));
  CHECK(table.number("odesa").number == 0);
  CHECK(table.number("kyiv").number == 1);
  CHECK(table.find("kyiv") == 1);
  CHECK_FALSE(table.find("lviv"));
  CHECK(table.size() == 2);
}

TEST_CASE("the table keeps every word while it grows, and their bytes do not move") {
  constexpr unsigned kWords = 100'000;
  WordTable table;
  table.number(made_word(0));
  const std::string_view before = table.text(0);
  for (unsigned i = 0; i < kWords; ++i) REQUIRE(table.number(made_word(i)).number == i);
  for (unsigned i = 0; i < kWords; ++i) {
    REQUIRE(table.text(i) == made_word(i));
    REQUIRE_FALSE(table.number(made_word(i)).added);
  }
  CHECK(table.text(0).data() == before.data());
}

TEST_CASE("words of one hash are told apart") {
  WordTable table;
  CHECK(table.number("a", 7).number == 0);
  CHECK(table.number("b", 7).number == 1);
  CHECK(table.number("a", 7).number == 0);
  CHECK(table.number("b", 7).number == 1);
}

TEST_CASE("empty words, bytes of any value and words longer than a block are words") {
  WordTable table;
  const std::string zero("a\0b", 3);
  const std::string huge(200'000, 'x');
  CHECK(table.number("").number == 0);
  CHECK(table.number(zero).number == 1);
  CHECK(table.number(huge).number == 2);
  CHECK(table.number("y").number == 3);
  CHECK(table.text(0).empty());
  CHECK(table.text(1) == zero);
  CHECK(table.text(2) == huge);
  CHECK_FALSE(table.number("").added);
}

TEST_CASE("a cleared table is empty, small and usable") {
  WordTable table;
  const std::size_t small = table.memory_bytes();
  for (unsigned i = 0; i < 10'000; ++i) table.number(made_word(i));
  CHECK(table.memory_bytes() > 10'000 * (8 + 16 + 8));
  table.clear();
  CHECK(table.size() == 0);
  CHECK(table.memory_bytes() == small);
  CHECK(table.number("again").added);
  CHECK(table.text(0) == "again");
}
