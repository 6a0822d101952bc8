// SPDX-License-Identifier: GPL-2.0-or-later
//
// Document -> Entry: the one place that says which terms, values, words and bytes an article gives.
// One builder per thread; it keeps what it knows of each word between documents.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/domain/document.h"
#include "common/domain/stemmer.h"
#include "common/storage/index_metadata.h"
#include "common/storage/zstd_codec.h"
#include "indexer/entry.h"

namespace dateline {

class EntryBuilder {
 public:
  EntryBuilder(const AnalyserSettings& settings, std::shared_ptr<const ZstdDictionary> dictionary,
               std::uint64_t run);

  Entry build(const Document& document);

  // The words of the documents built since the last call, with the number of documents each
  // occurred in.
  std::vector<VocabularyWord> take_vocabulary();

 private:
  struct Word {
    std::string text;
    std::uint32_t stem = 0;  // place in stems_
    Fingerprint fingerprint = 0;
    std::uint32_t last_document = 0;  // the last one it was counted for
    std::uint64_t documents = 0;      // since take_vocabulary()
  };
  struct Stem {
    std::string text;
    std::uint32_t body_count = 0;  // in the document at hand
    std::uint32_t title_count = 0;
  };

  std::uint32_t word_number(std::string_view word);
  std::uint32_t stem_number(std::string_view stem);
  void count(std::uint32_t stem, bool in_title);
  void read_words(std::string_view text, bool in_title, std::vector<Fingerprint>& fingerprints);
  void add_stem_terms(Xapian::Document& document);
  void forget_words();

  AnalyserSettings settings_;
  FingerprintHash fingerprint_;
  Stemmer stemmer_;
  ZstdCodec codec_;
  std::string run_value_;

  std::unordered_map<std::string, std::uint32_t> word_numbers_;
  std::unordered_map<std::string, std::uint32_t> stem_numbers_;
  std::vector<Word> words_;
  std::vector<Stem> stems_;
  std::vector<std::uint32_t> seen_words_;  // since take_vocabulary()
  std::vector<std::uint32_t> seen_stems_;  // in the document at hand
  std::uint32_t document_number_ = 0;
};

}  // namespace dateline
