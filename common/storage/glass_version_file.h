// SPDX-License-Identifier: GPL-2.0-or-later
//
// One change to a glass database's version file that Xapian's interface does not offer:
// compress_min = 0 for all tables, so that a later WritableDatabase never deflates a tag. Xapian
// (1.4.22, and 2.1.0) can write compressed tags that it cannot read back; documents with such a
// term list can be neither deleted nor replaced. The setting survives commits; compaction writes
// the default again.
#pragma once

#include <filesystem>

namespace dateline {

// `database` must not be open for writing. Throws Error when the version file is not of the known
// format (2016-03-14).
void disable_tag_compression(const std::filesystem::path& database);

}  // namespace dateline
