// SPDX-License-Identifier: GPL-2.0-or-later
//
// Takes from the calling process what a parser does not need, for good: new files, the network, new
// processes, privileges, core dumps, more memory than the limit. What it holds open it keeps.
#pragma once

#include <cstdint>

namespace dateline {

// Throws Error where the system refuses: nothing hostile must be read then. Without seccomp
// (another processor than x86-64 and aarch64) the resource limits still hold.
void confine_process(std::uint64_t memory_bytes);

}  // namespace dateline
