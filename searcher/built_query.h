// SPDX-License-Identifier: GPL-2.0-or-later
//
// A query ready to be run, as plain data: what query_builder makes of a tree and search runs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/date_range_source.h"
#include "searcher/text_test.h"

namespace dateline {

// What the query asked for, for marking; in the order of the query.
struct AskedWords {
  std::vector<std::string> stems;
  std::vector<std::string> prefixes;
  std::vector<std::vector<std::string>> phrases;  // exact words, one or more
};

// What most queries are: words that all, or any of, must be there, perhaps days and phrases that
// all matches must have.
struct TermQuery {
  std::vector<std::string> terms;
  bool all = true;
  std::vector<DateFilter> dates;
  std::vector<std::shared_ptr<const TextTest>> phrases;
};

struct BuiltQuery {
  Xapian::Query query;
  std::optional<TermQuery> terms;  // the same as `query`, where it is so simple
  AskedWords asked;
  // What each hit must still be confirmed for.
  std::vector<std::shared_ptr<const TextTest>> deferred;
  // The undated documents that match but for a date filter; null without one, or when not asked
  // for.
  std::optional<Xapian::Query> left_out;
  std::vector<std::string> notes;  // what the query was expanded to, for --explain
};

}  // namespace dateline
