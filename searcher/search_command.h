// SPDX-License-Identifier: GPL-2.0-or-later
//
// dateline-search from options to exit code, for one query or one document to show.
#pragma once

#include "common/base/console.h"
#include "common/base/error.h"
#include "searcher/options.h"

namespace dateline {

ExitCode run_search(const SearchOptions& options, Console& console, Output& output);

}  // namespace dateline
