// SPDX-License-Identifier: GPL-2.0-or-later
//
// The visible text of a part of a page, line by line as a browser breaks it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/formats/html/html_tree.h"

namespace dateline {

struct TextLine {
  std::string text;  // blanks as they are written
  NodeIndex node;    // of its first text
};

struct LineLimits {
  std::size_t nodes = 400;  // looked at
  std::size_t lines = 100;
  std::size_t line_bytes = 400;  // longer lines are cut
};

// Of the nodes from `begin` to before `end`; without scripts, forms' choices and blank lines.
std::vector<TextLine> visible_lines(const HtmlTree& tree, NodeIndex begin, NodeIndex end,
                                    const LineLimits& limits);

// All of an element's text on one line (stated_text()), of its first 200 nodes.
std::string element_text(const HtmlTree& tree, NodeIndex element, std::size_t max_bytes);

}  // namespace dateline
