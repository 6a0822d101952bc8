// SPDX-License-Identifier: GPL-2.0-or-later
//
// One file as the walk found it.
#pragma once

#include <cstdint>
#include <string>

namespace dateline {

struct SourceItem {
  std::string path;  // relative to its root, '/' between the parts; the bytes the file system gave
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
};

}  // namespace dateline
