// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/walk/folder_walker.h"

#include <algorithm>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/error.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

std::vector<std::string> paths_of(const WalkResult& walk) {
  std::vector<std::string> paths;
  for (const auto& item : walk.files) paths.push_back(item.path);
  return paths;
}

using Paths = std::vector<std::string>;

TEST_CASE("finds files below a folder, sorted") {
  TempFolder folder;
  folder.write("b.txt", "b");
  folder.write("a/z.txt", "zz");
  folder.write("a/y/x.md", "xxx");
  folder.write(".hidden/h.txt", "h");
  folder.write(".dateline/lock", "");
  const WalkResult walk = walk_folder(folder.path(), PathFilter(), folder.path() / ".dateline");
  CHECK(paths_of(walk) == Paths{"a/y/x.md", "a/z.txt", "b.txt"});
  CHECK(walk.files[1].size == 2);
  CHECK(walk.files[1].mtime_ns > 0);
  CHECK(walk.skipped.empty());
}

TEST_CASE("never enters the index, wherever it lies") {
  TempFolder folder;
  folder.write("a.txt", "a");
  folder.write("my-index/gen-000001/words.txt", "w");
  CHECK(paths_of(walk_folder(folder.path(), PathFilter(), folder.path() / "my-index")) ==
        Paths{"a.txt"});
}

TEST_CASE("names links and special files and does not follow or open them") {
  TempFolder folder;
  folder.write("a.txt", "a");
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "link.txt");
  std::filesystem::create_directory_symlink("/", folder.path() / "root");
  REQUIRE(::mkfifo((folder.path() / "fifo.txt").c_str(), 0600) == 0);
  const WalkResult walk = walk_folder(folder.path(), PathFilter(), folder.path() / "none");
  CHECK(paths_of(walk) == Paths{"a.txt"});
  REQUIRE(walk.skipped.size() == 3);
  const auto kind_of = [&](const std::string& path) {
    return std::find_if(walk.skipped.begin(), walk.skipped.end(),
                        [&](const auto& s) { return s.path == path; })
        ->skip.kind;
  };
  CHECK(kind_of("link.txt") == SkipKind::Link);
  CHECK(kind_of("root") == SkipKind::Link);
  CHECK(kind_of("fifo.txt") == SkipKind::Special);
}

TEST_CASE("counts what the filter leaves out") {
  TempFolder folder;
  folder.write("a.txt", "a");
  folder.write("b.md", "b");
  folder.write("drafts/c.txt", "c");
  const WalkResult walk =
      walk_folder(folder.path(), PathFilter({"*.txt"}, {"drafts"}), folder.path() / "none");
  CHECK(paths_of(walk) == Paths{"a.txt"});
  CHECK(walk.filtered == 2);
}

TEST_CASE("stops at the depth limit and says so") {
  TempFolder folder;
  std::string deep;
  for (int i = 0; i < kMaxFolderDepth + 5; ++i) deep += "d/";
  folder.write(deep + "a.txt", "a");
  const WalkResult walk = walk_folder(folder.path(), PathFilter(), folder.path() / "none");
  CHECK(walk.files.empty());
  REQUIRE(walk.unread_folders.size() == 1);
  CHECK(walk.skipped[0].skip.detail == "too deep");
}

TEST_CASE("cannot walk what is no folder") {
  TempFolder folder;
  const auto file = folder.write("a.txt", "a");
  CHECK_THROWS_AS(walk_folder(file, PathFilter(), folder.path() / "none"), Error);
  CHECK_THROWS_AS(walk_folder(folder.path() / "missing", PathFilter(), folder.path() / "none"),
                  Error);
}

TEST_CASE("does not walk what only looks like files") {
  TempFolder folder;
  CHECK_THROWS_AS(walk_folder("/proc/self", PathFilter(), folder.path() / "none"), Error);
}

}  // namespace
}  // namespace dateline
