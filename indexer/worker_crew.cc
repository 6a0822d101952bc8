// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/worker_crew.h"

#include <algorithm>
#include <utility>

#include "common/base/parallel.h"

namespace dateline {
namespace {

constexpr std::size_t kCarriedTogether = 100;
// Handing over costs as much as a small file: not file by file.
constexpr std::size_t kHandedOverTasks = 32;
constexpr std::size_t kHandedOverBytes = std::size_t{128} << 10U;

struct Nothing {};

}  // namespace

WorkerCrew::WorkerCrew(unsigned threads, MakeWorker make_worker)
    : threads_(threads), make_worker_(std::move(make_worker)) {}

// From any thread: workers live on from one kind of work to the next.
std::shared_ptr<DocumentWorker> WorkerCrew::take_worker() {
  const std::lock_guard lock(mutex_);
  if (taken_ == workers_.size()) workers_.push_back(make_worker_());
  return workers_[taken_++];
}

void WorkerCrew::run(const std::function<void(const std::function<void(Task&&)>&)>& feed,
                     std::function<void(TaskResult&&)> take) {
  using Tasks = std::vector<Task>;
  using Results = std::vector<TaskResult>;
  taken_ = 0;
  OrderedWorkers<Tasks, Results> workers(
      threads_,
      [&] {
        return [worker = take_worker()](Tasks&& tasks) {
          Results results;
          for (Task& task : tasks) results.push_back(worker->process(std::move(task)));
          return results;
        };
      },
      [&](Results&& results) {
        for (TaskResult& result : results) take(std::move(result));
      });
  Tasks together;
  std::size_t bytes = 0;
  feed([&](Task&& task) {
    bytes += task.buffer.size();
    const bool is_whole_file = task.last;
    together.push_back(std::move(task));
    if (is_whole_file && bytes < kHandedOverBytes && together.size() < kHandedOverTasks) return;
    workers.submit(std::exchange(together, {}));
    bytes = 0;
  });
  if (!together.empty()) workers.submit(std::move(together));
  workers.finish();
}

void WorkerCrew::carry_over(const std::vector<Xapian::docid>& docids,
                            const std::shared_ptr<const ZstdDictionary>& dictionary,
                            bool same_dictionary, const std::atomic<bool>& stop) {
  taken_ = 0;
  using Docids = std::vector<Xapian::docid>;
  OrderedWorkers<Docids, Nothing> workers(
      threads_,
      [&] {
        const auto codec = std::make_shared<ZstdCodec>(dictionary);
        return [worker = take_worker(), codec, same_dictionary](Docids&& some) {
          for (const Xapian::docid docid : some) worker->carry_over(docid, *codec, same_dictionary);
          return Nothing();
        };
      },
      [](Nothing&&) {});
  for (std::size_t begin = 0; begin < docids.size() && !stop; begin += kCarriedTogether) {
    const std::size_t end = std::min(begin + kCarriedTogether, docids.size());
    workers.submit(Docids(docids.begin() + static_cast<std::ptrdiff_t>(begin),
                          docids.begin() + static_cast<std::ptrdiff_t>(end)));
  }
  workers.finish();
}

void WorkerCrew::write_runs() {
  taken_ = 0;
  if (workers_.empty()) return;
  OrderedWorkers<std::shared_ptr<DocumentWorker>, Nothing> writers(
      threads_,
      [] {
        return [](std::shared_ptr<DocumentWorker>&& worker) {
          worker->write_run();
          return Nothing();
        };
      },
      [](Nothing&&) {});
  for (const auto& worker : workers_) writers.submit(worker);
  writers.finish();
}

}  // namespace dateline
