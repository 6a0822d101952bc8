// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the visible part of a page says about its article: dates and names in microdata, <time>,
// classes and lines beside the headline. One walk over the nodes.
#pragma once

#include <string>
#include <vector>

#include "indexer/formats/html/html_tree.h"
#include "indexer/raw_document.h"

namespace dateline {

struct PageEvidence {
  // Microdata, then <time>, then visible lines; of each kind the nearest to the headline first,
  // dates of changes behind all others, those beside the article last. Each `name` says where it
  // stood: "datePublished", "time pubdate class=entry-date", "line below headline"; it has
  // "modified" in it where the page says so.
  std::vector<RawDate> dates;
  std::vector<std::string> itemprop_authors;  // statements, author_names() reads them
  std::vector<std::string> marked_authors;    // rel="author", class="byline"
  std::vector<std::string> bylines;           // lines beside the headline
};

// `headline`: the element, kNoNode when it is not known.
PageEvidence find_page_evidence(const HtmlTree& tree, NodeIndex headline);

}  // namespace dateline
