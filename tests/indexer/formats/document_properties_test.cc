// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/document_properties.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("knows titles that are none") {
  for (const char* none : {"", " ", "untitled", "Untitled 2", "Microsoft Word - report.doc",
                           "report.docx", "C:\\texts\\Report.DOC", "Document1", "Slide 1", "12"})
    CHECK(stated_title(none).empty());
  for (const char* title : {"Ferry lost", "Document of the year", "At 7.30", "Untitled works"})
    CHECK(stated_title(title) == title);
  CHECK(stated_title("  Ferry lost \n") == "Ferry lost");
}

TEST_CASE("knows authors that are none") {
  for (const char* none : {"", "anonymous", "Administrator", "USER"})
    CHECK(stated_author(none).empty());
  CHECK(stated_author(" Ann Lee ") == "Ann Lee");
}

TEST_CASE("splits keywords") {
  using Words = std::vector<std::string>;
  CHECK(split_keywords("ferry, old harbour; sea") == Words{"ferry", "old harbour", "sea"});
  CHECK(split_keywords(" ,; ").empty());
  CHECK(split_keywords("old harbour") == Words{"old harbour"});
}

}  // namespace
}  // namespace dateline
