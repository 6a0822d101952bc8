// SPDX-License-Identifier: GPL-2.0-or-later
//
// Work side by side with results in order: tickets go out to worker threads, their results come
// back as if one thread had done them one after the other. Memory is bounded by the number of
// tickets on the way.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace dateline {

// One producer calls submit() and finish(); `make_worker` is called once on each thread and gives
// the function that thread applies to its tasks; `consume` gets the results in the order of
// submission, on a thread of its own. The first exception of any of them ends the whole and comes
// out of submit() or finish().
template <class Task, class Result>
class OrderedWorkers {
 public:
  using Work = std::function<Result(Task&&)>;

  OrderedWorkers(unsigned threads, std::function<Work()> make_worker,
                 std::function<void(Result&&)> consume)
      : capacity_(threads * 4 + 4), consume_(std::move(consume)) {
    for (unsigned i = 0; i < threads; ++i) {
      threads_.emplace_back([this, make_worker] { run_guarded([&] { work(make_worker()); }); });
    }
    threads_.emplace_back([this] { run_guarded([&] { deliver(); }); });
  }

  ~OrderedWorkers() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    wake_all();
    join();
  }

  OrderedWorkers(const OrderedWorkers&) = delete;
  OrderedWorkers& operator=(const OrderedWorkers&) = delete;

  // Waits while too many tasks are on the way.
  void submit(Task task) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopped_ || slots_.size() < capacity_; });
    if (stopped_) {
      lock.unlock();
      rethrow();
    }
    slots_.push_back(Slot{std::move(task), std::nullopt});
    lock.unlock();
    work_.notify_one();
  }

  // Waits until every result has been consumed.
  void finish() {
    {
      const std::lock_guard lock(mutex_);
      finished_ = true;
    }
    wake_all();
    join();
    rethrow();
  }

 private:
  struct Slot {
    std::optional<Task> task;
    std::optional<Result> result;
  };

  void work(Work apply) {
    for (;;) {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [&] { return stopped_ || taken_ < slots_.size() || finished_; });
      if (stopped_ || taken_ == slots_.size()) return;
      // A deque keeps its elements in place while others are pushed behind and popped in front.
      Slot& slot = slots_[taken_++];
      Task task = std::move(*slot.task);
      lock.unlock();
      Result result = apply(std::move(task));
      lock.lock();
      slot.result = std::move(result);
      const bool is_next = &slot == &slots_.front();
      lock.unlock();
      if (is_next) done_.notify_one();
    }
  }

  void deliver() {
    for (;;) {
      std::unique_lock lock(mutex_);
      done_.wait(lock, [&] {
        return stopped_ || (!slots_.empty() && slots_.front().result) ||
               (finished_ && slots_.empty());
      });
      if (stopped_ || slots_.empty()) return;
      Result result = std::move(*slots_.front().result);
      slots_.pop_front();
      --taken_;
      lock.unlock();
      room_.notify_one();
      consume_(std::move(result));
    }
  }

  void wake_all() {
    room_.notify_all();
    work_.notify_all();
    done_.notify_all();
  }

  template <class Function>
  void run_guarded(Function&& function) {
    try {
      function();
    } catch (...) {
      {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
        stopped_ = true;
      }
      wake_all();
    }
  }

  void join() {
    for (auto& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  void rethrow() {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
  }

  const std::size_t capacity_;
  std::function<void(Result&&)> consume_;
  std::mutex mutex_;
  // One for each of those that wait, so that nobody is woken for nothing.
  std::condition_variable room_;  // submit()
  std::condition_variable work_;  // the workers
  std::condition_variable done_;  // deliver()
  std::deque<Slot> slots_;        // what is on the way, in order
  std::size_t taken_ = 0;         // that many from the front have been given to workers
  bool finished_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

}  // namespace dateline
