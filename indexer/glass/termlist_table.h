// SPDX-License-Identifier: GPL-2.0-or-later
//
// termlist.glass: what Xapian needs to know of a document to delete it. Two entries for each:
//
//   sortdid(docid)      empty for a document without terms, else vint document length | vint number
//                       of terms | the terms in the order of their bytes:
//                         the first  u8 length | bytes | vint wdf
//                         others     R = length of what it has in common with the term before, P:
//                                      where n = (wdf + 1) * (|P| + 1) + R fits into a byte and wdf
//                                      < 127:
//                                        u8 n | u8 length of the rest | rest
//                                      else u8 R | u8 length of the rest | rest | vint wdf
//   sortdid(docid) 00   the value slots it uses, ascending: vint (slot - slot before - 1), the slot
//   before
//                       the first being -1. No entry when it uses none.
//
// Term lists are deflated where that makes them smaller. Xapian reads a component of a deflated tag
// through a buffer of 8192 bytes and can stop too early where one component inflates to more, so
// that the document can be neither deleted nor replaced. A tag of at most that size is safe
// wherever it is cut; longer ones are stored as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/table_writer.h"

struct libdeflate_compressor;

namespace dateline::glass {

// Makes the tag of a term list, term by term. Reused for many documents; one per thread.
class TermListEncoder {
 public:
  TermListEncoder();
  ~TermListEncoder();
  TermListEncoder(const TermListEncoder&) = delete;
  TermListEncoder& operator=(const TermListEncoder&) = delete;

  // `terms`: how many will be added. A document without terms has an empty tag: none need be begun.
  void begin(std::uint64_t document_length, std::size_t terms);

  // In ascending order; 1 to 245 bytes. The bytes must stay until the next call.
  void add(std::string_view term, std::uint32_t wdf);

  struct Tag {
    std::string_view bytes;  // until the next begin()
    bool deflated = false;
  };
  Tag finish();

 private:
  std::string plain_;
  std::vector<char> deflated_;
  std::string_view before_;
  libdeflate_compressor* compressor_;
};

class TermlistTable {
 public:
  explicit TermlistTable(const std::filesystem::path& database)
      : table_(database / "termlist.glass") {}

  // Ids ascend. Bit i of `slots`: the document has a value in slot i.
  void add(DocId docid, TermListEncoder::Tag tag, std::uint32_t slots);

  TableRoot finish() { return table_.finish(); }

 private:
  TableWriter table_;
  std::string key_;
  std::string slots_tag_;
};

}  // namespace dateline::glass
