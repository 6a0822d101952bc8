// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a run has to do: its roots found and walked, compared with what the index remembers. Says on
// the console what is kept that one might expect to go.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "common/base/console.h"
#include "indexer/file_state.h"
#include "indexer/report.h"
#include "indexer/roots.h"
#include "indexer/walk/change_check.h"

namespace dateline {

struct PlanRequest {
  std::vector<std::filesystem::path> folders;
  PathFilter filter;
  ChangeRules rules;
};

struct RootWork {
  NamedRoot root;
  std::vector<Candidate> candidates;
};

struct RunPlan {
  std::vector<RootWork> roots;
  std::vector<FileState> gone;  // of all roots
  std::uint64_t files = 0;      // candidates and their size
  std::uint64_t bytes = 0;
  bool root_missing = false;
};

// `states`: what the index remembers, of all roots. `roots`: those of the index; new ones are
// added. Counts in `report` what needs no looking at. Throws Error(Usage) for a folder that cannot
// be one.
RunPlan plan_run(const PlanRequest& request, const std::filesystem::path& index_folder,
                 const std::vector<FileState>& states, std::vector<Root>& roots, Console& console,
                 Report& report);

}  // namespace dateline
