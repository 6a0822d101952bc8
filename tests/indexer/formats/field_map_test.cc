// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/field_map.h"

#include <doctest/doctest.h>

#include "common/base/error.h"

namespace dateline {
namespace {

TEST_CASE("a mapped name goes before the usual ones") {
  FieldMap map;
  CHECK(map.names(RecordField::Title).front() == "title");
  map.map("title=meta.Main_Head");
  CHECK(map.names(RecordField::Title).front() == "meta.mainhead");
  CHECK(map.names(RecordField::Title).at(1) == "title");
}

TEST_CASE("mapping a usual name moves it to the front once") {
  FieldMap map;
  const std::size_t before = map.names(RecordField::Text).size();
  map.map("text=summary");
  CHECK(map.names(RecordField::Text).front() == "summary");
  CHECK(map.names(RecordField::Text).size() == before);
}

TEST_CASE("a wrong mapping names the fields there are") {
  for (const char* wrong : {"titel=x", "=x", "", "title", "title=", "title=-_", "Title=x"}) {
    CAPTURE(wrong);
    FieldMap map;
    try {
      map.map(wrong);
      FAIL("not refused");
    } catch (const Error& error) {
      CHECK(error.code() == ExitCode::Usage);
      CHECK(error.hint().find("title, text, date, url, author") != std::string::npos);
      CHECK(std::string(error.what()).find("cannot map") == 0);
    }
  }
}

TEST_CASE("every field has the name that options use") {
  CHECK(to_string(RecordField::Title) == "title");
  CHECK(to_string(RecordField::Id) == "id");
}

}  // namespace
}  // namespace dateline
