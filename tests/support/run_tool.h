// SPDX-License-Identifier: GPL-2.0-or-later
//
// Runs the real programs as a shell would, and keeps what they said. Standard output and error go
// to memory, never to a terminal. The variables that change what the tools do are taken out of the
// environment first.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace dateline {

struct ToolOptions {
  std::filesystem::path folder{};  // to work in; empty: the test's own
  std::vector<std::pair<std::string, std::string>> environment{};  // added
  std::string input{};                                             // standard input
  std::chrono::milliseconds time_limit{120'000};                   // killed after that

  std::uint64_t max_file_bytes = 0;  // RLIMIT_FSIZE; 0: none
  bool unprivileged = false;         // when root: as nobody, who is stopped by permissions

  // Sent once, as soon as `signal_when` holds (asked about every 0.2 ms; null: at once).
  int signal = 0;
  std::function<bool()> signal_when{};
};

struct ToolRun {
  int exit_code = -1;  // 128 + n when signal n ended it
  std::string out;
  std::string err;
  std::chrono::milliseconds time{0};
  bool timed_out = false;
};

ToolRun run_tool(const std::string& program, const std::vector<std::string>& arguments,
                 const ToolOptions& options = {});

ToolRun index_tool(const std::vector<std::string>& arguments, const ToolOptions& options = {});
ToolRun search_tool(const std::vector<std::string>& arguments, const ToolOptions& options = {});

// Holds once the time has passed, counted from the call that made it.
std::function<bool()> after(std::chrono::microseconds time);

}  // namespace dateline
