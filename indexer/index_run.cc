// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_run.h"

#include "common/domain/fields.h"

namespace dateline {
namespace {

constexpr std::size_t kChunkRecords = 100'000;

}  // namespace

IndexRun::IndexRun(IndexWriter& writer, Report& report, std::function<void()> after_commit)
    : writer_(writer), report_(report), after_commit_(std::move(after_commit)) {}

// A file that is known goes on with the log it has; one that was moved brings its log along.
void IndexRun::start(FileJob& job) {
  job.started = true;
  job.documents = job.live.size();
  if (!job.known) return;
  job.state.chunks = job.before.chunks;
  job.state.records = job.before.records;
  if (!job.moved) return;
  erase_state(job.before);
  job.state.chunks = 0;
  job.state.records.clear();
  rewrite_log(job);
}

void IndexRun::take(TaskResult&& result) {
  FileJob& job = *result.job;
  for (auto& item : result.skipped) {
    const std::size_t name = job.state.path.size() + 1;
    if (item.path.size() > name) {
      remember_bad(job, item.path.substr(name), item.skip);
    } else if (is_container(job.format) && job.state.status == FileStatus::Indexed) {
      remember_bad(job, "", item.skip);  // the rest of it
    }
    report_.skip(std::move(item));
  }
  for (const auto& [kind, count] : result.skipped_unnamed) {
    report_.skipped_unnamed[kind] += count;
    job.state.bad_records += count;
  }
  const bool nothing_to_write = result.records.empty() && !result.last;
  if (nothing_to_write) return;
  dirty_ = true;
  if (!job.started) start(job);
  for (auto& record : result.records) take_record(job, std::move(record));
  writer_.count_words(result.vocabulary);
  for (const auto& id : result.vanished) {
    if (!writer_.remove(id)) continue;
    ++report_.removed;
    note_removed(job, id);
  }
  if (result.last) close(job);
  open_job_ = result.last ? nullptr : result.job;
  commit_if_due();
}

void IndexRun::take_record(FileJob& job, RecordResult&& record) {
  if (const auto* skip = std::get_if<Skip>(&record.outcome)) return skip_record(job, record, *skip);
  if (!record.replaces && writer_.contains(record.id)) {
    return skip_record(job, record, {SkipKind::Duplicate, "its id is another document's"});
  }
  write_record(job, record, std::move(std::get<BuiltDocument>(record.outcome)));
}

// Its file will look unchanged to the next run, which must still report it.
void IndexRun::remember_bad(FileJob& job, const std::string& record, const Skip& skip) {
  ++job.state.bad_records;
  if (job.state.bad.size() < kNamedBadRecords) job.state.bad.push_back({record, skip});
}

void IndexRun::skip_record(FileJob& job, const RecordResult& record, const Skip& skip) {
  report_.skip({display_path(job.state.path, record.record), skip});
  if (!holds_many(job.format)) {
    job.state.status = FileStatus::Skipped;
    job.state.skip = skip.kind;
    job.state.skip_detail = skip.detail;
  } else {
    remember_bad(job, record.record, skip);
  }
  if (record.replaces && writer_.remove(record.id)) {
    ++report_.removed;
    note_removed(job, record.id);
  }
}

void IndexRun::write_record(FileJob& job, RecordResult& record, BuiltDocument&& built) {
  report_.text_read += built.text_bytes;
  report_.undated += built.undated ? 1 : 0;
  std::optional<std::string> run;
  if (record.replaces) {
    run = writer_.remove(record.id);
    // What has not changed is not new, wherever it lies now.
    if (!record.same_content) run.reset();
    note_removed(job, record.id);
  }
  if (record.same_content) {
    ++(job.moved ? report_.moved : report_.reread);
  } else {
    ++(record.replaces ? report_.changed : report_.added);
  }
  if (built.entry) writer_.add(std::move(*built.entry), run);
  note_added(job, record.id, record.content_hash);
}

void IndexRun::note_removed(FileJob& job, const DocumentId& id) {
  --job.documents;
  job.live.erase(id);
  job.pending.push_back({id, 0});
}

void IndexRun::note_added(FileJob& job, const DocumentId& id, std::uint64_t content_hash) {
  ++job.documents;
  if (job.known || !holds_many(job.format)) job.live[id] = content_hash;
  job.pending.push_back({id, content_hash});
}

void IndexRun::write_pending(FileJob& job) {
  for (std::size_t begin = 0; begin < job.pending.size(); begin += kChunkRecords) {
    const auto end = std::min(begin + kChunkRecords, job.pending.size());
    writer_.set_metadata(chunk_key(job.state, job.state.chunks++),
                         encode_chunk({job.pending.begin() + static_cast<std::ptrdiff_t>(begin),
                                       job.pending.begin() + static_cast<std::ptrdiff_t>(end)}));
  }
  job.pending.clear();
}

void IndexRun::drop_log(FileJob& job) {
  for (std::uint32_t chunk = 0; chunk < job.state.chunks; ++chunk) {
    writer_.set_metadata(chunk_key(job.state, chunk), "");
  }
  job.state.chunks = 0;
  job.state.records.clear();
  job.pending.clear();
}

// Replaces the whole log by one of the documents that are there.
void IndexRun::rewrite_log(FileJob& job) {
  drop_log(job);
  for (const auto& [id, hash] : job.live) job.pending.push_back({id, hash});
  write_pending(job);
}

void IndexRun::close(FileJob& job) {
  const bool changed = !job.pending.empty();
  job.state.documents = job.documents;
  if (!holds_many(job.format)) {
    if (changed) drop_log(job);
    job.state.records.clear();
    for (const auto& [id, hash] : job.live) job.state.records.push_back({id, hash});
  } else if (job.known && changed) {
    rewrite_log(job);
  } else {
    write_pending(job);
  }
  writer_.set_metadata(file_state_key(job.state), encode_file_state(job.state));
}

void IndexRun::erase_state(const FileState& state) {
  for (std::uint32_t chunk = 0; chunk < state.chunks; ++chunk)
    writer_.set_metadata(chunk_key(state, chunk), "");
  writer_.set_metadata(file_state_key(state), "");
}

void IndexRun::forget_file(const FileState& state) {
  dirty_ = true;
  for (const auto& [id, hash] : writer_.known_records(state)) {
    if (writer_.remove(id)) ++report_.removed;
  }
  erase_state(state);
  commit_if_due();
}

void IndexRun::commit() {
  if (open_job_) {
    write_pending(*open_job_);
    FileState state = open_job_->state;
    state.status = FileStatus::Partial;
    state.documents = open_job_->documents;
    writer_.set_metadata(file_state_key(state), encode_file_state(state));
  }
  writer_.commit();
  dirty_ = false;
  if (after_commit_) after_commit_();
}

void IndexRun::commit_if_due() {
  if (writer_.is_batch_full()) commit();
}

void IndexRun::finish() {
  if (dirty_) commit();
}

}  // namespace dateline
