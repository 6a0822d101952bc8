// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_tree.h"

#include <algorithm>

namespace dateline {

bool is_weighted(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::All:
    case NodeKind::Regex:
    case NodeKind::Filter:
    case NodeKind::Date:
    case NodeKind::Not:
      return false;
    case NodeKind::And:
    case NodeKind::Or:
    case NodeKind::Most:
    case NodeKind::Maybe:
      return std::ranges::any_of(node.children, is_weighted);
    default:
      return true;
  }
}

}  // namespace dateline
