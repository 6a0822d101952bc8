// SPDX-License-Identifier: GPL-2.0-or-later
//
// What an index knows of the trouble with its sources, as lines for people and scripts: `--report`.
// Reads the index, changes nothing.
#pragma once

#include <cstdint>
#include <filesystem>

#include "common/base/console.h"

namespace dateline {

enum class Listing : std::uint8_t {
  None,
  LowConfidence,  // documents whose charset was guessed and may be wrong: path, charset, confidence
  Quarantine,     // what its parser died of or hung on: path, size, time of change, reason
  Skipped,        // all that is left out until it changes: path, reason
};

// Tab-separated lines in the order of the paths. `index`: the index folder. Throws Error(NoIndex)
// where there is none.
void list_from_index(const std::filesystem::path& index, Listing listing, Output& output);

}  // namespace dateline
