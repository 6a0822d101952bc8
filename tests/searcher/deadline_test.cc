// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/deadline.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

ExitCode code_of(const Deadline& deadline) {
  try {
    deadline.check();
  } catch (const Error& error) {
    return error.code();
  }
  return ExitCode::Done;
}

TEST_CASE("a deadline passes, or never does") {
  CHECK(!Deadline().has_passed());
  CHECK(code_of(Deadline()) == ExitCode::Done);
  CHECK(code_of(Deadline(std::chrono::hours(1))) == ExitCode::Done);
  const Deadline passed(std::chrono::milliseconds(0));
  CHECK(passed.has_passed());
  CHECK(code_of(passed) == ExitCode::Timeout);
}

TEST_CASE("asking often reads the clock now and then") {
  Deadline none;
  for (int i = 0; i < 100; ++i) CHECK_NOTHROW(none.check_often());
  Deadline passed(std::chrono::milliseconds(0));
  int thrown = 0;
  for (int i = 0; i < 160; ++i) {
    try {
      passed.check_often();
    } catch (const Error&) {
      ++thrown;
    }
  }
  CHECK(thrown == 10);
}

}  // namespace
}  // namespace dateline
