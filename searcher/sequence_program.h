// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a phrase asks of the order of words: sets of words, how they must lie to each other, and
// where. A program runs on the fingerprints of the word sequence file, where a match is a maybe,
// and on the words of the stored text, where it is exact. Nothing crosses from the title into the
// body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/storage/word_sequence.h"
#include "searcher/phrase_scan.h"
#include "searcher/word_scanner.h"

namespace dateline {

enum class WordOrder : std::uint8_t {
  Phrase,   // one word behind the other
  Ordered,  // in this order, first and last at most `window` words apart
  Near,     // in any order, at different places, first and last at most `window` words apart
};

inline constexpr std::size_t kMaxProgramSets = 64;

class SequenceProgram {
 public:
  // `sets`: for each place the folded words that may stand there; 1 to kMaxProgramSets of them.
  SequenceProgram(WordOrder order, unsigned window, std::vector<std::vector<std::string>> sets,
                  bool in_title, bool in_body, FingerprintHash hash);

  bool may_match(const WordSequence& sequence) const;
  bool matches(std::string_view title, std::string_view body) const;

  const std::vector<std::vector<std::string>>& sets() const { return sets_; }
  bool is_plain_phrase() const { return plain_phrase_; }  // of single words
  bool is_in_body() const { return in_body_; }            // else in the title alone

 private:
  using Mask = std::uint64_t;  // bit i: the word is of set i

  bool may_match(const FingerprintView& words) const;
  bool matches(std::string_view text) const;
  bool match_masks(const std::vector<Mask>& masks) const;
  bool ends_phrase(const std::vector<Mask>& masks) const;  // at the last word

  WordOrder order_;
  unsigned window_;
  std::vector<std::vector<std::string>> sets_;
  bool in_title_;
  bool in_body_;
  bool plain_phrase_ = false;  // a phrase of single words: the fast path
  PhraseScan plain_;
  std::unordered_map<std::string_view, Mask> word_masks_;  // views of sets_
  WordFilter filter_;                                      // of these words
  std::vector<Mask> fingerprint_masks_;  // by fingerprint; empty for a plain phrase
};

}  // namespace dateline
