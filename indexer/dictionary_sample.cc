// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/dictionary_sample.h"

#include <algorithm>
#include <vector>

#include "common/storage/doc_record.h"
#include "common/storage/zstd_codec.h"

namespace dateline {
namespace {

// The dictionary is trained on this much of records; on less than the minimum it would cost more
// than it saves.
constexpr std::size_t kSampleBytes = 4U << 20U;
constexpr std::size_t kMinSampleBytes = 256U << 10U;
constexpr std::size_t kMaxDictionaryBytes = 256U << 10U;
constexpr std::size_t kSampleForDictionary = 16;  // bytes of sample for a byte of dictionary

}  // namespace

std::string sample_dictionary(DocumentWorker& worker,
                              const std::function<void(const std::function<bool(Task&&)>&)>& feed) {
  std::vector<std::string> records;
  std::size_t bytes = 0;
  feed([&](Task&& task) {
    for (const auto& record : task.records) {
      auto document = worker.read(task, record);
      if (!std::holds_alternative<Document>(document)) continue;
      records.push_back(serialise_document(std::get<Document>(document)));
      bytes += records.back().size();
    }
    return bytes < kSampleBytes;
  });
  if (bytes < kMinSampleBytes) return {};
  return train_dictionary({records.begin(), records.end()},
                          std::min(kMaxDictionaryBytes, bytes / kSampleForDictionary));
}

}  // namespace dateline
