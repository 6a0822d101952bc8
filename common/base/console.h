// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the tools say to people: the only writer to stderr (Console) and to stdout (Output). stdout
// carries data only; errors, warnings, notes and the progress line go to stderr. Messages may quote
// anything: Console makes them terminal-safe. Output writes bytes as they are: who formats the data
// answers for them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>
#include <string_view>

#include "common/base/error.h"

namespace dateline {

enum class ColorWhen : std::uint8_t { Auto, Always, Never };

// Auto: on a terminal that is not TERM=dumb, unless NO_COLOR is set. Always overrides NO_COLOR.
bool use_color(ColorWhen when, int fd);

// Of the terminal behind `fd`, else $COLUMNS, else 80.
std::size_t terminal_columns(int fd);

struct ProgressState {
  std::uint64_t files_done = 0;
  std::uint64_t files_total = 0;
  std::uint64_t documents = 0;
  std::uint64_t bytes_done = 0;
  std::uint64_t bytes_total = 0;  // 0: not known, no bar and no time left
};

// "[###.......]  30% 0:09 left, 4.1 MB/s, 15.0/50.0 MB, 1,234/5,000 files, 1,200 documents", cut to
// the columns. Speed and time left come from all that was done in `elapsed`.
std::string format_progress(const ProgressState& state, std::chrono::duration<double> elapsed,
                            std::size_t columns);

// Where a Console writes to.
struct ConsoleTarget {
  int fd = 2;
  bool is_terminal = false;
  std::size_t columns = 80;

  static ConsoleTarget standard_error();
};

// Thread-safe. A write that fails is ignored: there is nobody left to tell.
class Console {
 public:
  explicit Console(std::string program, ConsoleTarget target = ConsoleTarget::standard_error());
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  // Quiet: no notes and no progress line.
  void set_quiet(bool quiet);

  void note(std::string_view text);  // "program: text"
  // A note for who sits at a terminal alone: one line, cut to its width, dimmed if
  // there are colours.
  void aside(std::string_view text, bool is_colored);
  void warning(std::string_view text);  // "program: warning: text"
  // "program: message", then the excerpt, then "hint: …". An excerpt shows the place the message
  // speaks of, in lines of its own (a query and a caret); a hint, too, may have several lines.
  void error(const Error& error, std::string_view excerpt = {});

  // Redraws the progress line, at most ten times a second; does nothing off a terminal. The clock
  // for speed and time left starts with the first call.
  void progress(const ProgressState& state);
  void end_progress();  // clears the line; the next progress() begins anew

 private:
  using Clock = std::chrono::steady_clock;

  void print(const std::string& text);  // the lock is held
  void clear_progress_line();

  std::mutex mutex_;
  const std::string program_;
  const ConsoleTarget target_;
  bool quiet_ = false;
  bool progress_running_ = false;
  bool progress_shown_ = false;
  Clock::time_point progress_start_;
  Clock::time_point progress_drawn_;
};

// Nobody reads stdout any more (`dateline-search … | head`). A quiet, normal end: main() turns it
// into exit code 0, Done. SIGPIPE must be ignored for it to be seen.
class BrokenPipe : public std::exception {
 public:
  const char* what() const noexcept override { return "nobody reads the output any more"; }
};

// Buffered stdout. Not thread-safe. flush() before the end: the destructor drops what is left,
// because it could not report a failure.
class Output {
 public:
  explicit Output(int fd = 1) : fd_(fd) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Both throw Error(WriteFailed), or BrokenPipe.
  void write(std::string_view text);
  void flush();

 private:
  int fd_;
  std::string buffer_;
};

}  // namespace dateline
