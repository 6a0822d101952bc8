// SPDX-License-Identifier: GPL-2.0-or-later
//
// A query ready to be run, as plain data: what query_builder makes of a tree and search runs.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <xapian.h>

#include "searcher/date_range_source.h"
#include "searcher/sequence_program.h"
#include "searcher/text_test.h"

namespace dateline {

// What the weight of a function word (function_words.h) is multiplied by: it is found as any word
// is, but has less say in what comes first.
inline constexpr double kFunctionWordFactor = 0.25;

// What the query asked for, for marking and nearness; in the order of the query.
struct AskedWords {
  std::vector<std::string> stems;  // words in any form
  // What the weights of the stems are multiplied by, in their order; 1 where there is none.
  std::vector<double> factors;
  std::vector<WordRun> runs;  // words and phrases as they are
  std::vector<std::shared_ptr<const StretchTest>> stretches;

  double factor(std::size_t stem) const { return stem < factors.size() ? factors[stem] : 1; }
};

// What most queries are: words that all, or any of, must be there, perhaps days and phrases that
// all matches must have.
struct TermQuery {
  std::vector<std::string> terms;
  bool all = true;
  std::vector<DateFilter> dates;
  std::vector<std::shared_ptr<const TextTest>> phrases;
  // What the weights of the terms are multiplied by, in their order; 1 where there is none.
  std::vector<double> factors;

  double factor(std::size_t term) const { return term < factors.size() ? factors[term] : 1; }
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
