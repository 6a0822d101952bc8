// SPDX-License-Identifier: GPL-2.0-or-later
//
// A query tree written in the query language again: what "searched as" shows people. Parsing it
// gives the same tree, but for variants, which it shows as alternatives, and where a list is not
// --match all.
#pragma once

#include <string>

#include "searcher/query/query_tree.h"

namespace dateline {

// kyiv, or (kyiv OR kiev OR київ), "glide bomb" -title:drone*. Fit for a terminal.
std::string to_query_text(const QueryNode& node);

}  // namespace dateline
