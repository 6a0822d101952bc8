// SPDX-License-Identifier: GPL-2.0-or-later
//
// Ctrl-C and kill: the first signal asks the run to commit what it has and stop, a second one ends
// the process at once, which costs the running batch and nothing else.
#pragma once

#include <atomic>

#include "common/base/error.h"

namespace dateline {

// Catches SIGINT and SIGTERM from here on.
void catch_interrupts();

const std::atomic<bool>& interrupted();

// Interrupted or Terminated, by the signal that came.
ExitCode interrupt_exit_code();

}  // namespace dateline
