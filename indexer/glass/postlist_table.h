// SPDX-License-Identifier: GPL-2.0-or-later
//
// postlist.glass: everything that is found by something else than a document id. Its parts in the
// order of their keys, which is the order in which the functions below must be called:
//
//   00 C0 name                          metadata, never empty
//   00 D0 lastuint(slot)                statistics of a value slot: vint documents | string lowest
//   | highest,
//                                       unless it is the lowest
//   00 D8 vint(slot) sortdid(first)     a chunk of a slot's values: string value | for each further
//   document
//                                       vint (gap - 1) | string value
//   00 E0 [sortdid(first)]              document lengths, as a posting list with an entry for every
//   document sortstr(term) [00 sortdid(first)]   postings
//
// A list of postings is cut into chunks; the key of the first has no document id. A chunk:
//
//   the first only: vint documents | vint sum of wdf | vint (first id - 1); both counts are 0 for
//   lengths u8 '1' on the last, else '0' | vint (last id - first id) | vint wdf | for each further
//   document vint (gap - 1) | vint wdf
//
// Chunks end where the block ends or at about 2 kB.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "indexer/glass/table_writer.h"

namespace dateline::glass {

struct Posting {
  DocId docid;
  std::uint32_t wdf;  // occurrences within the document; of the list of lengths, its length
};

struct SlotStatistics {
  std::uint64_t documents = 0;
  std::string lowest;
  std::string highest;

  void count(std::string_view value);
};

class PostlistTable {
 public:
  explicit PostlistTable(const std::filesystem::path& database)
      : table_(database / "postlist.glass") {}

  // Names ascend, at most 253 bytes; `value` is not empty.
  void add_metadata(std::string_view name, std::string_view value);

  // Slots ascend. Those without values are left out.
  void add_slot_statistics(unsigned slot, const SlotStatistics& statistics);

  // Slot by slot, documents ascending; values are not empty.
  void add_value(unsigned slot, DocId docid, std::string_view value);
  void end_slot();

  // `lengths`: all documents.
  void add_document_lengths(std::span<const Posting> lengths);

  // Terms ascend by bytes: 1 to 245 of them, a 00 counting twice. `postings`: at least one,
  // ascending.
  void add_term(std::string_view term, std::span<const Posting> postings);

  TableRoot finish() { return table_.finish(); }

 private:
  void add_list(std::string_view first_key, std::string_view further_key, std::uint64_t documents,
                std::uint64_t occurrences, std::span<const Posting> postings);
  std::size_t fill_chunk(std::span<const Posting> postings, std::size_t max_bytes);

  TableWriter table_;
  std::string key_;
  std::string further_key_;
  std::string tag_;
  std::string body_;  // of a chunk
  DocId last_ = 0;    // document of the last value
};

}  // namespace dateline::glass
