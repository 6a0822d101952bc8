// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/line_vocabulary.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("plain letters are what stays when a line is set in another way") {
  CHECK(plain_letters("Read More: „Fire – and “Smoke”…") == "readmorefireandsmoke");
  CHECK(plain_letters("  ") == "");
  CHECK(plain_letters("Ärger » 12") == "Ärger12");
  CHECK(plain_letters("関連記事") == "関連記事");
  CHECK(plain_letters("a\xC2") == "a");
}

TEST_CASE("kinds of lines") {
  struct {
    std::string_view line;
    bool has_link;
    LineKind want;
  } const table[] = {
      {"", false, LineKind::Text},
      {"12", false, LineKind::Text},
      {"The ferry sank.", false, LineKind::Text},
      {"Related Articles", false, LineKind::Section},
      {"RELATED ARTICLES:", false, LineKind::Section},
      {"Related articles were found.", false, LineKind::Text},
      {"You may also like...", false, LineKind::Section},
      {"Das könnte Sie auch interessieren", false, LineKind::Section},
      {"Você pode gostar…", false, LineKind::Section},
      {"Читайте также:", false, LineKind::Section},
      {"関連記事", false, LineKind::Section},
      {"Comments", false, LineKind::Discussion},
      {"23 Comments", false, LineKind::Discussion},
      {"Comments (0)", false, LineKind::Discussion},
      {"Schreibe einen Kommentar", false, LineKind::Discussion},
      {"Laisser un commentaire", false, LineKind::Discussion},
      {"- Anzeige -", false, LineKind::Aside},
      {"Advertisement", false, LineKind::Aside},
      {"Read more: Ferry sinks", true, LineKind::Aside},
      {"Read more carefully, he said.", false, LineKind::Text},
      {"Lesen Sie auch: Fähre gesunken", true, LineKind::Aside},
  };
  for (const auto& row : table) {
    CAPTURE(row.line);
    CHECK(kind_of_line(plain_letters(row.line), row.has_link) == row.want);
  }
}

}  // namespace
}  // namespace dateline
