// SPDX-License-Identifier: GPL-2.0-or-later
//
// Finds the files of one root. Symbolic links are not followed, devices, FIFOs and sockets not
// touched, other file systems not entered; names that begin with a dot are left alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/skip.h"
#include "indexer/source_item.h"
#include "indexer/walk/path_filter.h"

namespace dateline {

struct WalkResult {
  std::vector<SourceItem> files;            // sorted by path
  std::vector<SkippedItem> skipped;         // links, special files, folders that could not be read
  std::vector<std::string> unread_folders;  // relative paths: nothing is known of what lies below
  std::uint64_t filtered = 0;               // files left out by the filter
};

inline constexpr int kMaxFolderDepth = 128;

// `root` must be a readable folder, else Error(Usage). `index_folder` is never entered, wherever it
// lies.
WalkResult walk_folder(const std::filesystem::path& root, const PathFilter& filter,
                       const std::filesystem::path& index_folder);

}  // namespace dateline
