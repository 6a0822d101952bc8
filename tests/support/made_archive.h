// SPDX-License-Identifier: GPL-2.0-or-later
//
// Archives and packed files for tests, made in memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct MadeEntry {
  std::string name;
  std::string data;
  char type = 'f';  // f file, d folder, l symbolic link, h hard link, p FIFO, c device
};

// Deflated, in this order; `password`: of all members, by the old way of zip.
std::string make_zip(const std::vector<MadeEntry>& entries, const std::string& password = {});
std::string make_stored_zip(const std::vector<MadeEntry>& entries);
std::string make_tar(const std::vector<MadeEntry>& entries);
std::string xz(std::string_view bytes);
std::string bzip2(std::string_view bytes);

}  // namespace dateline
