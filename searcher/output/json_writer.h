// SPDX-License-Identifier: GPL-2.0-or-later
//
// JSON Lines for programs: schema version 1, described in docs/json-output.md. Strings hold exactly
// what the index holds; control and bidi characters are written as \u escapes, so that the lines
// are harmless on a terminal, too.
#pragma once

#include <string>

#include "searcher/output/result_writer.h"

namespace dateline {

class JsonWriter : public ResultWriter {
 public:
  void begin(std::string& out, const QueryInfo& query) const override;
  void hit(std::string& out, const QueryInfo& query, const Hit& hit) const override;
  void end(std::string& out, const QueryInfo& query, const Answer& answer) const override;
  void error(std::string& out, const QueryInfo& query, const Error& error) const override;
};

}  // namespace dateline
