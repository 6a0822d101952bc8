// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/walk/path_filter.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("matches names without a slash and paths with one") {
  struct Row {
    const char* name;
    const char* pattern;
    const char* path;
    bool want;
  };
  const Row rows[] = {
      {"name", "*.txt", "a.txt", true},
      {"name anywhere", "*.txt", "2024/05/a.txt", true},
      {"other ending", "*.txt", "a.md", false},
      {"path", "2024/*.txt", "2024/a.txt", true},
      {"star does not cross folders", "2024/*.txt", "2024/05/a.txt", false},
      {"folder anywhere", "**/wire/*", "2024/wire/a.txt", true},
      {"folder at the top", "**/wire/*", "wire/a.txt", true},
      {"folder elsewhere", "**/wire/*", "2024/wires/a.txt", false},
      {"class", "[ab].md", "b.md", true},
  };
  for (const auto& row : rows) {
    SUBCASE(row.name) {
      CHECK(PathFilter({row.pattern}, {}).accepts_file(row.path) == row.want);
      CHECK(PathFilter({}, {row.pattern}).accepts_file(row.path) == !row.want);
    }
  }
}

TEST_CASE("excludes folders with all below them") {
  const PathFilter filter({}, {"drafts/", "2023"});
  CHECK(!filter.accepts_folder("drafts"));
  CHECK(!filter.accepts_folder("a/2023"));
  CHECK(filter.accepts_folder("2024"));
}

TEST_CASE("lets everything through when it is empty") {
  CHECK(PathFilter().is_open());
  CHECK(PathFilter().accepts_file("any/thing"));
  CHECK(PathFilter().accepts_folder("any"));
}

}  // namespace
}  // namespace dateline
