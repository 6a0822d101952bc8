// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a page says about itself outside of its text: <meta>, <title>, <link>, the scripts of
// JSON-LD; and its headings. Nothing judged; one walk over the nodes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/html/html_tree.h"
#include "indexer/formats/html/meta_names.h"

namespace dateline {

struct Meta {
  Statement statement;
  int rank;
  std::string_view name;
  std::string_view value;
};

struct Heading {
  NodeIndex element;
  HtmlTag tag;
  bool is_marked;  // by its class or itemprop
  std::string text;
};

struct PageHead {
  std::vector<Meta> metas;
  std::vector<Heading> headings;
  std::vector<std::string_view> scripts;  // JSON-LD
  std::vector<std::string> tags;          // rel="tag"
  std::string title_tag;
  std::string_view canonical;
  std::string_view language;
};

// Views are into the tree.
PageHead read_page_head(const HtmlTree& tree);

}  // namespace dateline
