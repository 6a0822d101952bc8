// SPDX-License-Identifier: GPL-2.0-or-later
//
// Run lines for trec_eval: "qid Q0 docno rank score dateline". docno is the id the record itself
// carries, else its path; blanks in it become "_". Outside a batch the query id is "1". A query
// that failed has no lines, as trec_eval wants it.
#pragma once

#include <string>

#include "searcher/output/result_writer.h"

namespace dateline {

class TrecWriter : public ResultWriter {
 public:
  void hit(std::string& out, const QueryInfo& query, const Hit& hit) const override;
};

}  // namespace dateline
