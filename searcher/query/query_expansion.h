// SPDX-License-Identifier: GPL-2.0-or-later
//
// Names in any form: puts beside each word of a query, and beside words next to each other, the
// other spellings of that name that the index has.
#pragma once

#include "common/domain/stemmer.h"
#include "searcher/expand/variants.h"
#include "searcher/query/query_tree.h"

namespace dateline {

struct ExpansionSettings {
  bool variants = true;
  bool in_quotes = false;  // phrases too, which are exact otherwise
};

// The tree with Variants nodes. Of words with one stem only the first is named, where any form is
// meant. What is exact (=word, 'verbatim', a pattern, a value of a filter)
// stays as it is. Runs within IndexReader::search.
QueryNode expand_names(const QueryNode& tree, VariantFinder& finder, Stemmer& stemmer,
                       const ExpansionSettings& settings);

bool has_variants(const QueryNode& tree);

}  // namespace dateline
