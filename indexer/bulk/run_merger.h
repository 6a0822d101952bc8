// SPDX-License-Identifier: GPL-2.0-or-later
//
// Sorted runs -> the files of a generation: the glass tables and the word sequences, each written
// once from front to back. Documents are numbered from 1 without gaps in the order of their dates.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/storage/index_metadata.h"
#include "common/storage/word_sequence.h"
#include "indexer/bulk/run_file.h"
#include "indexer/glass/postlist_table.h"
#include "indexer/glass/version_file.h"

namespace dateline {

struct MergeRun {
  std::unique_ptr<RunFile> file;
  // By local number: whether the document belongs into the index. Empty: all do.
  std::vector<char> wanted;
};

struct MergeCounts {
  std::uint64_t documents = 0;
  std::uint64_t date_ordered = 0;  // the first so many are dated to the day, in the order of days
  std::uint64_t text_bytes = 0;
  std::vector<DocumentId> duplicates;  // ids that came twice: the second document was left out
};

class RunMerger {
 public:
  using MetadataSink = std::function<void(std::string_view key, std::string_view value)>;

  // Reads what the runs hold and puts their documents in order.
  explicit RunMerger(std::vector<MergeRun>& runs);

  const MergeCounts& counts() const { return counts_; }

  // `facts`: metadata whose keys begin with '!', without the word sequences'. `file_states`: calls
  // its sink with those of source files, keys ascending. Everything in `generation` is synced at
  // the end.
  void write(const std::filesystem::path& generation, const AnalyserSettings& settings,
             const std::map<std::string, std::string>& facts,
             const std::function<void(const MetadataSink&)>& file_states);

 private:
  // 0: left out.
  using FinalIds = std::vector<std::vector<glass::DocId>>;

  void number_documents();
  void find_duplicates();
  template <class Visit>
  void visit_in_order(Visit&& visit) const;
  void write_documents(const std::filesystem::path& database, glass::Tables& tables) const;
  void write_word_sequences(WordSequenceWriter& writer) const;
  void write_postlist(const std::filesystem::path& database,
                      const std::map<std::string, std::string>& facts,
                      const std::function<void(const MetadataSink&)>& file_states,
                      glass::Tables& tables);
  void write_forms(glass::PostlistTable& table) const;
  void write_vocabulary(glass::PostlistTable& table) const;
  void write_values(glass::PostlistTable& table) const;
  void write_lengths(glass::PostlistTable& table) const;
  void write_terms(glass::PostlistTable& table) const;

  std::vector<MergeRun>& runs_;
  FinalIds finals_;
  MergeCounts counts_;
  glass::Statistics statistics_;
  std::uint64_t sequence_bytes_ = 0;  // of all documents in words.seq
};

}  // namespace dateline
