// SPDX-License-Identifier: GPL-2.0-or-later
//
// Tab-separated rows, always seven columns: query id, rank, score, document id, date, path, title.
// A query that failed is one row: query id, "error", four empty columns, the message. Tabs and line
// breaks in values become spaces; a title or path that a spreadsheet would run as a formula gets a
// leading apostrophe.
#pragma once

#include <string>

#include "searcher/output/result_writer.h"

namespace dateline {

class TsvWriter : public ResultWriter {
 public:
  void hit(std::string& out, const QueryInfo& query, const Hit& hit) const override;
  void error(std::string& out, const QueryInfo& query, const Error& error) const override;
};

}  // namespace dateline
