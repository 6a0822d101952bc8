// SPDX-License-Identifier: GPL-2.0-or-later
//
// iamglass: the file that makes tables a database. At most 256 bytes:
//
//   0F 0D "Xapian Glass" | be16 format date | 16 bytes UUID | vint revision
//   | of postlist, docdata, termlist, position, spelling, synonym, in this order:
//       vint root block | vint (level << 2 | sequential << 1 | fake) | vint entries | vint (block
//       size >> 11) | vint compress_min | string free list: vint revision, vint blocks of the file,
//       four vints 0; empty for a fake table. `sequential` promises that leaves in the order of the
//       file are in the order of their keys.
//   | vint documents | vint (last id - documents) | vint lowest length of a document that is not 0
//   | vint highest wdf | vint (highest length - highest wdf) | vint 0 | vint sum of lengths | vint
//   0
#pragma once

#include <cstdint>
#include <filesystem>

#include "indexer/glass/table_writer.h"

namespace dateline::glass {

// Xapian checks none of these, and answers wrongly where they are wrong.
struct Statistics {
  std::uint64_t documents = 0;
  DocId last_docid = 0;
  std::uint64_t lowest_length = 0;  // of those that are not 0
  std::uint64_t highest_length = 0;
  std::uint64_t highest_wdf = 0;
  std::uint64_t total_length = 0;

  void count(DocId docid, std::uint64_t length, std::uint64_t wdf);
};

struct Tables {
  TableRoot postlist;
  TableRoot docdata;
  TableRoot termlist;
};

// The last step: all tables are synced. The database can be opened when this returns.
void write_version_file(const std::filesystem::path& database, const Tables& tables,
                        const Statistics& statistics);

}  // namespace dateline::glass
