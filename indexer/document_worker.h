// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the bytes of one record to its document and entry: decode, read, clean, date, analyse. One
// per thread; touches neither files nor the index.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "common/domain/document.h"
#include "common/storage/index_metadata.h"
#include "common/storage/zstd_codec.h"
#include "indexer/formats/field_map.h"
#include "indexer/formats/json_reader.h"
#include "indexer/task.h"
#include "indexer/write/entry_builder.h"

namespace dateline {

class DocumentWorker {
 public:
  DocumentWorker(const FieldMap& fields, const AnalyserSettings& settings,
                 std::shared_ptr<const ZstdDictionary> dictionary, std::uint64_t run);

  TaskResult process(Task&& task);

  // The first half of process(): a record as a document.
  std::variant<Document, Skip> read(const Task& task, const RecordTask& record);

 private:
  ReadResult read_raw(const Task& task, const RecordTask& record);

  JsonReader json_;
  EntryBuilder builder_;
};

}  // namespace dateline
