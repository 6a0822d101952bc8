// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/document_view.h"

#include <doctest/doctest.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "searcher/output/date_label.h"
#include "tests/searcher/made_hits.h"

using namespace dateline;

TEST_CASE("the whole of a hostile document") {
  Document document = hostile_hit().document;
  document.body = "First\x1b[2J line.\r\n\r\nSecond\u202E line.\n";
  document.charset = "windows-1251";
  document.publication.conflict = true;
  document.publication.rivals = {{DateSource::Path, *make_date(2024), "2024\n/"}};
  CHECK(show_document(document, false, false) == R"(=cmd() [31m red line evil 1m
date:     2024-03-05, from the date line "March 5, 2024", disputed
or:       2024 (year), from the path "2024 /"
site:     example.com
author:   A nn
url:      https://example.com/?a=1&b=<script>
path:     a b�.jsonl#7 [2J
language: en
tags:     war , =1+1
charset:  windows-1251
id:       00000000000000000000000a

First [2J line.

Second line.
)");
}

TEST_CASE("a document of which little is known, in colour") {
  Document document = undated_hit().document;
  document.charset = "utf-8";
  document.body = "Text";
  CHECK(show_document(document, false, true) ==
        "\x1b[1m(no title)\x1b[0m\n"
        "\x1b[1mdate:\x1b[0m     undated\n"
        "\x1b[1mpath:\x1b[0m     folder with blanks/b.txt\n"
        "\x1b[1mid:\x1b[0m       00000000000000000000000b\n"
        "\n"
        "Text\n");
}

TEST_CASE("captions stand apart, and what is not searched is told or shown") {
  Document document;
  document.title = "Ferry aground";
  document.type = "text";
  document.charset = "koi8-r";
  document.charset_confidence = 30;
  document.crawled = "2024-03-05T10:00:00Z";
  document.description = "A ferry ran aground.";
  set_text(document, "Advertising\n\nOne.\nShare\nPost a comment\nTwo.", {{0, 13}, {18, 39}});
  document.body += "\n\nThe ferry";
  document.caption_bytes = 9;
  const std::string head = R"(Ferry aground
date:     undated
type:     text
charset:  koi8-r (doubtful)
crawled:  2024-03-05T10:00:00Z
summary:  A ferry ran aground.
id:       000000000000000000000000

)";
  CHECK(show_document(document, false, false) == head + R"(One.
Two.

Captions

The ferry

(3 lines are not searched: --raw shows them)
)");
  CHECK(show_document(document, true, false) == head + R"(Advertising

One.
Share
Post a comment
Two.

Captions

The ferry
)");
}

TEST_CASE("what is shown is inert, whatever the document holds") {
  for (int byte = 0; byte < 256; ++byte) {
    Document document = hostile_hit().document;
    const std::string poison = std::string(3, static_cast<char>(byte)) + "\u009b\u2067";
    for (std::string* field : {&document.title, &document.body, &document.path, &document.record,
                               &document.charset, &document.publication.best.text}) {
      *field += poison;
    }
    const std::string out = show_document(document, false, false);
    REQUIRE(is_valid_utf8(out));
    for (std::size_t position = 0; position < out.size();) {
      const char32_t c = decode_utf8(out, position);
      REQUIRE((!is_unsafe(c) || c == '\n'));
    }
  }
}

TEST_CASE("date_label") {
  const auto label = [](DateSource source, PartialDate date, bool conflict) {
    return date_label({{source, date, "x"}, {}, conflict});
  };
  CHECK(label(DateSource::None, {}, false) == "undated");
  CHECK(label(DateSource::JsonField, *make_date(2024, 3, 5), false) == "2024-03-05");
  CHECK(label(DateSource::Dateline, *make_date(2024, 3), false) == "2024-03 (month)");
  CHECK(label(DateSource::DateLine, *make_date(2024, 3, 5), false) == "2024-03-05 (date line)");
  CHECK(label(DateSource::Path, *make_date(2024), true) == "2024 (year, path, disputed)");
}
