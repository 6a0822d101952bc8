// SPDX-License-Identifier: GPL-2.0-or-later
//
// Document -> Entry: the one place that says which terms, values, words and bytes an article gives.
// One builder per thread; it keeps what it knows of each word and term between documents.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/document.h"
#include "common/domain/fields.h"
#include "common/domain/stemmer.h"
#include "common/domain/tokenizer.h"
#include "common/domain/word_table.h"
#include "common/storage/index_metadata.h"
#include "common/storage/zstd_codec.h"
#include "indexer/entry.h"

namespace dateline {

class EntryBuilder {
 public:
  // `run`: in which the documents enter the index.
  EntryBuilder(const AnalyserSettings& settings, std::shared_ptr<const ZstdDictionary> dictionary,
               std::uint64_t run);

  // Valid until the next call. `run_value`: of the run in which the document entered the index,
  // when that is an earlier one. `record`: its stored record, when it has one of this dictionary.
  const Entry& build(const Document& document, std::string_view run_value = {},
                     std::string_view record = {});

  // The words of the documents built since the last call, in no order. Valid until the next
  // build().
  const std::vector<SeenWord>& take_words();

  // Forgets all words and terms: their numbers and bytes are no longer valid.
  void forget();
  bool knows_too_much() const;  // hostile input invents words without end
  std::size_t memory_bytes() const;

 private:
  struct Word {
    std::uint32_t stem = 0;           // number in stems_
    std::uint32_t term = 0;           // of the stem
    std::uint32_t last_document = 0;  // the last one it occurred in
    std::uint32_t in_title = 0;       // how often, in that document
    std::uint32_t in_body = 0;
    std::uint32_t documents = 0;  // since take_words()
    Fingerprint fingerprint = 0;
  };
  // A word of the text on its way to being counted. Looking one up waits for memory; many are on
  // the way at once.
  struct PendingWord {
    std::array<char, kMaxWordBytes> bytes;
    std::size_t length;
    std::uint64_t hash;
    std::uint32_t number;
  };
  static constexpr std::size_t kPendingWords = 32;
  // A term of the document. Most comparisons need nothing else.
  struct SortKey {
    std::uint64_t beginning;
    std::uint32_t number;
    std::uint32_t wdf;
  };
  struct Stem {
    std::uint32_t term = 0;
    std::uint32_t title_term = kNone;  // made when it is first needed
  };
  struct Term {
    std::uint64_t beginning = 0;  // its first 8 bytes, as a number that compares as they do
    std::uint32_t wdf = 0;        // in the last document it occurred in
    std::uint32_t last_document = 0;
  };
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::uint32_t word_number(std::string_view word, std::uint64_t hash);
  std::uint32_t stem_number(std::string_view stem);
  std::uint32_t term_number(std::string_view term);
  std::uint32_t title_term(std::uint32_t stem);
  void add_term(std::uint32_t number, std::uint32_t wdf);
  void add_filter(std::string_view term) { add_term(term_number(term), 0); }
  void add_field(FieldId id, const std::string& value);
  void add_filters(const Document& document);
  void add_date(const Document& document);
  void add_values(const Document& document);
  void read_words(std::string_view text, bool in_title, std::vector<Fingerprint>& fingerprints);
  std::size_t read_pending(Tokenizer& tokenizer, bool in_title);
  void count_word(std::uint32_t number, bool in_title);
  void count_accented(const Token& token, bool in_title);
  void count_stem(std::uint32_t stem, std::uint32_t in_title, std::uint32_t in_body);
  void count_words();
  void sort_terms();

  AnalyserSettings settings_;
  FingerprintHash fingerprint_;
  Stemmer stemmer_;
  ZstdCodec codec_;
  std::string run_value_;

  WordTable word_table_;
  WordTable stem_table_;
  WordTable term_table_;
  std::vector<Word> words_;
  std::vector<Stem> stems_;
  std::vector<Term> terms_;
  std::vector<std::uint32_t> unreported_;  // words seen since take_words()
  std::vector<SeenWord> reported_;
  // Of the document at hand.
  std::vector<std::uint32_t> document_words_;
  std::vector<std::uint32_t> document_terms_;
  std::vector<SortKey> sort_keys_;
  std::uint32_t document_number_ = 0;
  std::array<PendingWord, kPendingWords> pending_;
  Entry entry_;
};

}  // namespace dateline
