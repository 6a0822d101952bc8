// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/front_matter.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

// "key=a|b;key=c", or "none"
std::string print(const std::optional<FrontMatter>& head) {
  if (!head) return "none";
  std::vector<std::string> fields;
  for (const auto& field : head->fields) {
    fields.push_back(fmt::format("{}={}", field.key, fmt::join(field.values, "|")));
  }
  return fmt::format("{}", fmt::join(fields, ";"));
}

TEST_CASE("understands the heads people write") {
  struct {
    const char* name;
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"plain", "---\ntitle: Fire in the port\ndate: 2024-03-05\n---\nText",
       "title=Fire in the port;date=2024-03-05"},
      {"quoted", "---\ntitle: \"A: \\\"b\\\" \\u2013 c\" \nsub: 'it''s'\n---\n",
       "title=A: \"b\" – c;sub=it's"},
      {"windows lines", "---\r\ntitle: A\r\n---\r\n", "title=A"},
      {"comments", "# no\n", "none"},
      {"comments inside", "---\n# about\ntitle: A # not this\n\nurl: https://x.y/#top\n---\n",
       "title=A;url=https://x.y/#top"},
      {"inline list", "---\ntags: [war, 'grain, corn', \"c\"]\n---\n", "tags=war|grain, corn|c"},
      {"list over lines", "---\ntags: [a,\n  b,\n]\nx: y\n---\n", "tags=a|b;x=y"},
      {"list never closed", "---\ntags: [a, b\ndate: 2024-01-01\n---\n",
       "tags=a|b;date=2024-01-01"},
      {"block list", "---\nauthors:\n  - Ann Bo\n  - \"C D\"\ndate: 2024\n---\n",
       "authors=Ann Bo|C D;date=2024"},
      {"block list on the margin", "---\ntags:\n- a\n- b\nx: 1\n---\n", "tags=a|b;x=1"},
      {"objects", "---\nauthor:\n  name: Ann\n  mail: a@b\nby:\n  - name: Bo\n    age: 3\n---\n",
       "author=Ann;by=Bo"},
      {"inline object", "---\nauthor: {name: Ann, mail: x}\n---\n", "author=Ann"},
      {"folded", "---\ntitle: >-\n  Fire in\n  the port\nx: y\n---\n",
       "title=Fire in the port;x=y"},
      {"literal", "---\nsummary: |\n  one\n\n  two\n---\n", "summary=one\n\ntwo"},
      {"plain over lines", "---\ntitle: Fire\n  in the port\n---\n", "title=Fire in the port"},
      {"odd key forms", "---\nPublished-At: 2024\ndate_published: 2023\n---\n",
       "publishedat=2024;datepublished=2023"},
      {"dots end it", "---\ntitle: A\n...\nText", "title=A"},
      {"time with colons", "---\ndate: 2024-03-05T10:00:00+02:00\n---\n",
       "date=2024-03-05T10:00:00+02:00"},
      {"toml",
       "+++\ntitle = \"A = b\"\ndate = 2024-03-05T10:00:00Z\n[taxonomies]\ntags = [\"a\", "
       "\"b\"]\n+++\n",
       "title=A = b;date=2024-03-05T10:00:00Z;tags=a|b"},
      {"toml list over lines", "+++\ntags = [\n  'a',\n  'b'\n]\nx = true\n+++\n",
       "tags=a|b;x=true"},
      {"never closed", "---\ntitle: A\nText", "none"},
      {"prose between rules", "---\nHe said: go\nand they went\n---\n", "none"},
      {"not on top", "\n---\ntitle: A\n---\n", "none"},
      {"empty head", "---\n---\nText", "none"},
      {"four dashes", "----\ntitle: A\n----\n", "none"},
      {"list only", "---\n- a\n- b\n---\n", "none"},
      {"nothing", "", "none"},
      {"fence alone", "---", "none"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.input);
      CHECK(print(parse_front_matter(row.input)) == row.want);
    }
  }
}

TEST_CASE("says where the text begins") {
  const std::string_view text = "---\r\ntitle: A\r\n---\r\nText";
  CHECK(text.substr(parse_front_matter(text)->end) == "Text");
}

TEST_CASE("survives every cut and every wrong byte of a head") {
  const std::string head =
      "---\ntitle: \"A\\u00e9\"\ntags: [a, 'b', {c: d}]\nauthor:\n  - name: x\nz: >\n  "
      "q\n---\nText";
  for (std::size_t i = 0; i <= head.size(); ++i) {
    parse_front_matter(head.substr(0, i) + "\n---\n");
    for (const char bad : {'[', '{', '"', '\'', '\\', '\n', '\0', '\xFF', ']'}) {
      std::string broken = head;
      if (i < head.size()) broken[i] = bad;
      parse_front_matter(broken);
    }
  }
}

}  // namespace
}  // namespace dateline
