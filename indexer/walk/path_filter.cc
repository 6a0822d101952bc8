// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/walk/path_filter.h"

#include <algorithm>
#include <string_view>

#include <fnmatch.h>

namespace dateline {
namespace {

bool glob(const std::string& pattern, const std::string& text, int flags) {
  return ::fnmatch(pattern.c_str(), text.c_str(), flags) == 0;
}

bool matches(const std::string& pattern, const std::string& path) {
  if (pattern.starts_with("**/")) {
    const std::string rest = pattern.substr(3);
    for (std::size_t at = 0; at != std::string::npos; at = path.find('/', at)) {
      at += at == 0 ? 0 : 1;
      if (glob(rest, path.substr(at), FNM_PATHNAME)) return true;
      if (at == 0 && path.find('/') == std::string::npos) break;
    }
    return false;
  }
  if (pattern.find('/') != std::string::npos) return glob(pattern, path, FNM_PATHNAME);
  return glob(pattern, path.substr(path.rfind('/') + 1), 0);
}

bool any_matches(const std::vector<std::string>& patterns, const std::string& path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const auto& pattern) { return matches(pattern, path); });
}

}  // namespace

bool PathFilter::accepts_file(const std::string& path) const {
  if (any_matches(exclude_, path)) return false;
  return include_.empty() || any_matches(include_, path);
}

bool PathFilter::accepts_folder(const std::string& path) const {
  return std::none_of(exclude_.begin(), exclude_.end(), [&](std::string pattern) {
    if (pattern.ends_with('/')) pattern.pop_back();
    return matches(pattern, path);
  });
}

}  // namespace dateline
