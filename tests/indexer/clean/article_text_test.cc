// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/article_text.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

RawDocument raw_text(std::string_view text, std::string_view title = "") {
  RawDocument raw;
  raw.text = text;
  raw.title = title;
  return raw;
}

TEST_CASE("chooses the title") {
  const std::string long_line(201, 'x');
  struct {
    const char* name;
    std::string_view text;
    std::string_view want;
    std::string_view stated = "";
  } const table[] = {
      {"first line", "Fire in the port\n\nText", "Fire in the port"},
      {"blank lines above", "\n\n  Fire in the port \nText", "Fire in the port"},
      {"stated", "Text", "Fire", " Fire\n"},
      {"weather and date above", "2.8 C\nTuesday, February 27, 2024\n\nFire in the port",
       "Fire in the port"},
      {"advertising above", "- Advertisement -\nMust read\nFire", "Fire"},
      {"first line is a paragraph", long_line, ""},
      {"no letters", "12345\nText", ""},
      {"empty", "", ""},
      {"only furniture", "2.8 C\n***\n", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(choose_title(raw_text(row.text, row.stated)) == row.want); }
  }
}

TEST_CASE("takes no title from the middle of a record's paragraph") {
  RawDocument wrapped = raw_text("Grain was up two dlrs per\ntonne in London.");
  CHECK(choose_title(wrapped) == "Grain was up two dlrs per");
  wrapped.type = "jsonl";
  CHECK(choose_title(wrapped) == "");
  RawDocument headed = raw_text("Grain is up\n \nIt was up two dlrs.");
  headed.type = "json";
  CHECK(choose_title(headed) == "Grain is up");
}

TEST_CASE("takes the title and its repetitions from the top, and nothing else") {
  struct {
    const char* name;
    std::string_view text;
    std::string_view title;
    std::string_view want;
  } const table[] = {
      {"once", "Fire\n\nText", "Fire", "Text"},
      {"twice", "Fire\n\nFire\n\nText", "Fire", "Text"},
      {"other quotes and case", "Moscow’s  FIRE:\nText", "Moscow's fire", "Text"},
      {"below weather and date", "2.8 C\nTuesday, February 27, 2024\n\nFire\n\nText", "Fire",
       "2.8 C\nTuesday, February 27, 2024\n\nText"},
      {"not inside the text", "Text\nFire\nmore", "Fire", "Text\nFire\nmore"},
      {"longer line stays", "Fire in town\nText", "Fire", "Fire in town\nText"},
      {"blanks", "A  \n\n\n\n B\t\n \n", "", "A\n\n B"},
      {"no title", "Fire\nText", "", "Fire\nText"},
      {"only the title", "Fire\n", "Fire", ""},
      {"title without letters", "…\nText", "…", "…\nText"},
      {"Ukrainian", "Пожежа в порту\n\nПОЖЕЖА В ПОРТУ\nТекст", "Пожежа в порту", "Текст"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(body_without_title(row.text, row.title) == row.want); }
  }
}

}  // namespace
}  // namespace dateline
