// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/roots.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "common/base/error.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

bool is_inside(const fs::path& path, const fs::path& folder) {
  const auto [path_end, folder_end] =
      std::mismatch(path.begin(), path.end(), folder.begin(), folder.end());
  return folder_end == folder.end() && path != folder;
}

fs::path absolute_place(const Root& root, const fs::path& index_folder) {
  return root.path.is_absolute() ? root.path : (index_folder / root.path).lexically_normal();
}

// Without a '/' at the end, which would make its last part empty.
fs::path tidy(fs::path path) {
  path = path.lexically_normal();
  return path.filename().empty() ? path.parent_path() : path;
}

std::string free_name(const fs::path& folder, const std::vector<Root>& roots) {
  std::string base = folder.filename().string();
  if (base.empty()) base = "root";
  std::string name = base;
  for (int copy = 2;
       std::any_of(roots.begin(), roots.end(), [&](const auto& root) { return root.name == name; });
       ++copy) {
    name = fmt::format("{}-{}", base, copy);
  }
  return name;
}

void refuse_nested(const fs::path& folder, const std::vector<Root>& roots,
                   const fs::path& index_folder) {
  for (const auto& root : roots) {
    const fs::path known = tidy(absolute_place(root, index_folder));
    if (is_inside(folder, known) || is_inside(known, folder)) {
      throw Error(ExitCode::Usage,
                  fmt::format("cannot index '{}': the index already covers '{}', and its articles "
                              "would be there twice",
                              folder.string(), known.string()),
                  "name that folder, or keep this one in an index of its own with --index DIR");
    }
  }
}

}  // namespace

std::vector<NamedRoot> name_roots(const std::vector<fs::path>& folders,
                                  const fs::path& index_folder, std::vector<Root>& roots) {
  std::vector<NamedRoot> named;
  for (const auto& given : folders) {
    std::error_code error;
    // weakly_canonical() leaves a relative path relative when nothing of it is there.
    const fs::path folder = tidy(fs::weakly_canonical(fs::absolute(given), error));
    const bool there = fs::is_directory(folder, error);
    const auto known = std::find_if(roots.begin(), roots.end(), [&](const auto& root) {
      return tidy(absolute_place(root, index_folder)) == folder;
    });
    if (known != roots.end()) {
      const bool twice = std::any_of(named.begin(), named.end(),
                                     [&](const auto& n) { return n.name == known->name; });
      if (!twice) named.push_back({known->name, folder, !there});
      continue;
    }
    if (!there) {
      const bool exists = fs::exists(folder, error);
      throw Error(ExitCode::Usage, fmt::format("cannot index '{}': {}", given.string(),
                                               exists ? "not a folder" : "no such folder"));
    }
    refuse_nested(folder, roots, index_folder);
    const fs::path place =
        is_inside(index_folder, folder) ? folder.lexically_relative(index_folder) : folder;
    roots.push_back({free_name(folder, roots), place});
    named.push_back({roots.back().name, folder, false});
  }
  return named;
}

}  // namespace dateline
