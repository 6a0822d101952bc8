// SPDX-License-Identifier: GPL-2.0-or-later
//
// dateline-index from options to exit code: the table of contents of the tool.
#pragma once

#include "common/base/console.h"
#include "common/base/error.h"
#include "indexer/options.h"

namespace dateline {

// Throws Error where the job cannot be done at all.
ExitCode run_index(const IndexOptions& options, Console& console, Output& output);

}  // namespace dateline
