// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/walk/change_check.h"

#include <algorithm>

namespace dateline {
namespace {

bool is_as_it_was(const SourceItem& item, const FileState& before) {
  return before.status != FileStatus::Partial && before.size == item.size &&
         before.mtime_ns == item.mtime_ns;
}

bool is_below(const std::string& path, const std::string& folder) {
  return folder.empty() ||
         (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

bool left_out(const std::string& path, const PathFilter& filter) {
  if (!filter.accepts_file(path)) return true;
  for (std::size_t slash = path.find('/'); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    if (!filter.accepts_folder(path.substr(0, slash))) return true;
  }
  return false;
}

void sort_out(RootPlan& plan, SourceItem&& item, FileState&& before, bool force) {
  const bool as_it_was = is_as_it_was(item, before);
  if (!as_it_was || force) {
    plan.candidates.push_back({std::move(item), true, std::move(before)});
  } else if (before.status == FileStatus::Skipped) {
    plan.known_bad.push_back({before.path, {before.skip, before.skip_detail}});
  } else {
    ++plan.unchanged_files;
    plan.unchanged_documents += before.documents;
    for (const auto& bad : before.bad)
      plan.known_bad.push_back({display_path(before.path, bad.path), bad.skip});
    plan.known_bad_unnamed += before.bad_records - before.bad.size();
  }
}

}  // namespace

RootPlan plan_changes(WalkResult&& walk, std::unordered_map<std::string, FileState>&& states,
                      const PathFilter& filter, const ChangeRules& rules) {
  RootPlan plan;
  const bool found_nothing = walk.files.empty() && walk.filtered == 0;
  for (auto& item : walk.files) {
    const auto known = states.find(item.path);
    if (known == states.end()) {
      plan.candidates.push_back({std::move(item), false, {}});
      continue;
    }
    sort_out(plan, std::move(item), std::move(known->second), rules.force);
    states.erase(known);
  }
  plan.suddenly_empty = found_nothing && !states.empty() && !rules.prune;
  if (plan.suddenly_empty) return plan;
  for (auto& [path, state] : states) {
    const bool unread =
        std::any_of(walk.unread_folders.begin(), walk.unread_folders.end(),
                    [&, &name = path](const auto& folder) { return is_below(name, folder); });
    const bool filtered = left_out(path, filter);
    if (!rules.prune && filtered) plan.kept_by_filter += state.documents;
    if (rules.prune || (!unread && !filtered)) plan.gone.push_back(std::move(state));
  }
  std::sort(plan.gone.begin(), plan.gone.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return plan;
}

}  // namespace dateline
