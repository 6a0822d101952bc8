// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/searcher/made_hits.h"

#include <string_view>

namespace dateline {
namespace {

DocumentId made_id(std::uint8_t last) {
  DocumentId id;
  id.bytes.back() = last;
  return id;
}

}  // namespace

Hit hostile_hit() {
  Hit hit;
  hit.rank = 1;
  hit.score = 12.5;
  Document& document = hit.document;
  document.id = made_id(0x0A);
  document.root = "news";
  document.path = "a\tb\xFF.jsonl";
  document.record = "7\x1b[2J";
  document.url = "https://example.com/?a=1&b=<script>";
  document.site = "example.com\u202E";
  document.author = "A\u0007nn";
  document.language = "en";
  document.tags = {"war\n", "=1+1"};
  document.title = "=cmd()\x1b[31m \tred\nline \u202Eevil\u009b1m";
  document.body = "Body";
  document.publication.best = {DateSource::DateLine, *make_date(2024, 3, 5), "March 5, 2024"};
  hit.title.text = "=cmd() [31m red line evil 1m";
  hit.title.marks = {{12, 15}};
  hit.snippet.text = "…Київ said the glide bomb fell on an empty field.";
  hit.snippet.marks = {{3, 11}, {21, 31}};
  return hit;
}

Hit undated_hit() {
  Hit hit;
  hit.rank = 2;
  hit.score = 0.25;
  hit.document.id = made_id(0x0B);
  hit.document.path = "folder with blanks/b.txt";
  hit.document.own_id = "own id 1";
  return hit;
}

Hit month_hit() {
  Hit hit;
  hit.rank = 3;
  hit.document.id = made_id(0x0C);
  hit.document.path = "2024-03/c.md";
  hit.document.title = "Third";
  hit.document.publication.best = {DateSource::Path, *make_date(2024, 3), "2024-03"};
  hit.document.publication.conflict = true;
  hit.title.text = "Third";
  hit.snippet.text = "A passage.";
  return hit;
}

}  // namespace dateline
