// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a query asks of the text of a document beyond its terms: the order of words, the characters
// as written, a pattern. Terms find the candidates; a test is asked of those, last. It belongs to
// one query and one thread: answering may use memory of its own.
#pragma once

#include <string_view>
#include <vector>

#include "common/storage/word_sequence.h"
#include "searcher/hit.h"

namespace dateline {

class SequenceProgram;

class TextTest {
 public:
  virtual ~TextTest() = default;

  // On fingerprints: may say yes wrongly, never no.
  virtual bool may_match(const WordSequence& sequence) const = 0;
  // On the stored text: exact.
  virtual bool matches(std::string_view title, std::string_view body) const = 0;

  // This test where it is one of words alone; else null.
  virtual const SequenceProgram* as_program() const { return nullptr; }
};

// A test that asks for stretches of text, which can be marked.
class StretchTest : public TextTest {
 public:
  // The stretches of the text that are asked for, in bytes, ascending, none empty, not overlapping.
  virtual std::vector<Span> find(std::string_view text) const = 0;
};

}  // namespace dateline
