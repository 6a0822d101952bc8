// SPDX-License-Identifier: GPL-2.0-or-later
//
// The characters as written: case, accents and punctuation count. What is equated:
// - forms that Unicode calls canonically equivalent: both are compared in NFC;
// - white space: a run of it (line breaks too) is any other run of it; the ends of a text count as
//   white space.
//
// It stands at the borders of words as the index sees them, so that candidates found by its words
// are all there are: the words of the text that it touches must be just the words that it has
// alone. 'Moscow' is in "Moscow's" and "Moscow,", 'art' is not in "Bart", nor 'Brien' in "O'Brien".
// In scripts without spaces it may lie within a longer run: 東京 in 東京都.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/sequence_program.h"
#include "searcher/text_test.h"

namespace dateline {

class VerbatimTest final : public StretchTest {
 public:
  // `text`: UTF-8, with at least one word.
  VerbatimTest(std::string_view text, bool in_title, bool in_body, FingerprintHash hash);

  // What every match has, one behind the other, folded: the words of the text but for the character
  // that closes a run without spaces at its end.
  const std::vector<std::string>& words() const { return words_; }

  bool may_match(const WordSequence& sequence) const override;
  bool matches(std::string_view title, std::string_view body) const override;
  // None in a text that is not NFC: places would be those of another.
  std::vector<Span> find(std::string_view text) const override;

 private:
  class Search;

  bool matches(std::string_view text) const;

  bool in_title_;
  bool in_body_;
  bool space_before_ = false;
  bool space_behind_ = false;
  std::vector<std::string> stretches_;  // without white space, in NFC; white space is between them
  std::vector<std::string> words_;
  SequenceProgram candidates_;
};

}  // namespace dateline
