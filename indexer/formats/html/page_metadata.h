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

struct PageMetadata {
  std::string title;  // the best: og:title, JSON-LD headline, h1, <title> without the site's name
  std::string description;
  std::string author;
  std::string site;
  std::string url;  // canonical
  std::string language;
  std::vector<std::string> tags;
  std::vector<RawDate> dates;
  std::string article_body;  // JSON-LD articleBody, when there is one; may be cut or have markup
};

// `url`: where the page was fetched, when that is known.
PageMetadata read_page_metadata(const HtmlTree& tree, std::string_view url);

}  // namespace dateline
