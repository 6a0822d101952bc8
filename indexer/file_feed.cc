// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/file_feed.h"

#include <algorithm>

#include <xapian.h>

#include "common/base/hash.h"
#include "common/base/utf8.h"
#include "common/domain/terms.h"
#include "common/storage/xapian_guard.h"
#include "indexer/detect/format_detection.h"
#include "indexer/formats/json_split.h"

namespace dateline {
namespace {

constexpr std::size_t kBlockBytes = 1U << 20U;
constexpr std::size_t kTaskBytes = 1U << 20U;
constexpr std::size_t kTaskRecords = 500;
constexpr std::size_t kJsonPadding = 64;  // simdjson reads that much beyond the end
// Of the members that are no documents: more would hide what else the report names.
constexpr std::uint64_t kNamedOfContainer = 1000;
constexpr std::size_t kMaxRecordName = 1000;
constexpr int kMaxReopens = 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string origin_key(const std::string& root, const std::string& path) {
  return root + '/' + path;
}

bool is_blank(std::string_view line) { return trim(line).empty(); }

std::string_view without_mark(std::string_view bytes) {
  return bytes.substr(bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
}

std::string name_or_number(const std::string& name, std::uint64_t number) {
  return name.empty() ? std::to_string(number) : name;
}

// "inner.jsonl#17"; the id alone where the container has one nameless file.
std::string below(const std::string& name, const std::string& id) {
  return name.empty() ? id : name + '#' + id;
}

// Unreadable and vanished files are tried again by every run.
bool is_remembered(SkipKind kind) {
  return kind != SkipKind::Unreadable && kind != SkipKind::Vanished;
}

std::uint64_t hash_file(SourceFile& file) {
  StreamingHash hash;
  std::string block;
  while (!file.at_end()) {
    block.clear();
    if (!file.read(block, kBlockBytes)) return 0;
    hash.update(block);
  }
  file.rewind();
  return hash.digest();
}

// Copies a record behind what the task holds already, with room for the parser to read beyond it.
void append_record(Task& task, RecordTask&& record, std::string_view bytes) {
  if (task.buffer.capacity() < task.buffer.size() + bytes.size() + kJsonPadding) {
    task.buffer.reserve(std::max(kTaskBytes, task.buffer.size() + bytes.size()) + kTaskBytes / 4 +
                        kJsonPadding);
  }
  record.begin = task.buffer.size();
  record.length = bytes.size();
  task.buffer += bytes;
  task.records.push_back(std::move(record));
}

// What is no text under the name of one is told so.
Skip unknown_type(const std::string& path) {
  if (detect_format(path, {}) != Format::Unknown) return {SkipKind::Binary, ""};
  return {SkipKind::UnknownType, std::filesystem::path(path).extension().string()};
}

}  // namespace

FileFeed::FileFeed(const FieldMap& fields, const FeedSettings& settings,
                   std::shared_ptr<Sandbox> sandbox, Xapian::Database* index,
                   std::vector<FileState>& gone, Report& report,
                   const std::atomic<bool>& interrupted)
    : settings_(settings),
      json_(fields),
      sandbox_(std::move(sandbox)),
      index_(index),
      gone_(gone),
      report_(report),
      interrupted_(interrupted) {
  for (std::size_t i = 0; i < gone.size(); ++i) {
    if (gone[i].status == FileStatus::Indexed && gone[i].content_hash != 0)
      gone_by_size_.emplace(gone[i].size, i);
  }
}

void FileFeed::reserve_origins(const std::vector<FileState>& states) {
  for (const auto& state : states) {
    if (!state.id_path.empty()) origins_in_use_.insert(origin_key(state.root, state.id_path));
  }
}

bool FileFeed::feed(const std::string& root_name, const std::filesystem::path& root,
                    std::vector<Candidate>& candidates, const TaskSink& sink) {
  for (auto& candidate : candidates) {
    if (interrupted_ || !feed_file(root_name, root, candidate, sink)) return false;
  }
  return true;
}

bool FileFeed::submit(Task& task, const TaskSink& sink) {
  task.bytes_done = bytes_done_;
  task.files_done = files_done_;
  task.sequence = sequence_;
  sequence_ += task.records.size();
  return sink(std::move(task));
}

bool FileFeed::feed_file(const std::string& root_name, const std::filesystem::path& root,
                         Candidate& candidate, const TaskSink& sink) {
  const auto job = std::make_shared<FileJob>();
  job->known = candidate.known;
  job->before = std::move(candidate.before);
  job->state.root = root_name;
  job->state.path = candidate.item.path;
  job->state.id_path = job->before.id_path;
  // A run that ended on the way to a new path left documents behind that still name the old one.
  job->moved =
      job->known && job->before.status == FileStatus::Partial && !job->before.id_path.empty();
  known_.clear();
  seen_.clear();
  changed_ = false;
  if (job->known) load_known(*job);

  SourceFile file;
  if (auto skip = file.open(root / candidate.item.path)) {
    job->state.size = candidate.item.size;
    job->state.mtime_ns = candidate.item.mtime_ns;
    return skip_file(job, *skip, sink);
  }
  job->state.size = file.size();
  job->state.mtime_ns = file.mtime_ns();
  return feed_open(file, job, sink);
}

bool FileFeed::feed_open(SourceFile& file, const std::shared_ptr<FileJob>& job,
                         const TaskSink& sink) {
  std::string head;
  if (!file.read(head, kFormatHead)) return skip_file(job, file.skip(), sink);
  file.rewind();
  job->format = detect_format(job->state.path, head);
  if (wanted_ && !wanted_(job->format)) return true;
  if (head.empty()) return skip_file(job, {SkipKind::Empty, ""}, sink);
  if (job->format == Format::Unknown) {
    return skip_file(job, unknown_type(job->state.path), sink);
  }
  if (!job->known) look_for_origin(file, *job);
  if (is_container(job->format)) return feed_container(file, job, sink);
  return job->format == Format::JsonLines ? feed_lines(file, job, sink)
                                          : feed_whole(file, job, sink);
}

KnownRecords FileFeed::read_known(const FileState& state) {
  if (index_ == nullptr) return {};
  return guard_xapian("read the index", state.path, [&] {
    for (int attempt = 0;; ++attempt) {
      try {
        index_->reopen();
        return read_known_records(*index_, state);
      } catch (const Xapian::DatabaseModifiedError&) {
        // The writer has committed twice since reopen(); the file's own state waits for this feed
        // and has not changed.
        if (attempt == kMaxReopens) throw;
      }
    }
  });
}

void FileFeed::load_known(FileJob& job) { job.live = known_ = read_known(job.before); }

// A new file with the bytes of one that is gone is that one, moved: its documents keep their ids.
void FileFeed::look_for_origin(SourceFile& file, FileJob& job) {
  const auto [first, end] = gone_by_size_.equal_range(file.size());
  const std::uint64_t hash = first == end ? 0 : hash_file(file);
  for (auto place = first; place != end; ++place) {
    FileState& gone = gone_[place->second];
    if (gone.path.empty() || gone.root != job.state.root || gone.content_hash != hash) continue;
    job.known = job.moved = true;
    job.before = gone;
    job.state.id_path = gone.origin();
    gone.path.clear();
    load_known(job);
    return;
  }
  // The path is new, but a document that moved away from it lives on under the id made from it.
  for (int copy = 2; origins_in_use_.contains(origin_key(job.state.root, job.state.origin()));
       ++copy) {
    job.state.id_path = job.state.path + '\n' + std::to_string(copy);
  }
}

bool FileFeed::finish(Task&& task, const TaskSink& sink) {
  bytes_done_ += task.job->state.size;
  ++files_done_;
  task.last = true;
  for (const auto& [id, hash] : known_) {
    if (!seen_.contains(id)) task.vanished.push_back(id);
  }
  changed_ = changed_ || !task.vanished.empty();
  if (on_change_) {
    const FileChange change = task.job->moved    ? FileChange::Moved
                              : !task.job->known ? FileChange::Added
                              : changed_         ? FileChange::Changed
                                                 : FileChange::Unchanged;
    on_change_(change, *task.job);
  }
  return submit(task, sink);
}

bool FileFeed::skip_file(const std::shared_ptr<FileJob>& job, const Skip& skip,
                         const TaskSink& sink) {
  bytes_done_ += job->state.size;
  ++files_done_;
  Task task;
  task.job = job;
  task.skipped.push_back({job->state.path, skip});
  if (is_remembered(skip.kind)) {
    for (const auto& [id, hash] : job->live) task.vanished.push_back(id);
    job->state.status = FileStatus::Skipped;
    job->state.skip = skip.kind;
    job->state.skip_detail = skip.detail;
    task.last = true;
  } else if (job->known) {
    report_.unchanged += job->before.documents;
  }
  return submit(task, sink);
}

// Names a record and looks whether the index has it as it is.
bool FileFeed::admit(const FileJob& job, std::string_view name, std::uint64_t number,
                     RecordTask& record) {
  record.record = name.substr(0, utf8_cut(name, kMaxRecordName));
  record.id = make_document_id(job.state.root, job.state.origin(), record.record);
  if (!seen_.insert(record.id).second) {
    // A second record of the same id in one file: both are articles, both are kept.
    record.record += '@' + std::to_string(number);
    record.id = make_document_id(job.state.root, job.state.origin(), record.record);
    seen_.insert(record.id);
  }
  const auto known = known_.find(record.id);
  record.replaces = known != known_.end();
  record.same_content = record.replaces && known->second == record.content_hash;
  if (record.same_content && !settings_.force && !job.moved) {
    ++report_.unchanged;
    return false;
  }
  changed_ = true;
  return true;
}

// Unless the index has it as it is.
void FileFeed::add_record(Task& task, RecordTask&& record, std::string_view name,
                          std::uint64_t number, std::string_view bytes) {
  record.content_hash = hash64(bytes);
  if (admit(*task.job, name, number, record)) append_record(task, std::move(record), bytes);
}

bool FileFeed::feed_whole(SourceFile& file, const std::shared_ptr<FileJob>& job,
                          const TaskSink& sink) {
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(std::min(file.size(), settings_.max_file_bytes)) + 1 +
                kJsonPadding);
  if (!file.read(bytes,
                 static_cast<std::size_t>(std::min(file.size(), settings_.max_file_bytes)) + 1)) {
    return skip_file(job, file.skip(), sink);
  }
  if (bytes.size() > settings_.max_file_bytes) {
    return skip_file(job, {SkipKind::TooLarge, "over " + human_bytes(settings_.max_file_bytes)},
                     sink);
  }
  job->state.content_hash = hash64(bytes);
  if (is_blank(bytes)) return skip_file(job, {SkipKind::Empty, ""}, sink);
  if (job->format == Format::Json) return feed_array(bytes, job, sink);
  Task task;
  task.job = job;
  RecordTask record;
  record.format = job->format;
  record.content_hash = job->state.content_hash;
  record.id = make_document_id(job->state.root, job->state.origin(), "");
  seen_.insert(record.id);
  const auto known = known_.find(record.id);
  record.replaces = known != known_.end();
  record.same_content = record.replaces && known->second == record.content_hash;
  if (record.same_content && !settings_.force && !job->moved) {
    ++report_.unchanged;
    return finish(std::move(task), sink);
  }
  changed_ = true;
  record.length = bytes.size();
  task.buffer = std::move(bytes);
  task.records.push_back(std::move(record));
  return finish(std::move(task), sink);
}

bool FileFeed::feed_array(const std::string& bytes, const std::shared_ptr<FileJob>& job,
                          const TaskSink& sink) {
  const std::string_view json = without_mark(bytes);
  auto split = split_json_array_or_object(json);
  if (auto* skip = std::get_if<Skip>(&split)) return skip_file(job, *skip, sink);
  const auto& objects = std::get<std::vector<std::string_view>>(split);
  const bool single = trim(json).starts_with('{');
  Task task;
  task.job = job;
  for (std::size_t number = 1; number <= objects.size(); ++number) {
    const std::string_view object = objects[number - 1];
    RecordTask record;
    record.format = Format::Json;
    const std::string name = single ? "" : name_or_number(json_.record_id(object), number);
    add_record(task, std::move(record), name, number, object);
  }
  return finish(std::move(task), sink);
}

bool FileFeed::submit_if_full(Task& task, const TaskSink& sink) {
  if (task.buffer.size() < kTaskBytes && task.records.size() < kTaskRecords) return true;
  const auto job = task.job;
  const bool goes_on = submit(task, sink);
  task = Task();
  task.job = job;
  return goes_on && !interrupted_;
}

// A file of JSON within a container: one article, or an array of them.
void FileFeed::take_json_member(const Member& member, Task& task) {
  auto split = split_json_array_or_object(without_mark(member.bytes));
  if (auto* skip = std::get_if<Skip>(&split)) {
    task.skipped.push_back({display_path(task.job->state.path, member.name), std::move(*skip)});
    return;
  }
  std::uint64_t number = 0;
  for (const std::string_view object : std::get<std::vector<std::string_view>>(split)) {
    RecordTask record;
    record.format = Format::Json;
    const std::string id = name_or_number(json_.record_id(object), ++number);
    add_record(task, std::move(record), below(member.name, id), members_, object);
  }
}

bool FileFeed::take_member(Member&& member, Task& task, const TaskSink& sink) {
  ++members_;
  if (member.format == Format::Json) {
    take_json_member(member, task);
    return submit_if_full(task, sink);
  }
  RecordTask record;
  record.format = member.format;
  record.url = std::move(member.url);
  record.charset = std::move(member.charset);
  record.crawled = std::move(member.crawled);
  std::string name = std::move(member.name);
  if (member.format == Format::JsonLines)
    name = below(name, name_or_number(json_.record_id(member.bytes), member.line));
  add_record(task, std::move(record), name, members_, member.bytes);
  return submit_if_full(task, sink) && !interrupted_;
}

bool FileFeed::feed_container(SourceFile& file, const std::shared_ptr<FileJob>& job,
                              const TaskSink& sink) {
  job->state.content_hash = hash_file(file);
  members_ = 0;
  Task task;
  task.job = job;
  bool goes_on = true;
  bool is_whole = true;
  std::uint64_t skipped = 0;
  const MemberSink members{
      [&](Member&& member) {
        // A compressed file of JSON lines has nothing else behind the first one.
        const bool is_only_file = member.line > 0 && member.name.empty();
        if (wanted_ && !wanted_(member.format)) return !is_only_file;
        return goes_on = take_member(std::move(member), task, sink);
      },
      [&](const std::string& name, Skip&& skip) {
        is_whole = is_whole && is_remembered(skip.kind);
        const bool is_named = name.empty() || ++skipped <= kNamedOfContainer;
        if (is_named) {
          task.skipped.push_back({display_path(job->state.path, name), std::move(skip)});
        } else {
          ++task.skipped_unnamed[skip.kind];
        }
        return goes_on = !interrupted_;
      }};
  sandbox_->unpack(file.descriptor(), job->state.path, job->format, members);
  if (!goes_on) return false;
  if (members_ + skipped == 0 && task.skipped.empty())
    return skip_file(job, {SkipKind::Empty, "no document in it"}, sink);
  if (!is_whole) {
    // What was read stays; the rest is tried again by the next run.
    job->state.status = FileStatus::Partial;
    task.last = true;
    return submit(task, sink);
  }
  return finish(std::move(task), sink);
}

bool FileFeed::feed_lines(SourceFile& file, const std::shared_ptr<FileJob>& job,
                          const TaskSink& sink) {
  StreamingHash hash;
  std::string block;  // unread lines, complete or not
  std::uint64_t number = 0;
  bool in_long_line = false;
  Task task;
  task.job = job;
  const auto take_line = [&](std::string_view line) {
    if (number == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
    if (is_blank(line)) return true;
    RecordTask record;
    record.format = Format::JsonLines;
    const std::size_t readable =
        block.capacity() - static_cast<std::size_t>(line.data() - block.data());
    const std::string name = name_or_number(json_.record_id(line, readable), number);
    add_record(task, std::move(record), name, number, line);
    return submit_if_full(task, sink);
  };
  const std::uint64_t bytes_before = bytes_done_;
  while (!file.at_end()) {
    const std::size_t kept = block.size();
    block.reserve(kept + kBlockBytes + kJsonPadding);
    if (!file.read(block, kBlockBytes)) {
      // What was read stays; the rest is tried again by the next run.
      job->state.status = FileStatus::Partial;
      task.skipped.push_back({job->state.path, file.skip()});
      task.last = true;
      return submit(task, sink);
    }
    hash.update(std::string_view(block).substr(kept));
    bytes_done_ += block.size() - kept;
    if (file.at_end() && !block.empty() && block.back() != '\n') block += '\n';
    std::size_t begin = 0;
    for (std::size_t end = block.find('\n', kept); end != std::string::npos;
         end = block.find('\n', begin)) {
      if (!in_long_line) ++number;
      if (!in_long_line && !take_line(std::string_view(block).substr(begin, end - begin)))
        return false;
      in_long_line = false;
      begin = end + 1;
    }
    block.erase(0, begin);
    if (block.size() > settings_.max_record_bytes && !in_long_line) {
      in_long_line = true;
      task.skipped.push_back(
          {job->state.path + '#' + std::to_string(++number),
           {SkipKind::TooLarge, "a line over " + human_bytes(settings_.max_record_bytes)}});
    }
    if (in_long_line) block.clear();
  }
  bytes_done_ = bytes_before;
  job->state.content_hash = hash.digest();
  if (number == 0) return skip_file(job, {SkipKind::Empty, ""}, sink);
  return finish(std::move(task), sink);
}

}  // namespace dateline
