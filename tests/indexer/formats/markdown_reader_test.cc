// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/markdown_reader.h"

#include <chrono>

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("takes the marks out and leaves the words") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"paragraphs", "One\ntwo\n\nThree\n", "One\ntwo\n\nThree\n"},
      {"headings", "# Fire #\nText\n### Next\n", "Fire\n\nText\n\nNext\n\n"},
      {"no heading", "#hashtag\n", "#hashtag\n"},
      {"underlined heading", "Fire\n====\nText", "Fire\n\nText\n"},
      {"emphasis", "**Bold**, *light*, _thin_, ~~gone~~ and `code`",
       "Bold, light, thin, gone and code\n"},
      {"no emphasis", "2 * 3, snake_case_name, ~5 and a * b",
       "2 * 3, snake_case_name, ~5 and a * b\n"},
      {"link", "See [the report](https://x.y/a \"T\") now", "See the report now\n"},
      {"link with parentheses", "[Kyiv](https://w.org/Kyiv_(city)) is", "Kyiv is\n"},
      {"image", "![The port](a.jpg) burns", "The port burns\n"},
      {"image in a link", "[![Alt](a.jpg)](https://x.y)", "Alt\n"},
      {"reference", "[report][1] out\n\n[1]: https://x.y\n", "report out\n\n"},
      {"footnote", "Said[^1] so", "Said so\n"},
      {"plain brackets", "He [Putin] said (on Monday) [sic](he said so)",
       "He [Putin] said (on Monday) [sic](he said so)\n"},
      {"quote", "> One\n> > two\n", "One\ntwo\n"},
      {"bullets", "- one\n* two\n+ three\n1. four\n- [x] five\n",
       "one\ntwo\nthree\n1. four\nfive\n"},
      {"advertising line", "- Advertisement -", "- Advertisement -\n"},
      {"fence", "```c\na * b_c [d](e)\n```\nText", "a * b_c [d](e)\nText\n"},
      {"fence never closed", "```\na\n\nb", "a\n\nb\n"},
      {"rule", "One\n\n* * *\n\nTwo", "One\n\nTwo\n"},
      {"escapes", "1\\. \\*no\\* \\[x\\] C:\\dir", "1. *no* [x] C:\\dir\n"},
      {"tags", "<b>Bold</b><!-- no --> 3 < 4 <https://x.y>", "Bold 3 < 4 https://x.y\n"},
      {"empty", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(read_markdown(std::string(row.input)).text == row.want);
    }
  }
}

TEST_CASE("finds the title in the head, else in a heading on top") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"head", "---\ntitle: In the head\n---\n# In the text\n", "In the head"},
      {"heading", "# Fire in *the* port\n\nText", "Fire in the port"},
      {"second level, first line", "## Fire\n\nText", "Fire"},
      {"second level, further down", "Text\n\n## Fire\n", ""},
      {"first level, further down", "By Ann\n\n# Fire\n", "Fire"},
      {"underlined", "Fire\n===\n\nText", "Fire"},
      {"none", "Just text", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(read_markdown(std::string(row.input)).title == row.want); }
  }
}

TEST_CASE("reads the usual keys of the head") {
  const RawDocument raw = read_markdown(
      "---\nheadline: A\nupdated: 2024-03-07\npublished: 2024-03-05\nauthors: [Ann Bo, C D]\nlang: "
      "en-GB\n"
      "source: https://x.y/a\npublisher: The Harbour Post\ntags: war, grain\nid: 17\n---\nText\n");
  CHECK(raw.title == "A");
  CHECK(raw.author == "Ann Bo, C D");
  CHECK(raw.language == "en-GB");
  CHECK(raw.url == "https://x.y/a");
  CHECK(raw.site == "The Harbour Post");
  CHECK(raw.own_id == "17");
  CHECK(raw.tags == std::vector<std::string>{"war", "grain"});
  REQUIRE(raw.dates.size() == 2);
  CHECK(raw.dates[0].text == "2024-03-05");
  CHECK(raw.dates[1].text == "2024-03-07");
  CHECK(raw.dates[0].source == DateSource::FrontMatter);
  CHECK(raw.text == "Text\n");
}

TEST_CASE("a broken head stays in the text") {
  const RawDocument raw = read_markdown("---\ntitle: A\nno key here\n---\nText");
  CHECK(raw.title.empty());
  CHECK(raw.text.find("title: A") != std::string::npos);
  CHECK(raw.text.find("no key here") != std::string::npos);
}

TEST_CASE("hostile marks take linear time") {
  const auto start = std::chrono::steady_clock::now();
  for (const std::string_view unit : {"[", "[](", "[](a b", "[](x[](x b)", "*", "*a", "[^", "<a",
                                      "![", "`", "> ", "[a][", "#", "_a_"}) {
    std::string text;
    while (text.size() < 1'000'000) text += unit;
    read_markdown(std::move(text));
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

}  // namespace
}  // namespace dateline
