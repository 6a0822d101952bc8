// SPDX-License-Identifier: GPL-2.0-or-later
//
// The lines that stand on many pages of a site, counted over all texts before the first of them is
// cut, so that the order in which they come decides nothing.
#pragma once

#include <functional>

#include "indexer/clean/boilerplate.h"
#include "indexer/task.h"
#include "indexer/worker_crew.h"

namespace dateline {

// `feed`: gives out tasks, in the order of their files, until its sink returns false.
RepeatedLines count_lines(unsigned threads, const WorkerCrew::MakeWorker& make_worker,
                          const std::function<void(const std::function<bool(Task&&)>&)>& feed);

}  // namespace dateline
