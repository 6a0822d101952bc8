// SPDX-License-Identifier: GPL-2.0-or-later
//
// What phrases, ADJ and NEAR ask of the order of words: operands, how they must lie to each other,
// and where. A program runs on the fingerprints of the word sequence file, where a match is a
// maybe, and on the words of the stored text, where it is exact. Nothing crosses from the title
// into the body. Each program is for one thread: matching uses memory of its own.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/storage/word_sequence.h"
#include "searcher/operand_placement.h"
#include "searcher/phrase_scan.h"
#include "searcher/run_scan.h"
#include "searcher/text_test.h"
#include "searcher/word_scanner.h"

namespace dateline {

using WordSet = std::vector<std::string>;  // folded words, any of which may stand at one place
using WordRun = std::vector<WordSet>;      // place after place; at least one

// What must stand somewhere: one of some runs, of different lengths perhaps.
struct Operand {
  std::vector<WordRun> alternatives;  // at least one

  bool operator==(const Operand&) const = default;
};

enum class WordOrder : std::uint8_t {
  Ordered,  // ADJ: the operands in this order
  Near,     // in any order
};

inline constexpr std::size_t kMaxProgramSets = 64;  // different ones; plain phrases: places

// How many different sets a program of these operands has.
std::size_t count_sets(std::span<const Operand> operands);

class SequenceProgram final : public TextTest {
 public:
  // One occurrence of each operand, none sharing a word, so that between the first word of the
  // first and the last word of the last at most window - (operands - 1) words are of none. So
  // single words are at most `window` words apart. 1 to kMaxOperands operands; of one, a phrase,
  // `window` means nothing. Throws Error(Usage) beyond these limits, which the parser has checked.
  SequenceProgram(WordOrder order, unsigned window, std::vector<Operand> operands, bool in_title,
                  bool in_body, FingerprintHash hash);
  SequenceProgram(Operand phrase, bool in_title, bool in_body, FingerprintHash hash);
  SequenceProgram(const SequenceProgram&) = delete;
  SequenceProgram& operator=(const SequenceProgram&) = delete;

  bool may_match(const WordSequence& sequence) const override;
  bool matches(std::string_view title, std::string_view body) const override;
  const SequenceProgram* as_program() const override { return this; }

  // The places of a phrase of single words, one word each; empty when it is anything else.
  std::span<const WordSet> plain_phrase() const;
  bool is_in_body() const { return in_body_; }  // else in the title alone

 private:
  using Mask = std::uint64_t;  // bit i: the word is of set i

  struct Hit {
    std::size_t place;
    Mask sets;
  };
  using Hits = std::span<const Hit>;

  void compile(FingerprintHash hash);
  std::uint8_t number_of(const WordSet& set, FingerprintHash hash);
  void choose_pivot();
  void order_operands(FingerprintHash hash);

  bool may_match(const FingerprintView& words) const;
  bool may_be_placed(const FingerprintView& words) const;
  bool are_placed(const FingerprintView& words, std::size_t begin, std::size_t end) const;
  bool matches(std::string_view text) const;
  bool ends_phrase(Hits hits) const;  // at the last word
  bool are_placed(Hits hits) const;

  WordOrder order_;
  unsigned window_;
  std::vector<Operand> operands_;
  bool in_title_;
  bool in_body_;
  bool is_plain_phrase_ = false;  // the fast path
  PhraseScan plain_;

  std::unordered_map<std::string_view, Mask> word_masks_;  // views of operands_
  WordFilter filter_;                                      // of these words
  std::vector<FingerprintSet> sets_;                       // none for a plain phrase
  std::vector<std::size_t> letters_;                       // of a word of each set, on average
  std::vector<std::vector<RunScan>> runs_;                 // of each operand

  // Of several operands only.
  std::size_t pivot_ = 0;    // the operand that is looked for first: a rare one
  std::size_t span_ = 0;     // words that a match can have at most
  std::vector<Mask> masks_;  // by fingerprint
  mutable OperandPlacement placement_;
  mutable std::vector<Hit> hits_;
  mutable std::vector<std::size_t> pivots_;
};

}  // namespace dateline
