// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the bytes of one record to its document and entry: decode, read, clean, date, analyse. One
// per thread. For an update entries go on to the one writer with the result; in a bulk build each
// worker puts them into runs of its own.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "common/domain/document.h"
#include "common/storage/index_metadata.h"
#include "common/storage/zstd_codec.h"
#include "indexer/analyse/entry_builder.h"
#include "indexer/bulk/bulk_writer.h"
#include "indexer/clean/document_maker.h"
#include "indexer/formats/field_map.h"
#include "indexer/formats/json_reader.h"
#include "indexer/parse_request.h"
#include "indexer/sandbox/sandbox.h"
#include "indexer/task.h"

namespace dateline {

// How records become documents, alike for all workers of a run.
struct ReadingRules {
  FieldMap fields;
  ParseOptions parse;
  RepeatedLines repeated;
};

// What the workers of a run share.
struct WorkerSettings {
  std::shared_ptr<const ReadingRules> rules;
  AnalyserSettings analyser;
  std::shared_ptr<const ZstdDictionary> dictionary;
  std::uint64_t run = 0;
};

class DocumentWorker {
 public:
  // `sandbox`: its own. `sink`: null for an update.
  DocumentWorker(const WorkerSettings& settings, std::shared_ptr<Sandbox> sandbox,
                 std::shared_ptr<BulkSink> sink = nullptr);

  TaskResult process(Task&& task);

  // The first half of process(): a record as a document.
  std::variant<Document, Skip> read(const Task& task, const RecordTask& record);

  // For the count of lines that comes before a first build.
  SiteText read_lines(const Task& task, const RecordTask& record);

  // Puts a document of the older generation into the bulk build. `codec`: of that generation's
  // records; `same_dictionary`: the build's records are compressed as they are.
  void carry_over(Xapian::docid docid, ZstdCodec& codec, bool same_dictionary);

  // Writes what it holds of a bulk build.
  void write_run();

 private:
  ReadResult read_raw(const Task& task, const RecordTask& record);
  ReadResult read_json(const Task& task, const RecordTask& record);
  std::variant<BuiltDocument, Skip> build(const Task& task, const RecordTask& record,
                                          std::uint64_t sequence);
  std::variant<BuiltDocument, Skip> build_in_bulk(const Task& task, const RecordTask& record,
                                                  std::uint64_t sequence);
  void write_run_if_full();

  std::shared_ptr<const ReadingRules> rules_;
  std::shared_ptr<Sandbox> sandbox_;
  JsonReader json_;
  EntryBuilder builder_;
  std::shared_ptr<BulkSink> sink_;
};

}  // namespace dateline
