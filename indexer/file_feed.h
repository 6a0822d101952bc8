// SPDX-License-Identifier: GPL-2.0-or-later
//
// Reads the candidate files one after the other and gives their new and changed records out as
// tasks: the first stage of a run, on one thread. It decides by content what the walk could not:
// touched but unchanged, moved, vanished meanwhile.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/formats/field_map.h"
#include "indexer/formats/json_reader.h"
#include "indexer/member.h"
#include "indexer/report.h"
#include "indexer/sandbox/sandbox.h"
#include "indexer/source_file.h"
#include "indexer/task.h"
#include "indexer/walk/change_check.h"

namespace Xapian {
class Database;
}

namespace dateline {

struct FeedSettings {
  bool force = false;
  // Of a file of one document, and of a .json file. A container may have any size.
  std::uint64_t max_file_bytes = std::uint64_t{64} << 20U;
  std::uint64_t max_record_bytes = std::uint64_t{16} << 20U;  // of a line of JSON
};

// What happened to a file as a whole, for --dry-run and the report.
enum class FileChange { Added, Changed, Moved, Unchanged };

class FileFeed {
 public:
  // False from the sink ends the feed.
  using TaskSink = std::function<bool(Task&&)>;
  using ChangeSink = std::function<void(FileChange, const FileJob&)>;

  // `index`: a reader of its own, reopened as the writer commits; null when the index is empty.
  // `gone`: the vanished files of all roots, among which moved ones are looked for; the path of one
  // that was found moved is cleared.
  // `sandbox`: its own, for containers.
  FileFeed(const FieldMap& fields, const FeedSettings& settings, std::shared_ptr<Sandbox> sandbox,
           Xapian::Database* index, std::vector<FileState>& gone, Report& report,
           const std::atomic<bool>& interrupted);

  // Ids stay with a document when it moves, so the path it had is not free for another one's.
  void reserve_origins(const std::vector<FileState>& states);

  // Files and members of other formats are passed over.
  void only(std::function<bool(Format)> wanted) { wanted_ = std::move(wanted); }

  void on_change(ChangeSink sink) { on_change_ = std::move(sink); }

  // Feeds one root's candidates. False when the sink or an interrupt ended it.
  bool feed(const std::string& root_name, const std::filesystem::path& root,
            std::vector<Candidate>& candidates, const TaskSink& sink);

 private:
  bool feed_file(const std::string& root_name, const std::filesystem::path& root,
                 Candidate& candidate, const TaskSink& sink);
  bool feed_open(SourceFile& file, const std::shared_ptr<FileJob>& job, const TaskSink& sink);
  bool feed_whole(SourceFile& file, const std::shared_ptr<FileJob>& job, const TaskSink& sink);
  bool feed_container(SourceFile& file, const std::shared_ptr<FileJob>& job, const TaskSink& sink);
  bool take_member(Member&& member, Task& task, const TaskSink& sink);
  void take_json_member(const Member& member, Task& task);
  bool submit_if_full(Task& task, const TaskSink& sink);
  bool feed_lines(SourceFile& file, const std::shared_ptr<FileJob>& job, const TaskSink& sink);
  bool feed_array(const std::string& bytes, const std::shared_ptr<FileJob>& job,
                  const TaskSink& sink);
  KnownRecords read_known(const FileState& state);
  void load_known(FileJob& job);
  bool finish(Task&& task, const TaskSink& sink);
  bool skip_file(const std::shared_ptr<FileJob>& job, const Skip& skip, const TaskSink& sink);
  void look_for_origin(SourceFile& file, FileJob& job);
  void add_record(Task& task, RecordTask&& record, std::string_view name, std::uint64_t number,
                  std::string_view bytes);
  bool admit(const FileJob& job, std::string_view name, std::uint64_t number, RecordTask& record);
  bool submit(Task& task, const TaskSink& sink);

  const FeedSettings settings_;
  JsonReader json_;
  const std::shared_ptr<Sandbox> sandbox_;
  Xapian::Database* index_;
  std::vector<FileState>& gone_;
  std::unordered_multimap<std::uint64_t, std::size_t> gone_by_size_;
  std::unordered_set<std::string> origins_in_use_;
  Report& report_;
  const std::atomic<bool>& interrupted_;
  ChangeSink on_change_;
  std::function<bool(Format)> wanted_;
  std::uint64_t bytes_done_ = 0;
  std::uint64_t files_done_ = 0;
  std::uint64_t sequence_ = 0;  // records given out

  // Of the file at hand.
  KnownRecords known_;
  std::unordered_set<DocumentId, DocumentIdHash> seen_;
  bool changed_ = false;
  std::uint64_t members_ = 0;  // of a container
};

}  // namespace dateline
