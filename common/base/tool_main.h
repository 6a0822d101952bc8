// SPDX-License-Identifier: GPL-2.0-or-later
//
// The last catch of both tools: whatever comes out of a tool becomes one line on stderr and the
// documented exit code.
#pragma once

#include <functional>

#include "common/base/console.h"
#include "common/base/error.h"

namespace dateline {

// What `tool` returns, or the code of what it throws; `unexpected` for what is no Error of ours.
// Ignores SIGPIPE, so that a reader that goes away is a quiet end.
int run_tool(Console& console, ExitCode unexpected, const std::function<ExitCode()>& tool);

}  // namespace dateline
