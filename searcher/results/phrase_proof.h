// SPDX-License-Identifier: GPL-2.0-or-later
//
// Certainty about a phrase without its text. Fingerprints that match may be those of other words;
// but the index knows how often each stem occurs in a document. When the fingerprints of all forms
// of a stem occur just as often, no other word of the document has one of them: each stands for a
// form of that stem. When in addition no other form has the fingerprint of the word asked for, the
// word is there. If any of this fails, only the text can tell.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/storage/word_sequence.h"
#include "searcher/index_reader.h"
#include "searcher/text_test.h"

namespace dateline {

class PhraseProof {
 public:
  // `terms`: those that the query was matched by, the stems of the phrase among them. No proof is
  // possible where they are too many, where forms cannot be told apart, or of anything but a phrase
  // of single words.
  PhraseProof(IndexReader& reader, const TextTest& test, std::span<const std::string> terms);

  // `counts`: how often each of the terms counts in the document that the sequence is of, which
  // matched.
  bool holds(const WordSequence& sequence, std::span<const Xapian::termcount> counts) const;

 private:
  struct Word {
    std::size_t term;                // its number
    std::vector<Fingerprint> forms;  // of all words with its stem
  };

  std::optional<Word> known_word(IndexReader& reader, const std::string& word,
                                 std::span<const std::string> terms) const;

  bool in_body_ = false;
  unsigned title_weight_ = 0;
  bool is_possible_ = false;
  std::vector<Word> words_;
};

}  // namespace dateline
