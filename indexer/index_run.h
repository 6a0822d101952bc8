// SPDX-License-Identifier: GPL-2.0-or-later
//
// The last stage of a run, on one thread: takes results in the order of the files, writes them,
// keeps the state of each source file in step with its documents, and commits in bounded batches.
// After a kill the index is as after the last commit, and the next run goes on from there.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "indexer/index_writer.h"
#include "indexer/report.h"
#include "indexer/task.h"

namespace dateline {

class IndexRun {
 public:
  // `after_commit` is called after each commit.
  IndexRun(IndexWriter& writer, Report& report, std::function<void()> after_commit);

  void take(TaskResult&& result);

  // Removes the documents of a file that is gone, and what is remembered of it.
  void forget_file(const FileState& state);

  // Something besides documents is to be committed.
  void mark_changed() { dirty_ = true; }

  // Commits what is left. A file that was not read to its end is remembered as partly read.
  void finish();

 private:
  void start(FileJob& job);
  void take_record(FileJob& job, RecordResult&& record);
  void remember_bad(FileJob& job, const std::string& record, const Skip& skip);
  void skip_record(FileJob& job, const RecordResult& record, const Skip& skip);
  void write_record(FileJob& job, RecordResult& record, BuiltDocument&& built);
  void note_removed(FileJob& job, const DocumentId& id);
  void note_added(FileJob& job, const DocumentId& id, std::uint64_t content_hash);
  void close(FileJob& job);
  void write_pending(FileJob& job);
  void drop_log(FileJob& job);
  void rewrite_log(FileJob& job);
  void erase_state(const FileState& state);
  void commit();
  void commit_if_due();

  IndexWriter& writer_;
  Report& report_;
  std::function<void()> after_commit_;
  std::shared_ptr<FileJob> open_job_;  // the file in the middle of which the last task ended
  bool dirty_ = false;
};

}  // namespace dateline
