// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/interrupt.h"

#include <signal.h>
#include <unistd.h>

namespace dateline {
namespace {

std::atomic<bool> g_interrupted{false};
std::atomic<int> g_signal{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int number) {
  if (g_interrupted.exchange(true)) ::_exit(128 + number);
  g_signal = number;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

const std::atomic<bool>& interrupted() { return g_interrupted; }

ExitCode interrupt_exit_code() {
  return g_signal == SIGTERM ? ExitCode::Terminated : ExitCode::Interrupted;
}

}  // namespace dateline
