// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether the Xapian this program runs with reads what this folder writes.
#pragma once

#include <filesystem>

namespace dateline::glass {

// Writes a small database into `folder` (made anew, removed afterwards), opens it with Xapian, and
// compares what comes back. Xapian names its format by a date, and refuses others.
bool xapian_reads_our_format(const std::filesystem::path& folder);

}  // namespace dateline::glass
