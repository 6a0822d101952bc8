// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/walk/change_check.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

using States = std::unordered_map<std::string, FileState>;

FileState state(const std::string& path, std::uint64_t size, std::int64_t mtime,
                std::uint64_t documents = 1) {
  FileState state;
  state.root = "r";
  state.path = path;
  state.size = size;
  state.mtime_ns = mtime;
  state.documents = documents;
  return state;
}

States states(std::vector<FileState> list) {
  States map;
  for (auto& one : list) map.emplace(one.path, one);
  return map;
}

WalkResult walk(std::vector<SourceItem> files) {
  WalkResult result;
  result.files = std::move(files);
  return result;
}

TEST_CASE("sorts files by what became of them") {
  auto skipped = state("bad.txt", 4, 40);
  skipped.status = FileStatus::Skipped;
  auto partial = state("half.jsonl", 5, 50);
  partial.status = FileStatus::Partial;
  const RootPlan plan =
      plan_changes(walk({{"bad.txt", 4, 40},
                         {"half.jsonl", 5, 50},
                         {"new.txt", 1, 10},
                         {"same.txt", 2, 20},
                         {"touched.txt", 3, 31}}),
                   states({skipped, partial, state("same.txt", 2, 20, 7),
                           state("touched.txt", 3, 30), state("gone.txt", 9, 90)}),
                   PathFilter(), {});
  std::string candidates;
  for (const auto& candidate : plan.candidates)
    candidates += candidate.item.path + (candidate.known ? "! " : " ");
  CHECK(candidates == "half.jsonl! new.txt touched.txt! ");
  CHECK(plan.unchanged_files == 1);
  CHECK(plan.unchanged_documents == 7);
  REQUIRE(plan.gone.size() == 1);
  CHECK(plan.gone[0].path == "gone.txt");
  REQUIRE(plan.known_bad.size() == 1);
  CHECK(!plan.suddenly_empty);
}

TEST_CASE("looks at every file when forced") {
  const RootPlan plan = plan_changes(
      walk({{"same.txt", 2, 20}}), states({state("same.txt", 2, 20)}), PathFilter(), {true, false});
  CHECK(plan.candidates.size() == 1);
}

TEST_CASE("removes nothing when a root is suddenly empty, unless told to") {
  const RootPlan kept = plan_changes(walk({}), states({state("a.txt", 1, 1)}), PathFilter(), {});
  CHECK(kept.suddenly_empty);
  CHECK(kept.gone.empty());
  const RootPlan pruned =
      plan_changes(walk({}), states({state("a.txt", 1, 1)}), PathFilter(), {false, true});
  CHECK(pruned.gone.size() == 1);
}

TEST_CASE("removes nothing below folders that could not be read or that the filter leaves out") {
  WalkResult result = walk({{"a.txt", 1, 1}});
  result.unread_folders = {"locked"};
  const PathFilter filter({}, {"drafts", "*.md"});
  const auto all =
      states({state("locked/b.txt", 1, 1), state("lockedx.txt", 1, 1), state("drafts/c.txt", 1, 1),
              state("d.md", 1, 1, 5), state("e.txt", 1, 1)});
  const RootPlan plan = plan_changes(WalkResult(result), States(all), filter, {});
  REQUIRE(plan.gone.size() == 2);
  CHECK(plan.gone[0].path == "e.txt");
  CHECK(plan.gone[1].path == "lockedx.txt");
  CHECK(plan.kept_by_filter == 6);
  CHECK(plan_changes(std::move(result), States(all), filter, {false, true}).gone.size() == 5);
}

}  // namespace
}  // namespace dateline
