// SPDX-License-Identifier: GPL-2.0-or-later
//
// --include and --exclude: shell patterns over the paths below a root.
#pragma once

#include <string>
#include <vector>

namespace dateline {

// A pattern without '/' is matched against the file's name, one with '/' against its path from the
// root; '*' does not cross a '/', '**/' does. Excluding a folder ("drafts/") excludes all below it.
class PathFilter {
 public:
  PathFilter() = default;
  PathFilter(std::vector<std::string> include, std::vector<std::string> exclude)
      : include_(std::move(include)), exclude_(std::move(exclude)) {}

  bool accepts_file(const std::string& path) const;
  bool accepts_folder(const std::string& path) const;
  bool is_open() const { return include_.empty() && exclude_.empty(); }

 private:
  std::vector<std::string> include_;  // empty: everything
  std::vector<std::string> exclude_;
};

}  // namespace dateline
