// SPDX-License-Identifier: GPL-2.0-or-later
//
// Writes changes into one generation through Xapian's own WritableDatabase. The only owner of that
// database and of the word sequence files while it lives; one thread. Everything between two
// commits is one transaction: all of it is there after a kill or a power cut, or none.
//
// When any function throws, the writer must be dropped: Xapian forgets a failed batch and reports
// the next commit as done.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "common/domain/stemmer.h"
#include "common/storage/index_metadata.h"
#include "common/storage/word_sequence.h"
#include "indexer/entry.h"
#include "indexer/file_state.h"
#include "indexer/index_writer.h"

namespace dateline {

// When a batch is to be committed: what comes first.
struct BatchLimits {
  std::uint64_t text_bytes = std::uint64_t{64} << 20U;
  std::uint64_t documents = 5000;
  std::chrono::seconds time{30};
};

// Who writes the files of a new database: this program, which knows how to keep Xapian's writer
// from deflating (glass_format.h), or Xapian, where its format is another one.
enum class Creator { Glass, Xapian };

class UpdateWriter final : public IndexWriter {
 public:
  // Makes the database and the word sequences of a new generation, without documents.
  static void create(const std::filesystem::path& generation, const AnalyserSettings& settings,
                     const IndexState& state, Creator creator = Creator::Glass);

  // Opens an existing generation and takes away its seal with the first change.
  explicit UpdateWriter(const std::filesystem::path& generation, const BatchLimits& limits = {});
  ~UpdateWriter() override;
  UpdateWriter(const UpdateWriter&) = delete;
  UpdateWriter& operator=(const UpdateWriter&) = delete;

  void add(XapianEntry&& entry, const std::optional<std::string>& run_value = {}) override;
  std::optional<std::string> remove(const DocumentId& id) override;
  bool contains(const DocumentId& id) const override;
  std::string metadata(std::string_view key) const override;
  KnownRecords known_records(const FileState& state) const override;
  void set_metadata(const std::string& key, const std::string& value) override;
  void count_words(const std::vector<VocabularyWord>& words) override;

  bool is_batch_full() const override;
  void commit() override;

  IndexState& state() override { return state_; }

 private:
  struct PendingWord {
    std::string stem;
    std::uint64_t documents = 0;
  };

  void begin();
  void write_vocabulary();
  void add_form(const std::string& stem, const std::string& word);

  std::filesystem::path generation_;
  const BatchLimits limits_;
  Xapian::WritableDatabase database_;
  std::optional<WordSequenceWriter> words_;
  std::optional<Stemmer> stemmer_;
  IndexState state_;
  std::unordered_map<std::string, PendingWord> pending_words_;
  // In a complete index only words that are new are written: how many documents have the others is
  // put right by the next bulk build.
  bool frequencies_may_lag_ = false;
  std::uint64_t batch_bytes_ = 0;
  std::uint64_t batch_documents_ = 0;
  std::chrono::steady_clock::time_point batch_start_;
  bool in_transaction_ = false;
};

}  // namespace dateline
