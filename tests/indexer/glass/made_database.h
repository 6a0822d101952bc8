// SPDX-License-Identifier: GPL-2.0-or-later
//
// Documents written twice, by the glass tables and by Xapian, and the two databases compared
// through Xapian's public API.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <xapian.h>

namespace dateline {

struct MadeDocument {
  Xapian::docid docid = 0;
  std::string data;
  std::map<std::string, unsigned> terms;  // with their wdf
  std::map<unsigned, std::string> values;
};

struct MadeDatabase {
  std::vector<MadeDocument> documents;  // ascending
  std::map<std::string, std::string> metadata;
};

void write_with_glass(const MadeDatabase& made, const std::filesystem::path& path);
void write_with_xapian(const MadeDatabase& made, const std::filesystem::path& path);

// What differs, a line each, at most 20 lines; the number of comparisons is added to `checks`.
std::string differences(const std::filesystem::path& one, const std::filesystem::path& other,
                        std::size_t& checks);

// What Xapian's own check finds wrong; empty when nothing.
std::string xapian_check(const std::filesystem::path& path);

}  // namespace dateline
