// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/arc.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/indexer/containers/made_containers.h"

namespace dateline {
namespace {

using Names = std::vector<std::string>;

const std::string kVersion1 =
    "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 76\n1 0 Maker\n"
    "URL IP-address Archive-date Content-type Archive-length\n          \n";
const std::string kVersion2 =
    "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 200 - - 0 a.arc 12\n2 0 Maker\n\n\n";

std::string record(std::string_view url, std::string_view text, std::string_view length = {}) {
  const std::string block = http("Content-Type: text/html; charset=koi8-r\r\n", page(text));
  return fmt::format("{} 10.0.0.1 20140216050221 text/html {}\n{}\n", url,
                     length.empty() ? std::to_string(block.size()) : std::string(length), block);
}

TEST_CASE("the pages of an ARC file") {
  const std::string one = record("http://a.org/1", "one");
  const std::string two = record("http://a.org/a page?with blanks", "two");
  const std::string block = http("Content-Type: text/html\r\n", page("three"));
  const std::string of_version2 =
      fmt::format("http://a.org/3 10.0.0.1 20140216050221 text/html 200 abc - 77 a.arc {}\n{}\n",
                  block.size(), block);
  const struct {
    const char* name;
    std::string bytes;
    Names want;
  } table[] = {
      {"a.arc", kVersion1 + one + two, {"http://a.org/1", "http://a.org/a page?with blanks"}},
      {"a.arc.gz",
       gzip(kVersion1) + gzip(one) + gzip(two),
       {"http://a.org/1", "http://a.org/a page?with blanks"}},
      {"a.arc.gz",
       gzip(kVersion1 + one + two),
       {"http://a.org/1", "http://a.org/a page?with blanks"}},
      {"a.arc", kVersion2 + of_version2 + of_version2, {"http://a.org/3", "http://a.org/3"}},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    const Found found = unpack_bytes(row.bytes, row.name);
    CHECK(lines(found.reasons()).empty());
    CHECK(lines(found.names()) == lines(row.want));
    REQUIRE(!found.members.empty());
    CHECK(found.members[0].crawled == "2014-02-16T05:02:21Z");
  }
  CHECK(unpack_bytes(kVersion1 + one, "a.arc").members.at(0).charset == "koi8-r");
}

TEST_CASE("damage to an ARC file costs one record and one line") {
  const std::string first = kVersion1 + record("http://a.org/1", "one");
  const std::string last = record("http://a.org/3", "three");
  const std::size_t size = http("Content-Type: text/html; charset=koi8-r\r\n", page("two")).size();
  const struct {
    std::string what;
    std::string record;
    bool is_read;
    std::string why;
  } table[] = {
      {"negative", record("http://a.org/2", "two", "-1"), false, "the length '-1'"},
      {"no number", record("http://a.org/2", "two", "abc"), false, "the length 'abc'"},
      {"too short", record("http://a.org/2", "two", "20"), true,
       fmt::format("the record says 20 bytes, and has {}", size)},
      {"too long", record("http://a.org/2", "two", "9999"), true,
       fmt::format("the record says 9999 bytes, and has {}", size)},
      {"huge", record("http://a.org/2", "two", "9999999999999"), false,
       fmt::format("the record says 9999999999999 bytes, and has {}", size + 1)},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    const Found found = unpack_bytes(first + row.record + last, "a.arc");
    Names want = {"http://a.org/1", "http://a.org/3"};
    if (row.is_read) want.insert(want.begin() + 1, "http://a.org/2");
    CHECK(lines(found.names()) == lines(want));
    CHECK(lines(found.reasons()) == fmt::format("byte {}: broken ({})\n", first.size(), row.why));
  }
  // An ARC record ends with one line break, as many lines do: garbage may belong to it.
  CHECK(unpack_bytes(first + "garbage\n" + last, "a.arc").names() ==
        Names{"http://a.org/1", "http://a.org/3"});
  const std::string cut = first + last;
  const Found found = unpack_bytes(cut.substr(0, cut.size() - 20), "a.arc");
  CHECK(found.members.size() == 2);
  CHECK(found.reasons() ==
        Names{fmt::format(": broken (the record at byte {} is cut short)", first.size())});
}

TEST_CASE("an ARC file of any bytes") {
  const std::string good =
      kVersion1 + record("http://a.org/1", "one") + record("http://a.org/2", "two");
  unsigned seed = 3;
  const auto random = [&seed] { return (seed = seed * 1664525U + 1013904223U) >> 8U; };
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = good;
    for (unsigned changes = random() % 6; changes > 0; --changes)
      bytes[12 + random() % (bytes.size() - 12)] = static_cast<char>(random());
    if (random() % 3 == 0) bytes.erase(12 + random() % 100, random() % 300);
    CHECK(unpack_bytes(bytes, "a.arc").members.size() < 5);
  }
}

}  // namespace
}  // namespace dateline
