// SPDX-License-Identifier: GPL-2.0-or-later
//
// The article of a web page without what surrounds it.
//
// Three steps, each a walk along the flat tree. Cut: what cannot be seen, and what its makers call
// navigation, comments, advertising and so on, unless most of the page's prose is in it. Choose:
// the element in which the paragraphs are densest, after Readability (Arc90, 2009): a paragraph
// speaks for its parent, half as much for its grandparent. Write: its text without blocks that are
// links rather than sentences. Where that gives little, less is cut; where the page states a body
// that is much longer, it is taken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/html/html_tree.h"

namespace dateline {

struct Article {
  std::string text;                   // blocks apart by an empty line, lines of lists by '\n'
  std::vector<std::string> captions;  // one line each
};

// What the page says of its article in its head; either may be empty.
struct StatedArticle {
  std::string_view title;
  std::string_view body;  // JSON-LD articleBody
};

Article extract_article(const HtmlTree& tree, const StatedArticle& stated);

}  // namespace dateline
