// SPDX-License-Identifier: GPL-2.0-or-later
//
// Many queries from a file: answered side by side, printed in order. A bad line is an answer of its
// own and ends nothing.
#pragma once

#include "common/base/console.h"
#include "common/base/error.h"
#include "searcher/options.h"

namespace dateline {

// Usage when any line was a bad one, else Done.
ExitCode run_batch(const SearchOptions& options, Console& console, Output& output);

}  // namespace dateline
