// SPDX-License-Identifier: GPL-2.0-or-later
//
// The unit of work between the stages: some records of one file. The feed makes tasks, workers turn
// them into results on several threads, the one writer takes the results in the order of the tasks.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "indexer/entry.h"
#include "indexer/file_state.h"
#include "indexer/format.h"
#include "indexer/skip.h"

namespace dateline {

// One file on its way. The feed fills it before the first task and does not touch it after; the
// writer owns what it counts.
struct FileJob {
  FileState state;  // as it will be remembered
  Format format{};
  bool known = false;  // the index remembers the file, or the one it was moved from
  bool moved = false;
  FileState before;  // when known

  // The writer's.
  bool started = false;
  // The file's documents in the index; of a new file of many only their number is kept.
  KnownRecords live;
  std::uint64_t documents = 0;
  std::vector<RecordState> pending;  // log of the running transaction
};

struct RecordTask {
  std::string record;  // id, name or line number within its file; empty in a file of one
  Format format{};     // of the record itself, where its file is a container
  DocumentId id;
  std::uint64_t content_hash = 0;
  std::size_t begin = 0;  // its bytes, within the task's buffer
  std::size_t length = 0;
  bool replaces = false;      // a document of this id is in the index
  bool same_content = false;  // and was made from the same bytes
  std::string url;            // as the container says, as are the following
  std::string charset;
  std::string crawled;
};

struct Task {
  std::shared_ptr<FileJob> job;
  std::string buffer;
  std::vector<RecordTask> records;
  std::uint64_t sequence = 0;        // of its first record, among all records of the run
  bool last = false;                 // of its file
  std::vector<DocumentId> vanished;  // with the last: documents whose record is no longer there
  std::vector<SkippedItem> skipped;  // what the feed itself met
  std::map<SkipKind, std::uint64_t> skipped_unnamed;  // the same, of a container that has many
  std::uint64_t bytes_done = 0;                       // of the source files, for the progress line
  std::uint64_t files_done = 0;
};

// A document that was made. The entry, where the update writer is to put it into the index; none
// when the worker has put it into a bulk build itself.
struct BuiltDocument {
  std::uint64_t text_bytes = 0;
  bool undated = false;
  std::unique_ptr<XapianEntry> entry;
};

struct RecordResult {
  std::variant<BuiltDocument, Skip> outcome;
  std::string record;
  DocumentId id;
  std::uint64_t content_hash = 0;
  bool replaces = false;
  bool same_content = false;
};

struct TaskResult {
  std::shared_ptr<FileJob> job;
  std::vector<RecordResult> records;
  std::vector<VocabularyWord> vocabulary;
  bool last = false;
  std::vector<DocumentId> vanished;
  std::vector<SkippedItem> skipped;
  std::map<SkipKind, std::uint64_t> skipped_unnamed;
  std::uint64_t bytes_done = 0;
  std::uint64_t files_done = 0;
};

}  // namespace dateline
