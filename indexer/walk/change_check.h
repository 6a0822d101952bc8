// SPDX-License-Identifier: GPL-2.0-or-later
//
// Compares what a walk found with what the index remembers: which files must be looked at, which
// are as they were, which are gone. Reads no file; whether a touched file has really changed, and
// whether a new one is a moved one, its bytes tell later.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/file_state.h"
#include "indexer/source_item.h"
#include "indexer/walk/folder_walker.h"
#include "indexer/walk/path_filter.h"

namespace dateline {

struct Candidate {
  SourceItem item;
  bool known = false;
  FileState before;  // when known
};

struct RootPlan {
  std::vector<Candidate> candidates;  // in the order of their paths
  std::vector<FileState> gone;
  std::vector<SkippedItem> known_bad;   // files and records skipped before and not changed since
  std::uint64_t known_bad_unnamed = 0;  // more such records
  std::uint64_t unchanged_files = 0;
  std::uint64_t unchanged_documents = 0;
  std::uint64_t kept_by_filter = 0;  // documents of files this run's filter leaves out
  // The index has documents of the root, the walk found nothing: all are kept.
  bool suddenly_empty = false;
};

struct ChangeRules {
  bool force = false;  // look at every file
  bool prune = false;  // what this run does not see is gone, whatever the reason
};

// `states`: what the index remembers of this root, by path; consumed.
RootPlan plan_changes(WalkResult&& walk, std::unordered_map<std::string, FileState>&& states,
                      const PathFilter& filter, const ChangeRules& rules);

}  // namespace dateline
