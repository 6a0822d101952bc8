// SPDX-License-Identifier: GPL-2.0-or-later
//
// A document ready to be written: everything the index will hold of it, made by entry_builder on
// any thread, put in place by the one writer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/domain/document.h"
#include "common/storage/word_sequence.h"

namespace dateline {

struct Entry {
  DocumentId id;
  Xapian::Document document;  // terms, values and record
  std::vector<Fingerprint> title_words;
  std::vector<Fingerprint> body_words;
  PackedDate date;
  std::uint64_t text_bytes = 0;
  bool undated = false;
};

struct VocabularyWord {
  std::string word;
  std::string stem;
  std::uint64_t documents = 0;
};

}  // namespace dateline
