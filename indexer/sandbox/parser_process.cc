// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/parser_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/base/error.h"
#include "indexer/sandbox/parser_worker.h"

namespace dateline {
namespace {

// An empty environment: no library finds settings there.
char* const kNoEnvironment[] = {nullptr};

struct SpawnActions {
  SpawnActions() { ::posix_spawn_file_actions_init(&actions); }
  ~SpawnActions() { ::posix_spawn_file_actions_destroy(&actions); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;

  posix_spawn_file_actions_t actions{};
};

// A Ctrl-C in the terminal is the indexer's to answer: the parser is in a group of its own.
struct SpawnAttributes {
  SpawnAttributes() {
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
  }
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;

  posix_spawnattr_t attributes{};
};

[[noreturn]] void fail(int error) {
  throw Error(ExitCode::Usage,
              fmt::format("cannot start a parser process: {}", system_message(error)));
}

pid_t spawn(const std::filesystem::path& program, int socket) {
  const SpawnActions how;
  auto* const actions = const_cast<posix_spawn_file_actions_t*>(&how.actions);
  ::posix_spawn_file_actions_adddup2(actions, socket, STDIN_FILENO);
  ::posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const SpawnAttributes with;
  std::string name = "dateline-index";
  std::string argument(kParserWorkerArgument);
  const std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
  pid_t process = -1;
  const int error = ::posix_spawn(&process, program.c_str(), actions, &with.attributes,
                                  arguments.data(), kNoEnvironment);
  if (error != 0) fail(error);
  return process;
}

std::chrono::seconds processor_time_of(pid_t process) {
  clockid_t clock{};
  timespec used{};
  if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec);
}

}  // namespace

ParserProcess::ParserProcess(const ParserSettings& settings) : settings_(settings) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail(errno);
  channel_ = Channel(File(ends[0]));
  const File other(ends[1]);
  process_ = spawn(settings.program, other.descriptor());
  ask(MessageKind::Setup, {encode_setup(settings.setup)});
}

ParserProcess::~ParserProcess() { end(); }

// The limit is on all the time a process has used: it moves on with each question. The processor
// time ends a parser that loops, also when nobody waits for it any more; the wall time one that
// hangs.
void ParserProcess::start_clock() {
  const auto most = (processor_time_of(process_) + settings_.processor_time).count() + 1;
  const rlimit limits{static_cast<rlim_t>(most), RLIM_INFINITY};
  ::prlimit(process_, RLIMIT_CPU, &limits, nullptr);
}

bool ParserProcess::ask(MessageKind kind, std::initializer_list<std::string_view> pieces,
                        int file) {
  if (process_ < 0) return false;
  start_clock();
  return channel_.send(kind, pieces, Channel::Clock::now() + settings_.wall_time, file);
}

bool ParserProcess::answer(Message& message) {
  if (process_ < 0) return false;
  if (!channel_.has_message()) start_clock();
  const Received received = channel_.receive(message, Channel::Clock::now() + settings_.wall_time);
  timed_out_ = received == Received::TimedOut;
  return received == Received::Message;
}

Skip ParserProcess::end() {
  if (process_ < 0) return {SkipKind::ParserDied, ""};
  channel_.close();
  ::kill(process_, SIGKILL);
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  if (timed_out_) {
    return {SkipKind::TimedOut, fmt::format("no answer in {} s", settings_.wall_time.count())};
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
    return {SkipKind::TimedOut,
            fmt::format("over {} s of processor time", settings_.processor_time.count())};
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) {
    const char* const name = ::sigdescr_np(WTERMSIG(status));
    return {SkipKind::ParserDied, name != nullptr ? name : "killed"};
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kCannotConfine)
    return {SkipKind::NotSupported, "this system does not let its parser be confined"};
  return {SkipKind::ParserDied, "ended early"};
}

}  // namespace dateline
