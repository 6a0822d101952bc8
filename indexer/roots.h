// SPDX-License-Identifier: GPL-2.0-or-later
//
// The folders an index is made from, and which of them a run names. A root's name never changes,
// because document ids are made from it; where it lies may: an index inside its folder moves along
// with it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/storage/index_metadata.h"

namespace dateline {

struct NamedRoot {
  std::string name;
  std::filesystem::path path;  // absolute
  bool missing = false;        // known to the index, but not there (or no folder) now
};

// Finds the folders of a run among the `roots` of the index at `index_folder` (absolute), adding
// those that are new. Throws Error(Usage) for a folder that is neither there nor known, and for one
// inside another root.
std::vector<NamedRoot> name_roots(const std::vector<std::filesystem::path>& folders,
                                  const std::filesystem::path& index_folder,
                                  std::vector<Root>& roots);

}  // namespace dateline
