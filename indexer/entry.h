// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the index will hold of a document: made from it by the entry builder, taken by either of the
// two writers.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/domain/document.h"
#include "common/domain/fields.h"
#include "common/storage/word_sequence.h"

namespace dateline {

struct EntryTerm {
  std::string_view bytes;    // stay where they are until the builder forgets its words
  std::uint32_t number = 0;  // of the builder's terms: dense
  std::uint32_t wdf = 0;     // 0 for a filter
};

struct Entry {
  DocumentId id;
  std::vector<EntryTerm> terms;                  // ascending by bytes
  std::array<std::string, slot::kCount> values;  // an empty one is none
  std::string record;
  std::vector<Fingerprint> title_words;
  std::vector<Fingerprint> body_words;
  PackedDate date;
  std::uint64_t text_bytes = 0;  // of title and body
};

// A word of the documents built since the last time the builder was asked.
struct SeenWord {
  std::string_view word;
  std::string_view stem;
  std::uint64_t documents = 0;
};

// The same, on its way to another thread.
struct VocabularyWord {
  std::string word;
  std::string stem;
  std::uint64_t documents = 0;
};

// An entry in the form that Xapian's own writer takes, on its way to the thread that has it.
struct XapianEntry {
  Xapian::Document document;  // terms, values and record
  std::vector<Fingerprint> title_words;
  std::vector<Fingerprint> body_words;
  PackedDate date;
  std::uint64_t text_bytes = 0;
};

}  // namespace dateline
