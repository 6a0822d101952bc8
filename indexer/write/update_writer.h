// SPDX-License-Identifier: GPL-2.0-or-later
//
// Writes changes into one generation through Xapian's own WritableDatabase. The only owner of that
// database and of the word sequence files while it lives; one thread. Everything between two
// commits is one transaction: all of it is there after a kill or a power cut, or none.
//
// When any function throws, the writer must be dropped: Xapian forgets a failed batch and reports
// the next commit as done.
#pragma once

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

namespace dateline {

class UpdateWriter {
 public:
  // Makes the database and the word sequences of a new generation, without documents.
  static void create(const std::filesystem::path& generation, const AnalyserSettings& settings,
                     const IndexState& state);

  // Opens an existing generation and takes away its seal with the first change.
  explicit UpdateWriter(const std::filesystem::path& generation);
  ~UpdateWriter();
  UpdateWriter(const UpdateWriter&) = delete;
  UpdateWriter& operator=(const UpdateWriter&) = delete;

  void add(Entry&& entry);
  // Gives the value of its run slot; null when there is no such document.
  std::optional<std::string> remove(const DocumentId& id);
  bool contains(const DocumentId& id) const;
  std::uint64_t documents() const;
  std::string metadata(std::string_view key) const;
  std::vector<Root> roots() const;
  KnownRecords known_records(const FileState& state) const;
  void set_metadata(const std::string& key, const std::string& value);
  void set_roots(const std::vector<Root>& roots);
  void count_words(const std::vector<VocabularyWord>& words);

  // Text and documents of the running batch, by which the caller decides when to commit.
  std::uint64_t batch_bytes() const { return batch_bytes_; }
  std::uint64_t batch_documents() const { return batch_documents_; }

  void commit();

  IndexState& state() { return state_; }

 private:
  struct PendingWord {
    std::string stem;
    std::uint64_t documents = 0;
  };

  void begin();
  void write_vocabulary();
  void add_form(const std::string& stem, const std::string& word);

  std::filesystem::path generation_;
  Xapian::WritableDatabase database_;
  std::optional<WordSequenceWriter> words_;
  std::optional<Stemmer> stemmer_;
  IndexState state_;
  std::unordered_map<std::string, PendingWord> pending_words_;
  std::uint64_t batch_bytes_ = 0;
  std::uint64_t batch_documents_ = 0;
  bool in_transaction_ = false;
};

}  // namespace dateline
