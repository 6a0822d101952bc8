// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a web page says about its article: JSON-LD, OpenGraph and other <meta>, microdata, <link>,
// <h1>, <title>, <time>, visible bylines. The dates are evidence, taken before anything is cleaned
// away, and judged later.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/html/html_tree.h"
#include "indexer/raw_document.h"

namespace dateline {

// All strings are plain text on one line but `article_body`.
struct PageMetadata {
  std::string title;  // the best: og:title, JSON-LD headline, h1, <title> without the site's name
  std::string description;
  std::string author;  // names, joined by ", "
  std::string site;    // as it calls itself, else its host without "www."
  std::string url;     // canonical
  std::string language;
  std::vector<std::string> tags;
  // JSON-LD, <meta>, microdata, <time>, visible lines, addresses, in this order; of each source the
  // article's own before others', published before created before modified. At most 20 of a source,
  // of JSON-LD and <meta> 20 of each kind. `name`: the property, the <meta>'s name, "time pubdate
  // itemprop=... class=...", "class=...", "line below headline", "line above headline",
  // "canonical", "url". It has "modif" or "updat" in it, whatever the case, where the page says
  // that the date is of a change.
  std::vector<RawDate> dates;
  std::string article_body;  // JSON-LD articleBody, when there is one; may be cut or have markup
};

// `url`: where the page was fetched, when that is known.
PageMetadata read_page_metadata(const HtmlTree& tree, std::string_view url);

}  // namespace dateline
