// SPDX-License-Identifier: GPL-2.0-or-later
//
// Builds a whole generation at once, from new documents and those of an older generation that stay:
// workers put entries into sorted runs, each into its own, and one merge writes the files. Nothing
// of it can be seen before it is published; a build that ends early leaves its complete runs, which
// the next run goes on from.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/storage/index_metadata.h"
#include "indexer/bulk/build_folder.h"
#include "indexer/bulk/earlier_runs.h"
#include "indexer/bulk/run_builder.h"
#include "indexer/bulk/run_merger.h"
#include "indexer/index_writer.h"

namespace dateline {

class BulkWriter;

// A document of the older generation.
struct StoredDocument {
  std::string record;
  std::string run_value;
};

// One worker's way into the build; used by one thread at a time.
class BulkSink {
 public:
  BulkSink(BulkWriter& writer, std::size_t budget_bytes);

  // What an interrupted build has of this source already: nothing is then to be added.
  std::optional<EarlierRuns::Facts> claim(std::uint64_t source);

  // The entry's term numbers and bytes must stay valid until the run is written.
  void add(const Entry& entry, std::uint64_t sequence, std::uint64_t source);

  bool is_full(std::size_t other_bytes) const { return run_.is_full(other_bytes); }
  bool empty() const { return run_.empty(); }
  void write_run(const std::vector<SeenWord>& words);

  // Of the older generation; empty when it has no such document.
  std::string run_value(const DocumentId& id) const;
  StoredDocument stored(Xapian::docid docid) const;

 private:
  BulkWriter& writer_;
  RunBuilder run_;
  std::unique_ptr<Xapian::Database> older_;
};

class BulkWriter final : public IndexWriter {
 public:
  // `older`: the generation whose documents stay but for those that are removed. `settings`,
  // `state`: of the index. `budget_bytes`: memory for the runs of all `workers`.
  BulkWriter(BuildFolder build, std::optional<std::filesystem::path> older,
             const AnalyserSettings& settings, const IndexState& state, unsigned workers,
             std::uint64_t budget_bytes);

  std::string metadata(std::string_view key) const override;
  void set_metadata(const std::string& key, const std::string& value) override;
  KnownRecords known_records(const FileState& state) const override;
  // Both know the older generation only.
  bool contains(const DocumentId& id) const override;
  std::optional<std::string> remove(const DocumentId& id) override;
  // Documents come through sinks.
  void add(XapianEntry&& entry, const std::optional<std::string>& run_value) override;
  void count_words(const std::vector<VocabularyWord>& words) override;
  bool is_batch_full() const override { return false; }
  void commit() override {}
  IndexState& state() override { return state_; }

  // From any thread.
  std::shared_ptr<BulkSink> make_sink();

  // The documents of the older generation that have not been removed, ascending.
  std::vector<Xapian::docid> kept_documents() const;

  // Merges the runs of all sinks, which must have written theirs, into the generation, and seals
  // it.
  MergeCounts finish();

  const std::filesystem::path& generation() const { return build_.generation(); }

 private:
  friend class BulkSink;

  std::filesystem::path next_run_path();
  void add_run(const std::filesystem::path& path);
  std::optional<Xapian::docid> find(const DocumentId& id) const;
  std::map<std::string, std::string> facts() const;
  void write_file_states(const RunMerger::MetadataSink& sink) const;

  const BuildFolder build_;
  const std::optional<std::filesystem::path> older_path_;
  std::unique_ptr<Xapian::Database> older_;
  const AnalyserSettings settings_;
  IndexState state_;
  const std::size_t sink_budget_;
  EarlierRuns earlier_;
  std::map<std::string, std::string> changes_;  // of metadata; an empty value: removed
  std::vector<bool> removed_;                   // by document number of the older generation

  std::mutex mutex_;  // of what follows
  unsigned last_run_ = 0;
  std::vector<std::filesystem::path> new_runs_;
};

}  // namespace dateline
