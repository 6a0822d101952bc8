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
  CHECK(to_string(DateSource::JsonLd) == "json-ld");
  CHECK(to_string(DateSource::Meta) == "meta");
  CHECK(to_string(DateSource::Microdata) == "microdata");
  CHECK(to_string(DateSource::TimeElement) == "time");
  CHECK(to_string(DateSource::Url) == "url");
  CHECK(to_string(DateSource::Byline) == "byline");
  CHECK(to_string(DateSource::FeedItem) == "feed");
  CHECK(to_string(DateSource::MailHeader) == "mail");
  CHECK(to_string(DateSource::DocumentInfo) == "document-info");
}

TEST_CASE("a text is cut into body and cuts, and is whole again") {
  struct Row {
    std::vector<TextRange> ranges;
    std::string body;
  };
  const std::string text = "Menu\nOne\nAd\nTwo\nShare\n";
  const Row rows[] = {
      {{}, text},
      {{{0, 5}}, "One\nAd\nTwo\nShare\n"},
      {{{0, 5}, {9, 12}, {16, 22}}, "One\nTwo\n"},
      {{{0, 5}, {5, 9}}, "Ad\nTwo\nShare\n"},
      {{{0, text.size()}}, ""},
      {{{text.size(), text.size()}}, text},
  };
  for (const Row& row : rows) {
    CAPTURE(row.body);
    Document document;
    set_text(document, text, row.ranges);
    CHECK(document.body == row.body);
    CHECK(cut_ranges(document) == row.ranges);
    CHECK(whole_text(document) == text);
  }
}

TEST_CASE("what stands behind the text is behind it when it is whole, too") {
  Document document;
  set_text(document, "One\nAd\n", {{4, 7}});
  document.body += "\nA caption";
  CHECK(whole_text(document) == "One\nAd\n\nA caption");
}

}  // namespace
}  // namespace dateline
