// SPDX-License-Identifier: GPL-2.0-or-later
//
// How times are taken and summed up here: each query's median over several passes, then the mean,
// percentiles and maximum over the queries; and, for the spread, the same figure of each pass.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <ctime>
#include <vector>

namespace dateline::bench {

// What a time counts: all of it, or only while this thread had the processor, which is what can be
// compared on a busy machine.
enum class Clock { Wall, Processor };

inline double microseconds_now(Clock clock) {
  timespec now{};
  ::clock_gettime(clock == Clock::Wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// How long `work()` takes, in microseconds.
template <class Work>
double microseconds(Work&& work, Clock clock = Clock::Wall) {
  const double begin = microseconds_now(clock);
  work();
  return microseconds_now(clock) - begin;
}

// The smallest value that at least `part` of all values do not exceed. `values` is not empty.
inline double quantile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(values.size())));
  return values[std::max<std::size_t>(rank, 1) - 1];
}

struct Summary {
  double mean = 0;
  double p50 = 0;
  double p99 = 0;
  double max = 0;
};

inline Summary summarise(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return {sum / static_cast<double>(values.size()), quantile(values, 0.5), quantile(values, 0.99),
          quantile(values, 1)};
}

// The times of one way of answering, query by query and pass by pass.
class Times {
 public:
  explicit Times(std::size_t queries) : by_query_(queries) {}

  void add(std::size_t query, double time) { by_query_[query].push_back(time); }

  Summary summary() const {
    std::vector<double> medians;
    for (const auto& times : by_query_) medians.push_back(quantile(times, 0.5));
    return summarise(medians);
  }

  // One a pass, of that pass alone.
  std::vector<Summary> passes() const {
    std::vector<Summary> passes;
    for (std::size_t pass = 0; pass < by_query_.front().size(); ++pass) {
      std::vector<double> times;
      for (const auto& query : by_query_) times.push_back(query[pass]);
      passes.push_back(summarise(times));
    }
    return passes;
  }

 private:
  std::vector<std::vector<double>> by_query_;
};

struct Range {
  double least = 0;
  double most = 0;
};

// The lowest and the highest figure of any pass.
inline Range spread(const std::vector<Summary>& passes, double Summary::*figure) {
  Range range{passes.front().*figure, passes.front().*figure};
  for (const auto& pass : passes) {
    range.least = std::min(range.least, pass.*figure);
    range.most = std::max(range.most, pass.*figure);
  }
  return range;
}

}  // namespace dateline::bench
