// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/parallel.h"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include <doctest/doctest.h>

namespace dateline {
namespace {

using Numbers = OrderedWorkers<int, int>;

TEST_CASE("gives results in the order of the tasks") {
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::vector<int> got;
    Numbers workers(
        threads,
        [] {
          return [](int&& task) {
            if (task % 5 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
            return task * 2;
          };
        },
        [&](int&& result) { got.push_back(result); });
    for (int i = 0; i < 500; ++i) workers.submit(i);
    workers.finish();
    REQUIRE(got.size() == 500);
    for (int i = 0; i < 500; ++i) CHECK(got[static_cast<std::size_t>(i)] == i * 2);
  }
}

TEST_CASE("ends without a task, and when it is dropped half way") {
  const auto make = [] { return [](int&& task) { return task; }; };
  int consumed = 0;
  Numbers none(3, make, [&](int&&) { ++consumed; });
  none.finish();
  CHECK(consumed == 0);
  for (int round = 0; round < 50; ++round) {
    Numbers dropped(2, make, [](int&&) {});
    for (int i = 0; i < round; ++i) dropped.submit(i);
  }
}

void run_failing(const std::string& place) {
  const auto fail_in = [place](const char* here) {
    if (place == here) throw std::runtime_error(place);
  };
  Numbers workers(
      2,
      [&] {
        fail_in("making a worker");
        return [&](int&& task) {
          if (task == 70) fail_in("working");
          return task;
        };
      },
      [&](int&& result) {
        if (result == 70) fail_in("consuming");
      });
  for (int i = 0; i < 200; ++i) workers.submit(i);
  workers.finish();
}

TEST_CASE("hands on an exception wherever it comes from") {
  for (const char* place : {"making a worker", "working", "consuming"}) {
    CAPTURE(place);
    CHECK_THROWS_WITH_AS(run_failing(place), place, std::runtime_error);
  }
}

}  // namespace
}  // namespace dateline
