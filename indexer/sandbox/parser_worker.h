// SPDX-License-Identifier: GPL-2.0-or-later
//
// The worker process's side: dateline-index started again as a parser. It confines itself, then
// answers questions on its standard input, which is a socket, until that is closed.
#pragma once

#include <string_view>

namespace dateline {

// The one argument that makes dateline-index a parser.
inline constexpr std::string_view kParserWorkerArgument = "--parser-worker";

// The exit code where the system refuses to confine the process: it has read nothing then.
inline constexpr int kCannotConfine = 2;

// Gives the exit code of the process.
int run_parser_worker();

}  // namespace dateline
