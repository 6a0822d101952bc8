// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/document.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("an id prints as 24 lower-case digits") {
  DocumentId id;
  CHECK(id.hex() == "000000000000000000000000");
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(i * 23);
  }
  CHECK(id.hex() == "00172e455c738aa1b8cfe6fd");
}

TEST_CASE("a document in a file of many is named by path and record") {
  Document document;
  document.path = "news/2024.jsonl";
  CHECK(display_path(document) == "news/2024.jsonl");
  document.record.push_back('7');
  CHECK(display_path(document) == "news/2024.jsonl#7");
}

TEST_CASE("every date source has its own name") {
  CHECK(to_string(DateSource::None) == "none");
  CHECK(to_string(DateSource::JsonField) == "json");
  CHECK(to_string(DateSource::FrontMatter) == "front-matter");
  CHECK(to_string(DateSource::Dateline) == "dateline");
  CHECK(to_string(DateSource::DateLine) == "date-line");
  CHECK(to_string(DateSource::Path) == "path");
}

}  // namespace
}  // namespace dateline
