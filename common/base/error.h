// SPDX-License-Identifier: GPL-2.0-or-later
//
// The one exception type of the project: the command cannot do its job and stops. Trouble with a
// single document is not an Error but a Skip (indexer/skip.h), which the run reports and survives.
// Only the two main.cc catch it.
#pragma once

#include <stdexcept>
#include <string>

namespace dateline {

// The exit codes of both tools, as README.md documents them.
enum class ExitCode : int {
  Done = 0,
  // dateline-search: nothing found; dateline-index: files were skipped and --strict was given.
  Nothing = 1,
  Usage = 2,    // wrong option, argument or query
  NoIndex = 3,  // no index there, or a version this build cannot read
  WriteFailed = 4,
  Damaged = 5,
  Busy = 6,  // another writer is at work
  Timeout = 7,
  RemoteUnavailable = 8,
  Interrupted = 130,
  Terminated = 143,
};

class Error : public std::runtime_error {
 public:
  // `message` is one line: what could not be done, to what, why. `hint` says what to do about it;
  // may be empty.
  Error(ExitCode code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  ExitCode code() const { return code_; }
  const std::string& hint() const { return hint_; }

 private:
  ExitCode code_;
  std::string hint_;
};

}  // namespace dateline
