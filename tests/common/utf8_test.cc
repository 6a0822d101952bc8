// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/utf8.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace dateline {
namespace {

using namespace std::string_literals;

struct Repair {
  const char* name;
  std::string input;
  std::string want;
};

TEST_CASE("replaces exactly the bytes that are no UTF-8") {
  const std::vector<Repair> table{
      {"empty", "", ""},
      {"ascii", "glide bomb over the city", "glide bomb over the city"},
      {"two, three and four bytes", "Київ – 東京 \U0001F600", "Київ – 東京 \U0001F600"},
      {"latin-1 byte", "caf\xE9 au lait", "caf\uFFFD au lait"},
      {"cut at the end", "Ки\xD1", "Ки\uFFFD"},
      {"cut in the middle of three", "a\xE2\x80z", "a\uFFFD\uFFFDz"},
      {"overlong slash", "\xC0\xAF", "\uFFFD\uFFFD"},
      {"overlong in three bytes", "\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},
      {"surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"above 10FFFF", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"NUL is a character", "a\0b"s, "a\0b"s},
      {"bad byte after eight ASCII", "12345678\xFF", "12345678\uFFFD"},
  };
  for (const Repair& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(replace_invalid_utf8(row.input) == row.want);
      CHECK(is_valid_utf8(row.input) == (row.input == row.want));
      CHECK(is_valid_utf8(row.want));
    }
  }
}

TEST_CASE("finds a bad byte at every place of a long text") {
  const std::string text(40, 'x');
  for (std::size_t place = 0; place < text.size(); ++place) {
    std::string broken = text;
    broken[place] = '\x80';
    CAPTURE(place);
    CHECK(valid_utf8_prefix(broken) == place);
  }
}

TEST_CASE("cuts at a character border") {
  struct {
    const char* name;
    std::string_view input;
    std::size_t max;
    std::size_t want;
  } const table[] = {
      {"shorter than asked", "abc", 10, 3},
      {"ascii", "abcdef", 3, 3},
      {"inside two bytes", "аб", 3, 2},
      {"between", "аб", 2, 2},
      {"inside four bytes", "\U0001F600", 3, 0},
      {"nothing", "аб", 0, 0},
      {"only continuation bytes", "\x80\x80\x80\x80\x80\x80\x80", 6, 6},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(utf8_cut(row.input, row.max) == row.want); }
  }
}

TEST_CASE("reads back every character it writes") {
  for (char32_t character = 0; character < 0x110000; character += character < 0x3000 ? 1 : 61) {
    if (character >= 0xD800 && character <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, character);
    std::size_t position = 0;
    REQUIRE(is_valid_utf8(text));
    REQUIRE(decode_utf8(text, position) == character);
    REQUIRE(position == text.size());
  }
}

TEST_CASE("writes what is no character as U+FFFD and reads a bad byte as one") {
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  CHECK(text == "\uFFFD\uFFFD");
  std::size_t position = 0;
  CHECK(decode_utf8("\xD0", position) == kReplacementCharacter);
  CHECK(position == 1);
}

TEST_CASE("trims blanks of every kind") {
  CHECK(trim(" \t\r\n a b \n") == "a b");
  CHECK(trim("\uFEFF\u00A0Київ\u3000\u200B") == "Київ");
  CHECK(trim(" \u00A0 ").empty());
  CHECK(trim("").empty());
}

}  // namespace
}  // namespace dateline
