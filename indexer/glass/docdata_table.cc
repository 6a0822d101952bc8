// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/docdata_table.h"

namespace dateline::glass {

void DocdataTable::add(DocId docid, std::string_view data) {
  if (data.empty()) return;
  key_.clear();
  append_sortdid(key_, docid);
  table_.add(key_, data);
}

}  // namespace dateline::glass
