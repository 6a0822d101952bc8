// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/run_tool.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/files.h"

extern char** environ;  // NOLINT

namespace dateline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kCannotStart = 127;
constexpr unsigned kNobody = 65534;
constexpr std::array<std::string_view, 5> kHidden = {
    "DATELINE_INDEX=", "NO_COLOR=", "COLUMNS=", "TERM=", "LC_ALL="};

// An index syncs at every step: on a disk that takes a test of hundreds of runs minutes. Temporary
// folders go to memory where there is plenty, unless TMPDIR says otherwise.
const bool kUsesMemory = [] {
  std::error_code error;
  const auto space = std::filesystem::space("/dev/shm", error);
  constexpr std::uintmax_t kPlenty = 2'000'000'000;
  return !error && space.available >= kPlenty && ::setenv("TMPDIR", "/dev/shm", 0) == 0;
}();

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

File memory_file(const std::string& content = {}) {
  File file(::memfd_create("dateline-test", MFD_CLOEXEC));
  if (!file) fail("memfd_create");
  write_all(file, content, "memory");
  ::lseek(file.descriptor(), 0, SEEK_SET);
  return file;
}

std::string content_of(const File& file) {
  std::string content(static_cast<std::size_t>(::lseek(file.descriptor(), 0, SEEK_END)), '\0');
  if (::pread(file.descriptor(), content.data(), content.size(), 0) < 0) fail("pread");
  return content;
}

std::vector<std::string> environment_of(const ToolOptions& options) {
  std::vector<std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    if (std::ranges::none_of(kHidden, [&](auto name) { return text.starts_with(name); })) {
      environment.emplace_back(text);
    }
  }
  for (const auto& [name, value] : options.environment) environment.push_back(name + '=' + value);
  return environment;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// Between fork and exec: only what is safe there.
bool set_up(const ToolOptions& options) {
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) return false;
  if (options.max_file_bytes > 0) {
    const struct rlimit limit { options.max_file_bytes, options.max_file_bytes };
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
  }
  if (options.unprivileged && ::getuid() == 0) {
    if (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0) return false;
  }
  return true;
}

bool wait_ready(int descriptor, std::chrono::nanoseconds time) {
  struct pollfd wait {
    descriptor, POLLIN, 0
  };
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  const struct timespec limit { seconds.count(), (time - seconds).count() };
  return ::ppoll(&wait, 1, &limit, nullptr) > 0;
}

// Until the process is gone, with the signal and the time limit that were asked for.
void wait_for(pid_t process, const ToolOptions& options, Clock::time_point start, ToolRun& run) {
  const File handle(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
  if (!handle) fail("pidfd_open");
  bool to_send = options.signal != 0;
  for (;;) {
    if (to_send && (!options.signal_when || options.signal_when())) {
      ::kill(process, options.signal);
      to_send = false;
    }
    const auto left = start + options.time_limit - Clock::now();
    if (left <= left.zero()) {
      run.timed_out = true;
      ::kill(process, SIGKILL);
      return;
    }
    using namespace std::chrono_literals;
    if (wait_ready(handle.descriptor(), to_send ? std::min<Clock::duration>(left, 200us) : left))
      return;
  }
}

}  // namespace

ToolRun run_tool(const std::string& program, const std::vector<std::string>& arguments,
                 const ToolOptions& options) {
  const File input = memory_file(options.input);
  const File out = memory_file();
  const File err = memory_file();
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment = environment_of(options);
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> envp = pointers(environment);

  const auto start = Clock::now();
  const pid_t process = ::fork();
  if (process < 0) fail("fork");
  if (process == 0) {
    ::dup2(input.descriptor(), STDIN_FILENO);
    ::dup2(out.descriptor(), STDOUT_FILENO);
    ::dup2(err.descriptor(), STDERR_FILENO);
    if (set_up(options)) ::execve(program.c_str(), argv.data(), envp.data());
    ::_exit(kCannotStart);
  }
  ToolRun run;
  wait_for(process, options, start, run);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) fail("waitpid");
  }
  run.time = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.out = content_of(out);
  run.err = content_of(err);
  return run;
}

ToolRun index_tool(const std::vector<std::string>& arguments, const ToolOptions& options) {
  return run_tool(DATELINE_INDEX_PROGRAM, arguments, options);
}

ToolRun search_tool(const std::vector<std::string>& arguments, const ToolOptions& options) {
  return run_tool(DATELINE_SEARCH_PROGRAM, arguments, options);
}

std::function<bool()> after(std::chrono::microseconds time) {
  return [end = Clock::now() + time] { return Clock::now() >= end; };
}

}  // namespace dateline
