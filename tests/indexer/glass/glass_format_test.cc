// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/glass_format.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/hash.h"

namespace dateline::glass {
namespace {

std::string sortdid(DocId docid) {
  std::string key;
  append_sortdid(key, docid);
  return key;
}

TEST_CASE("writes document ids as Xapian does") {
  struct Row {
    DocId docid;
    std::string hex;
  };
  for (const auto& [docid, hex] : std::vector<Row>{{1, "0001"},
                                                   {0x7FFF, "7fff"},
                                                   {0x8000, "808000"},
                                                   {40000, "809c40"},
                                                   {0x3FFFFF, "bfffff"},
                                                   {0x400000, "c0400000"},
                                                   {0x1FFFFFFF, "dfffffff"},
                                                   {0x20000000, "e020000000"},
                                                   {0xFFFFFFFF, "e0ffffffff"}}) {
    CAPTURE(docid);
    CHECK(to_hex(sortdid(docid)) == hex);
  }
}

TEST_CASE("document ids sort as their bytes do") {
  std::string before = sortdid(1);
  for (std::uint64_t docid = 2; docid <= 0xFFFFFFFF; docid += docid / 7 + 1) {
    CAPTURE(docid);
    const std::string key = sortdid(static_cast<DocId>(docid));
    CHECK(before < key);
    before = key;
  }
}

TEST_CASE("writes the other forms of keys") {
  const auto lastuint = [](std::uint64_t value) {
    std::string out;
    append_lastuint(out, value);
    return to_hex(out);
  };
  CHECK(lastuint(0).empty());
  CHECK(lastuint(5) == "05");
  CHECK(lastuint(256) == "0001");
  std::string escaped;
  append_sortstr(escaped, std::string("a\0b", 3));
  CHECK(to_hex(escaped) == "6100ff62");
}

}  // namespace
}  // namespace dateline::glass
