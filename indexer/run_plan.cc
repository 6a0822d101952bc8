// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/run_plan.h"

#include <unordered_map>

#include <fmt/format.h>

#include "common/base/terminal_text.h"
#include "indexer/walk/folder_walker.h"

namespace dateline {
namespace {

using States = std::unordered_map<std::string, FileState>;

void warn_of_kept(const NamedRoot& root, const RootPlan& plan, Console& console) {
  if (plan.suddenly_empty) {
    console.warning(
        fmt::format("'{}' is empty now: its documents stay in the index (--prune removes them)",
                    root.path.string()));
  }
  if (plan.kept_by_filter > 0) {
    console.note(fmt::format(
        "{} documents of files left out by the filter stay in the index (--prune removes them)",
        grouped_number(plan.kept_by_filter)));
  }
}

void warn_of_missing(const NamedRoot& root, bool prune, Console& console) {
  console.warning(
      fmt::format("the folder '{}' is missing{}", root.path.string(),
                  prune ? "" : ": its documents stay in the index (--prune removes them)"));
}

void count(RootPlan& plan, std::vector<SkippedItem>& skipped, Report& report) {
  for (auto& item : skipped) report.skip(std::move(item));
  report.unchanged += plan.unchanged_documents;
  report.known_bad_unnamed += plan.known_bad_unnamed;
  for (auto& bad : plan.known_bad) report.known_bad.push_back(std::move(bad));
}

void add_root(RunPlan& run, const NamedRoot& root, RootPlan&& plan) {
  for (auto& state : plan.gone) run.gone.push_back(std::move(state));
  run.files += plan.candidates.size();
  for (const auto& candidate : plan.candidates) run.bytes += candidate.item.size;
  run.roots.push_back({root, std::move(plan.candidates)});
}

States states_of(const std::string& root, const std::vector<FileState>& all) {
  States states;
  for (const auto& state : all) {
    if (state.root == root) states.emplace(state.path, state);
  }
  return states;
}

}  // namespace

RunPlan plan_run(const PlanRequest& request, const std::filesystem::path& index_folder,
                 const std::vector<FileState>& states, std::vector<Root>& roots, Console& console,
                 Report& report) {
  RunPlan run;
  for (const auto& root : name_roots(request.folders, index_folder, roots)) {
    run.root_missing = run.root_missing || root.missing;
    if (root.missing) warn_of_missing(root, request.rules.prune, console);
    if (root.missing && !request.rules.prune) continue;
    WalkResult walk;
    if (!root.missing) walk = walk_folder(root.path, request.filter, index_folder);
    report.files += walk.files.size();
    std::vector<SkippedItem> skipped = std::move(walk.skipped);
    RootPlan plan =
        plan_changes(std::move(walk), states_of(root.name, states), request.filter, request.rules);
    warn_of_kept(root, plan, console);
    count(plan, skipped, report);
    add_root(run, root, std::move(plan));
  }
  return run;
}

}  // namespace dateline
