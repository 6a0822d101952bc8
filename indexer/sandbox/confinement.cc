// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/confinement.h"

#include <array>
#include <cerrno>
#include <memory>
#include <span>

#include <fcntl.h>
#include <fmt/format.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/base/error.h"
#include "common/base/files.h"

namespace dateline {
namespace {

// AddressSanitizer maps terabytes that it does not use.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kHasMemoryLimit = false;
#else
constexpr bool kHasMemoryLimit = true;
#endif

// The standard ones and a container's; some to spare.
constexpr rlim_t kMaxFiles = 16;

void limit(int resource, rlim_t most) {
  const rlimit limits{most, most};
  if (::setrlimit(static_cast<__rlimit_resource>(resource), &limits) != 0) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot limit a parser process: {}", system_message(errno)));
  }
}

struct ReleaseFilter {
  void operator()(void* filter) const { ::seccomp_release(filter); }
};

// What malloc, reading and writing open files, clocks and an orderly end take. Whatever else is
// asked for fails as if it was not permitted, which libraries can live with.
constexpr int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(recvmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(clock_getres),
    SCMP_SYS(getrusage),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(tgkill),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getrlimit),
    SCMP_SYS(sysinfo),
};

// The sanitizers try through a pipe whether memory can be read.
#ifdef __SANITIZE_ADDRESS__
constexpr int kAllowedToSanitizers[] = {SCMP_SYS(pipe), SCMP_SYS(pipe2)};
#else
constexpr std::array<int, 0> kAllowedToSanitizers{};
#endif

void allow(void* filter, std::span<const int> calls) {
  for (const int call : calls) {
    // Not every processor has every one of them.
    if (call >= 0) ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  }
}

void filter_system_calls() {
  const std::unique_ptr<void, ReleaseFilter> filter(::seccomp_init(SCMP_ACT_ERRNO(EACCES)));
  if (!filter) throw Error(ExitCode::Usage, "cannot confine a parser process: no seccomp filter");
  allow(filter.get(), kAllowed);
  allow(filter.get(), kAllowedToSanitizers);
  if (const int error = ::seccomp_load(filter.get()); error != 0) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot confine a parser process: {}", system_message(-error)));
  }
}

}  // namespace

void confine_process(std::uint64_t memory_bytes) {
  ::close_range(3, ~0U, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, kMaxFiles);
  if (kHasMemoryLimit) limit(RLIMIT_AS, memory_bytes);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot confine a parser process: {}", system_message(errno)));
  }
#if defined(__x86_64__) || defined(__aarch64__)
  filter_system_calls();
#endif
}

}  // namespace dateline
