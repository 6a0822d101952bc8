// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk/bulk_writer.h"

#include <algorithm>

#include "common/base/error.h"
#include "common/domain/fields.h"
#include "common/domain/terms.h"
#include "common/storage/index_folder.h"
#include "common/storage/xapian_guard.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

std::unique_ptr<Xapian::Database> open_older(const std::optional<fs::path>& generation) {
  if (!generation) return nullptr;
  return guard_xapian("open the index", *generation, [&] {
    return std::make_unique<Xapian::Database>(database_path(*generation).string());
  });
}

std::optional<Xapian::docid> find_document(const Xapian::Database& database, const DocumentId& id) {
  const std::string term = id_term(id);
  const auto posting = database.postlist_begin(term);
  if (posting == database.postlist_end(term)) return std::nullopt;
  return *posting;
}

}  // namespace

BulkSink::BulkSink(BulkWriter& writer, std::size_t budget_bytes)
    : writer_(writer), run_(budget_bytes), older_(open_older(writer.older_path_)) {}

std::optional<EarlierRuns::Facts> BulkSink::claim(std::uint64_t source) {
  return writer_.earlier_.claim(source);
}

void BulkSink::add(const Entry& entry, std::uint64_t sequence, std::uint64_t source) {
  run_.add(entry, sequence, source);
}

void BulkSink::write_run(const std::vector<SeenWord>& words) {
  const fs::path path = writer_.next_run_path();
  run_.write(path, words);
  writer_.add_run(path);
}

std::string BulkSink::run_value(const DocumentId& id) const {
  if (!older_) return {};
  return guard_xapian("read the index", *writer_.older_path_, [&]() -> std::string {
    const auto docid = find_document(*older_, id);
    return docid ? older_->get_document(*docid).get_value(slot::kRun) : std::string();
  });
}

StoredDocument BulkSink::stored(Xapian::docid docid) const {
  return guard_xapian("read the index", *writer_.older_path_, [&] {
    const Xapian::Document document = older_->get_document(docid);
    return StoredDocument{document.get_data(), document.get_value(slot::kRun)};
  });
}

BulkWriter::BulkWriter(BuildFolder build, std::optional<fs::path> older,
                       const AnalyserSettings& settings, const IndexState& state, unsigned workers,
                       std::uint64_t budget_bytes)
    : build_(std::move(build)),
      older_path_(std::move(older)),
      older_(open_older(older_path_)),
      settings_(settings),
      state_(state),
      sink_budget_(static_cast<std::size_t>(budget_bytes / workers)),
      earlier_(build_.complete_runs()),
      last_run_(earlier_.last_number()) {
  if (older_) {
    removed_.resize(guard_xapian("read the index", *older_path_,
                                 [&] { return older_->get_lastdocid() + std::size_t{1}; }));
  }
  if (!build_.dictionary().empty()) changes_[std::string(kDictionaryKey)] = build_.dictionary();
}

std::string BulkWriter::metadata(std::string_view key) const {
  const auto changed = changes_.find(std::string(key));
  if (changed != changes_.end()) return changed->second;
  if (!older_) return {};
  return guard_xapian("read the index", *older_path_,
                      [&] { return older_->get_metadata(std::string(key)); });
}

void BulkWriter::set_metadata(const std::string& key, const std::string& value) {
  changes_[key] = value;
}

KnownRecords BulkWriter::known_records(const FileState& state) const {
  if (!older_) return {};
  return guard_xapian("read the index", *older_path_,
                      [&] { return read_known_records(*older_, state); });
}

std::optional<Xapian::docid> BulkWriter::find(const DocumentId& id) const {
  if (!older_) return std::nullopt;
  const auto docid =
      guard_xapian("read the index", *older_path_, [&] { return find_document(*older_, id); });
  return docid && !removed_[*docid] ? docid : std::nullopt;
}

bool BulkWriter::contains(const DocumentId& id) const { return find(id).has_value(); }

std::optional<std::string> BulkWriter::remove(const DocumentId& id) {
  const auto docid = find(id);
  if (!docid) return std::nullopt;
  removed_[*docid] = true;
  return std::string();
}

void BulkWriter::add(XapianEntry&&, const std::optional<std::string>&) {
  throw Error(ExitCode::WriteFailed, "cannot add one document to a bulk build",
              "this is a defect of dateline-index");
}

void BulkWriter::count_words(const std::vector<VocabularyWord>&) {}

std::shared_ptr<BulkSink> BulkWriter::make_sink() {
  return std::make_shared<BulkSink>(*this, sink_budget_);
}

fs::path BulkWriter::next_run_path() {
  const std::lock_guard lock(mutex_);
  return build_.run_path(++last_run_);
}

void BulkWriter::add_run(const fs::path& path) {
  const std::lock_guard lock(mutex_);
  new_runs_.push_back(path);
}

std::vector<Xapian::docid> BulkWriter::kept_documents() const {
  std::vector<Xapian::docid> kept;
  if (!older_) return kept;
  return guard_xapian("read the index", *older_path_, [&] {
    for (auto posting = older_->postlist_begin(""); posting != older_->postlist_end("");
         ++posting) {
      if (!removed_[*posting]) kept.push_back(*posting);
    }
    return kept;
  });
}

// What the index says of itself, but for what the merge finds out.
std::map<std::string, std::string> BulkWriter::facts() const {
  std::map<std::string, std::string> facts = format_and_settings(settings_);
  for (const std::string_view key : {kRootsKey, kDictionaryKey, kLinesKey}) {
    if (std::string value = metadata(key); !value.empty())
      facts[std::string(key)] = std::move(value);
  }
  facts[std::string(kStateKey)] = encode_state(state_);
  return facts;
}

// The older generation's, and on top of them what has changed.
void BulkWriter::write_file_states(const RunMerger::MetadataSink& sink) const {
  auto change = changes_.lower_bound("m");
  const auto changes_end = changes_.lower_bound("o");
  const auto write_changes_before = [&](const std::string* key) {
    for (; change != changes_end && (key == nullptr || change->first < *key); ++change) {
      if (!change->second.empty()) sink(change->first, change->second);
    }
  };
  if (older_) {
    guard_xapian("read the index", *older_path_, [&] {
      for (const char* list : {"m", "n"}) {
        for (auto place = older_->metadata_keys_begin(list);
             place != older_->metadata_keys_end(list); ++place) {
          const std::string key = *place;
          write_changes_before(&key);
          const bool is_changed = change != changes_end && change->first == key;
          if (!is_changed) sink(key, older_->get_metadata(key));
        }
      }
    });
  }
  write_changes_before(nullptr);
}

MergeCounts BulkWriter::finish() {
  std::vector<MergeRun> runs = earlier_.take();
  for (const auto& path : new_runs_) runs.push_back({std::make_unique<RunFile>(path), {}});
  RunMerger merger(runs);
  state_.text_bytes = merger.counts().text_bytes;
  state_.date_ordered = merger.counts().date_ordered;
  state_.changes = 0;
  merger.write(generation(), settings_, facts(),
               [&](const RunMerger::MetadataSink& sink) { write_file_states(sink); });
  runs.clear();
  build_.remove_runs();
  seal(generation());
  return merger.counts();
}

}  // namespace dateline
