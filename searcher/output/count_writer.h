// SPDX-License-Identifier: GPL-2.0-or-later
//
// How many documents match: a number; in a batch "query id TAB number". Where it is known how many
// undated documents a date filter left out, that is a further column. A query of a batch that
// failed: "query id TAB error TAB message".
#pragma once

#include <string>

#include "searcher/output/result_writer.h"

namespace dateline {

class CountWriter : public ResultWriter {
 public:
  void end(std::string& out, const QueryInfo& query, const Answer& answer) const override;
  void error(std::string& out, const QueryInfo& query, const Error& error) const override;
};

}  // namespace dateline
