// SPDX-License-Identifier: GPL-2.0-or-later
//
// A query tree as one line of text, for --explain and for tests: an s-expression in which no two
// different trees look alike and which is fit for a terminal, whatever the query held.
#pragma once

#include <string>
#include <string_view>

#include "searcher/query/query_tree.h"

namespace dateline {

std::string_view name_of(NodeKind kind);  // "word"
bool has_distance(NodeKind kind);         // QueryNode::distance means something

// (and (word "putin") (not (phrase title "glide bomb")) (date 2022-09-01..2022-09-30))
std::string to_string(const QueryNode& node);

}  // namespace dateline
