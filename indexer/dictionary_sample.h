// SPDX-License-Identifier: GPL-2.0-or-later
//
// The zstd dictionary of an index, trained on the first of its records.
#pragma once

#include <functional>
#include <string>

#include "indexer/document_worker.h"
#include "indexer/task.h"

namespace dateline {

// `feed`: gives out tasks until its sink returns false. Empty when there is too little to train on.
std::string sample_dictionary(DocumentWorker& worker,
                              const std::function<void(const std::function<bool(Task&&)>&)>& feed);

}  // namespace dateline
