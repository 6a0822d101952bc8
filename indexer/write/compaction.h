// SPDX-License-Identifier: GPL-2.0-or-later
//
// Makes a compact, sealed copy of a generation and lets it answer in place of the old one.
#pragma once

#include <filesystem>

#include "common/storage/index_folder.h"

namespace dateline {

// Document numbers stay as they are; the word sequences of documents that are gone are left behind.
// The old generation is removed once the new one answers. False when the compacted database could
// not be read back whole (see glass_version_file.h): the old one then stays.
bool compact_generation(const IndexFolder& folder, const std::filesystem::path& generation);

}  // namespace dateline
