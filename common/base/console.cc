// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/console.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/base/terminal_text.h"

namespace dateline {
namespace {

constexpr std::size_t kDefaultColumns = 80;
constexpr std::size_t kBarColumns = 10;
constexpr std::size_t kOutputBuffer = 64 * 1024;
constexpr std::chrono::milliseconds kRedrawInterval{100};
constexpr std::string_view kClearLine = "\r\x1b[K";

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view{value};
}

bool is_capable_terminal(int fd) { return isatty(fd) == 1 && environment("TERM") != "dumb"; }

// One step of writing all of `text`: false when it failed for good (errno says why).
bool write_some(int fd, std::string_view& text) {
  const ssize_t written = ::write(fd, text.data(), text.size());
  if (written >= 0) {
    text.remove_prefix(static_cast<std::size_t>(written));
    return true;
  }
  if (errno == EAGAIN || errno == EWOULDBLOCK) {  // somebody made the shared terminal non-blocking
    pollfd wait{fd, POLLOUT, 0};
    return ::poll(&wait, 1, -1) >= 0 || errno == EINTR;
  }
  return errno == EINTR;
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    if (!write_some(fd, text)) return false;
  }
  return true;
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f}", static_cast<double>(bytes) / 1e6);
}

std::string format_bar(double share) {
  const auto filled = static_cast<std::size_t>(share * kBarColumns);
  return fmt::format("[{:#>{}}{:.>{}}] {:3.0f}% ", "", filled, "", kBarColumns - filled,
                     std::floor(share * 100));
}

std::string format_time_left(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::min(std::ceil(seconds), 359999.0));
  const std::uint64_t hours = whole / 3600;
  if (hours == 0) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", hours, whole / 60 % 60, whole % 60);
}

// "0:09 left, 4.1 MB/s, ", as much of it as is known.
std::string format_speed(const ProgressState& state, double seconds) {
  if (seconds <= 0 || state.bytes_done == 0) return {};
  const double speed = static_cast<double>(state.bytes_done) / seconds;
  std::string text;
  if (state.bytes_total > state.bytes_done) {
    const auto left = static_cast<double>(state.bytes_total - state.bytes_done);
    text = format_time_left(left / speed) + " left, ";
  }
  return text + fmt::format("{:.1f} MB/s, ", speed / 1e6);
}

}  // namespace

bool use_color(ColorWhen when, int fd) {
  if (when != ColorWhen::Auto) return when == ColorWhen::Always;
  return environment("NO_COLOR").empty() && is_capable_terminal(fd);
}

std::size_t terminal_columns(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string_view text = environment("COLUMNS");
  std::size_t columns = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), columns);
  const bool usable = problem == std::errc{} && end == text.data() + text.size() && columns > 0;
  return usable ? columns : kDefaultColumns;
}

std::string format_progress(const ProgressState& state, std::chrono::duration<double> elapsed,
                            std::size_t columns) {
  std::string line;
  std::string of_bytes;
  if (state.bytes_total > 0) {
    const auto total = static_cast<double>(state.bytes_total);
    line = format_bar(std::min(1.0, static_cast<double>(state.bytes_done) / total));
    of_bytes = "/" + megabytes(state.bytes_total);
  }
  // What a narrow terminal cuts off is what matters least.
  line += fmt::format("{}{}{} MB, {}/{} files, {} documents", format_speed(state, elapsed.count()),
                      megabytes(state.bytes_done), of_bytes, grouped_number(state.files_done),
                      grouped_number(state.files_total), grouped_number(state.documents));
  return fit_width(line, columns);
}

ConsoleTarget ConsoleTarget::standard_error() {
  return {STDERR_FILENO, is_capable_terminal(STDERR_FILENO), terminal_columns(STDERR_FILENO)};
}

Console::Console(std::string program, ConsoleTarget target)
    : program_(std::move(program)), target_(target) {}

Console::~Console() { end_progress(); }

void Console::set_quiet(bool quiet) {
  const std::lock_guard lock(mutex_);
  quiet_ = quiet;
}

void Console::note(std::string_view text) {
  const std::lock_guard lock(mutex_);
  if (!quiet_) print(fmt::format("{}: {}\n", program_, one_line(text)));
}

void Console::aside(std::string_view text, bool is_colored) {
  const std::lock_guard lock(mutex_);
  if (quiet_ || !target_.is_terminal) return;
  print(fmt::format("{}{}{}\n", is_colored ? "\x1b[2m" : "",
                    fit_width(one_line(text), target_.columns), is_colored ? "\x1b[0m" : ""));
}

void Console::warning(std::string_view text) {
  const std::lock_guard lock(mutex_);
  print(fmt::format("{}: warning: {}\n", program_, one_line(text)));
}

void Console::error(const Error& error, std::string_view excerpt) {
  std::string text = fmt::format("{}: {}\n", program_, one_line(error.what()));
  if (!excerpt.empty()) text += fmt::format("{}\n", terminal_safe(excerpt, true));
  if (!error.hint().empty()) text += fmt::format("hint: {}\n", terminal_safe(error.hint(), true));
  const std::lock_guard lock(mutex_);
  print(text);
}

void Console::progress(const ProgressState& state) {
  const std::lock_guard lock(mutex_);
  if (!target_.is_terminal || quiet_) return;
  const Clock::time_point now = Clock::now();
  if (!progress_running_) progress_start_ = now;
  if (progress_running_ && now - progress_drawn_ < kRedrawInterval) return;
  progress_running_ = true;
  progress_drawn_ = now;
  // The last column stays free: many terminals wrap as soon as it is written.
  const std::size_t columns = std::max<std::size_t>(target_.columns, 2) - 1;
  const std::string line = format_progress(state, now - progress_start_, columns);
  progress_shown_ = true;
  write_all(target_.fd, fmt::format("{}{}", kClearLine, line));
}

void Console::end_progress() {
  const std::lock_guard lock(mutex_);
  clear_progress_line();
  progress_running_ = false;
}

void Console::print(const std::string& text) {
  clear_progress_line();
  write_all(target_.fd, text);
}

void Console::clear_progress_line() {
  if (progress_shown_) write_all(target_.fd, kClearLine);
  progress_shown_ = false;
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kOutputBuffer) flush();
}

void Output::flush() {
  const std::string text = std::exchange(buffer_, {});
  if (write_all(fd_, text)) return;
  const int problem = errno;
  if (problem == EPIPE) throw BrokenPipe();
  throw Error(ExitCode::WriteFailed,
              "cannot write the output: " + std::generic_category().message(problem));
}

}  // namespace dateline
