// SPDX-License-Identifier: GPL-2.0-or-later
//
// The sections of a sorted run as ascending streams, for MergeHeap: documents, values of a slot,
// terms, words, forms; and the order of each. `final_ids`: the document number in the index by
// local number, 0 for a document that is left out.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "indexer/bulk/run_file.h"
#include "indexer/glass/postlist_table.h"

namespace dateline {

struct DocumentCursor {
  DocumentCursor(const RunFile& file, std::size_t number)
      : run(number), reader(file, RunSection::Documents) {}

  bool next() {
    if (reader.at_end()) return false;
    std::memcpy(&document, reader.take(sizeof document).data(), sizeof document);
    ++local;
    return true;
  }

  std::size_t run;
  SectionReader reader;
  RunDocument document;
  std::uint32_t local = UINT32_MAX;  // the first next() makes it 0
};

struct BeforeInIndex {
  bool operator()(const DocumentCursor& one, const DocumentCursor& other) const {
    return one.document < other.document;
  }
};

// A slot's values of one run.
struct ValueCursor {
  ValueCursor(const RunFile& file, unsigned slot, const std::vector<glass::DocId>& final_ids)
      : reader(file, slot_section(slot)), finals(&final_ids) {}

  bool next() {
    do {
      if (reader.at_end()) return false;
      local += static_cast<std::uint32_t>(reader.varint());
      docid = (*finals)[local++];
      value = reader.string();
    } while (docid == 0);
    return true;
  }

  SectionReader reader;
  const std::vector<glass::DocId>* finals;
  std::uint32_t local = 0;  // the next one without a gap
  glass::DocId docid = 0;
  std::string_view value;
};

struct ByDocid {
  bool operator()(const ValueCursor& one, const ValueCursor& other) const {
    return one.docid < other.docid;
  }
};

// The terms of one run; its postings are read by whoever has a term in hand.
struct TermCursor {
  TermCursor(const RunFile& file, const std::vector<glass::DocId>& final_ids)
      : reader(file, RunSection::Postings), finals(&final_ids) {}

  bool next() {
    if (reader.at_end()) return false;
    term = reader.string();
    documents = reader.varint();
    return true;
  }

  void take_postings(std::vector<glass::Posting>& postings) {
    std::uint32_t local = 0;
    for (; documents > 0; --documents) {
      local += static_cast<std::uint32_t>(reader.varint());
      const auto wdf = static_cast<std::uint32_t>(reader.varint());
      if (const glass::DocId docid = (*finals)[local++]; docid != 0)
        postings.push_back({docid, wdf});
    }
  }

  SectionReader reader;
  const std::vector<glass::DocId>* finals;
  std::string term;
  std::uint64_t documents = 0;
};

struct ByTerm {
  bool operator()(const TermCursor& one, const TermCursor& other) const {
    return one.term < other.term;
  }
};

struct WordCursor {
  explicit WordCursor(const RunFile& file) : reader(file, RunSection::Words) {}

  bool next() {
    if (reader.at_end()) return false;
    word = reader.string();
    documents = reader.varint();
    return true;
  }

  SectionReader reader;
  std::string word;
  std::uint64_t documents = 0;
};

struct ByWord {
  bool operator()(const WordCursor& one, const WordCursor& other) const {
    return one.word < other.word;
  }
};

struct FormCursor {
  explicit FormCursor(const RunFile& file) : reader(file, RunSection::Forms) {}

  bool next() {
    if (reader.at_end()) return false;
    stem = reader.string();
    word = reader.string();
    return true;
  }

  SectionReader reader;
  std::string stem;
  std::string word;
};

struct ByStem {
  bool operator()(const FormCursor& one, const FormCursor& other) const {
    return std::tie(one.stem, one.word) < std::tie(other.stem, other.word);
  }
};

}  // namespace dateline
