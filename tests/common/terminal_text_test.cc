// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/terminal_text.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/utf8.h"

using namespace dateline;

namespace {

bool all_safe(const std::string& text) {
  for (std::size_t position = 0; position < text.size();) {
    if (is_unsafe(decode_utf8(text, position))) return false;
  }
  return is_valid_utf8(text);
}

}  // namespace

TEST_CASE("one_line") {
  CHECK(one_line("") == "");
  CHECK(one_line("plain") == "plain");
  CHECK(one_line("  two \t\r\n words  ") == "two words");
  CHECK(one_line("\x1b[31mred\x1b[0m") == "[31mred [0m");
  CHECK(one_line("a\u202Eb\u2066c\u200Fd\u061Ce") == "abcde");
  CHECK(one_line("a\u2028b\u00A0\u3000c\u0085d") == "a b c d");
  CHECK(one_line("a\xFF"
                 "b\xC3") == "a\uFFFDb\uFFFD");
  CHECK(one_line(std::string("a\0b", 3)) == "a b");
  CHECK(one_line("Київ 東京") == "Київ 東京");
}

TEST_CASE("pieces of a line know where they land") {
  OneLine line;
  line.append(" the \n");
  CHECK(line.size() == 4);
  line.append("word");
  CHECK(line.size() == 8);
  line.append("\n\n");
  CHECK(line.take() == "the word");
  CHECK(line.take() == "");
}

TEST_CASE("terminal_safe") {
  CHECK(terminal_safe("a  b\tc\r\nd\re\nf", true) == "a  b c\nd\ne\nf");
  CHECK(terminal_safe("a  b\tc\r\nd\re\nf", false) == "a  b c d e f");
  CHECK(terminal_safe("\x1b]0;owned\x07\u009b1m\u202Etxt", true) == " ]0;owned  1mtxt");
  CHECK(terminal_safe("\xC3\x28", false) == "\uFFFD(");
}

TEST_CASE("nothing unsafe passes, whatever the bytes around it") {
  for (char32_t c = 0; c < 0x3000; ++c) {
    std::string text = "a";
    append_utf8(text, c);
    text += static_cast<char>(c);
    text += " b";
    REQUIRE(all_safe(one_line(text)));
    REQUIRE(all_safe(terminal_safe(text, false)));
  }
}

TEST_CASE("display_width") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("Київ") == 4);
  CHECK(display_width("東京") == 4);
  CHECK(display_width("e\u0301\u200B") == 1);
  CHECK(display_width("한국") == 4);
  CHECK(display_width("\u1112\u1161\u11AB") == 2);
  CHECK(display_width("🙂") == 2);
}

TEST_CASE("fit_width") {
  CHECK(fit_width("abcdef", 6) == "abcdef");
  CHECK(fit_width("abcdef", 5) == "abcd…");
  CHECK(fit_width("ab cdef", 4) == "ab…");
  CHECK(fit_width("abc", 0) == "");
  CHECK(fit_width("abc", 1) == "…");
  CHECK(fit_width("東京都", 5) == "東京…");
  CHECK(fit_width("東京都", 4) == "東…");
  CHECK(fit_width("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
}

TEST_CASE("wrap_words") {
  using Lines = std::vector<std::string_view>;
  CHECK(wrap_words("", 10) == Lines{});
  CHECK(wrap_words("   ", 10) == Lines{});
  CHECK(wrap_words("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap_words("one two three", 6) == Lines{"one", "two", "three"});
  CHECK(wrap_words("abcdefgh ij", 3) == Lines{"abc", "def", "gh", "ij"});
  CHECK(wrap_words("東京都知事", 4) == Lines{"東京", "都知", "事"});
  CHECK(wrap_words("東京", 1) == Lines{"東", "京"});
}

TEST_CASE("grouped_number") {
  CHECK(grouped_number(0) == "0");
  CHECK(grouped_number(999) == "999");
  CHECK(grouped_number(1000) == "1,000");
  CHECK(grouped_number(1234567) == "1,234,567");
}
