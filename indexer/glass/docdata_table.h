// SPDX-License-Identifier: GPL-2.0-or-later
//
// docdata.glass: key sortdid(docid), tag the data of the document. A document without data has no
// entry.
#pragma once

#include <filesystem>
#include <string_view>

#include "indexer/glass/table_writer.h"

namespace dateline::glass {

class DocdataTable {
 public:
  explicit DocdataTable(const std::filesystem::path& database)
      : table_(database / "docdata.glass") {}

  // Ids ascend.
  void add(DocId docid, std::string_view data);

  TableRoot finish() { return table_.finish(); }

 private:
  TableWriter table_;
  std::string key_;
};

}  // namespace dateline::glass
