// SPDX-License-Identifier: GPL-2.0-or-later
//
// What to say when a query has found nothing: which of its words no document has, and how the
// query may have been meant, in words of the index alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/expand/vocabulary.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_tree.h"

namespace dateline {

struct Missing {
  std::vector<std::string> words;  // as typed; no document has one in any form, each once
  // The query with near words of the index in their places; empty when one has none. Whether it
  // finds something is still to be tried.
  std::string corrected;
};

// `tree` is what `query` was parsed to, with its variants. At most kMaxSpellingWords are looked
// at. Runs within IndexReader::search.
Missing find_missing(const QueryNode& tree, std::string_view query, IndexReader& reader,
                     Vocabulary& vocabulary);

}  // namespace dateline
