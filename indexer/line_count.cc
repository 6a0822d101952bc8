// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/line_count.h"

#include <utility>
#include <vector>

#include "common/base/parallel.h"

namespace dateline {

RepeatedLines count_lines(unsigned threads, const WorkerCrew::MakeWorker& make_worker,
                          const std::function<void(const std::function<bool(Task&&)>&)>& feed) {
  using Texts = std::vector<SiteText>;
  LineCounter counter;
  OrderedWorkers<Task, Texts> workers(
      threads,
      [&] {
        return [worker = make_worker()](Task&& task) {
          Texts texts;
          for (const RecordTask& record : task.records)
            texts.push_back(worker->read_lines(task, record));
          return texts;
        };
      },
      [&](Texts&& texts) {
        for (const SiteText& one : texts) {
          if (!one.text.empty()) counter.add(one.site, one.text);
        }
      });
  feed([&](Task&& task) {
    workers.submit(std::move(task));
    return true;
  });
  workers.finish();
  return counter.finish();
}

}  // namespace dateline
