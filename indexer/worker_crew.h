// SPDX-License-Identifier: GPL-2.0-or-later
//
// The document workers of a run, one a thread, in the two ways a run needs them: on records as the
// feed gives them out, and, in a bulk build, on documents of the older generation.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "indexer/document_worker.h"

namespace dateline {

class WorkerCrew {
 public:
  using MakeWorker = std::function<std::shared_ptr<DocumentWorker>()>;

  WorkerCrew(unsigned threads, MakeWorker make_worker);

  // Calls `feed` with a function that takes tasks; `take` gets their results in the same order, on
  // a thread of its own. Returns when all are taken.
  void run(const std::function<void(const std::function<void(Task&&)>&)>& feed,
           std::function<void(TaskResult&&)> take);

  // Puts these documents of the older generation into the bulk build. `dictionary`: of their
  // records. Ends early when `stop` gets true.
  void carry_over(const std::vector<Xapian::docid>& docids,
                  const std::shared_ptr<const ZstdDictionary>& dictionary, bool same_dictionary,
                  const std::atomic<bool>& stop);

  // All write what they hold of a bulk build, side by side.
  void write_runs();

 private:
  std::shared_ptr<DocumentWorker> take_worker();

  const unsigned threads_;
  MakeWorker make_worker_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<DocumentWorker>> workers_;
  std::size_t taken_ = 0;  // of workers_, by the threads at work
};

}  // namespace dateline
