// SPDX-License-Identifier: GPL-2.0-or-later
//
// One path a hit. With line ends they are safe to look at, which changes paths that hold control
// characters or are not UTF-8; with NUL ends (-0) they are exact, for xargs and the like. Queries
// that failed have no lines.
#pragma once

#include <string>

#include "searcher/output/result_writer.h"

namespace dateline {

class PathsWriter : public ResultWriter {
 public:
  explicit PathsWriter(bool nul_ends) : nul_ends_(nul_ends) {}

  void hit(std::string& out, const QueryInfo& query, const Hit& hit) const override;

 private:
  bool nul_ends_;
};

}  // namespace dateline
