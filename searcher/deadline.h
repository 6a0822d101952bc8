// SPDX-License-Identifier: GPL-2.0-or-later
//
// When a search has to give up. Asking is cheap enough for every candidate.
#pragma once

#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "common/base/error.h"

namespace dateline {

class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  Deadline() = default;  // never
  // So long from now on.
  explicit Deadline(std::chrono::milliseconds limit) : limit_(limit), end_(Clock::now() + limit) {}

  bool has_passed() const { return end_ && Clock::now() >= *end_; }

  // Throws Error(Timeout) when it has passed.
  void check() const {
    if (!has_passed()) return;
    throw Error(ExitCode::Timeout,
                fmt::format("no answer within {} s", static_cast<double>(limit_.count()) / 1000),
                "ask for more words, or for fewer days");
  }
  // The same for where little is done between two calls: the clock is read at the first call and
  // then at every sixteenth.
  void check_often() {
    if (end_ && calls_++ % 16 == 0) check();
  }

 private:
  std::chrono::milliseconds limit_{0};
  std::optional<Clock::time_point> end_;
  unsigned calls_ = 0;
};

}  // namespace dateline
