// SPDX-License-Identifier: GPL-2.0-or-later
//
// What is known of each part of a page: what its makers call it, how much text is in it, how much
// of that is links and how much is sentences. Parts that are no article are cut, and the rest is
// summed up again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/formats/html/html_tree.h"

namespace dateline {

// Characters count as in Latin letters: a Chinese, Japanese or Korean one as two.
struct PagePart {
  std::uint16_t names = 0;  // PartName
  std::uint16_t marks = 0;  // ends of sentences and the like in the block's own lines
  bool is_cut = false;      // with all below it
  bool is_caption = false;  // cut, as it belongs to a picture
  bool is_in_link = false;
  NodeIndex block = 0;    // the nearest block around it, or itself
  std::uint32_t own = 0;  // characters of the block's own lines
  std::uint32_t own_links = 0;
  std::uint32_t chars = 0;  // of all below it
  std::uint32_t links = 0;  // of these, in links
  std::uint32_t prose = 0;  // of these, in blocks that are sentences
};

class PageParts {
 public:
  // `title`: as the page states it in its head, may be empty. `even_hidden`: also what attributes
  // say is not shown, and what is there for browsers without scripts.
  PageParts(const HtmlTree& tree, std::string_view title, bool even_hidden);

  const HtmlTree& tree() const { return tree_; }
  NodeIndex count() const { return static_cast<NodeIndex>(parts_.size()); }
  const HtmlNode& node(NodeIndex index) const { return tree_[index]; }
  const PagePart& operator[](NodeIndex index) const { return parts_[index]; }
  // The one to look at after `index`: its first child, or what follows it when it is cut.
  NodeIndex next(NodeIndex index) const {
    return parts_[index].is_cut ? tree_[index].end : index + 1;
  }
  bool is_within(NodeIndex index, NodeIndex outer) const {
    return outer <= index && index < tree_[outer].end;
  }

  void cut(NodeIndex index) { parts_[index].is_cut = true; }
  void cut_caption(NodeIndex index) { parts_[index].is_cut = parts_[index].is_caption = true; }
  // Sums up what is not cut.
  void measure();

  bool is_prose(NodeIndex index) const;                     // of a block
  std::uint32_t prose() const { return prose_to_.back(); }  // of the page
  // Of the nodes from `begin` up to `end`, both within the page.
  std::uint32_t prose(NodeIndex begin, NodeIndex end) const {
    return prose_to_[end] - prose_to_[begin];
  }
  std::uint32_t chars(NodeIndex begin, NodeIndex end) const {
    return chars_to_[end] - chars_to_[begin];
  }

  // The heading that repeats the page's title, or its only one of the first rank: the article's
  // beginning. kNoNode when there is none.
  NodeIndex title_heading() const { return title_heading_; }
  // Whether this heading, or a piece of it, is in the page's title.
  bool repeats_title(NodeIndex heading) const;

  // What is visible in it, on one line.
  std::string line(NodeIndex index) const;

 private:
  struct TextSize {
    std::uint32_t chars = 0;
    std::uint16_t marks = 0;
  };
  static TextSize size_of(std::string_view text);

  void describe(NodeIndex index, bool even_hidden);
  void name(NodeIndex index);
  void find_title(std::string_view stated);

  const HtmlTree& tree_;
  std::vector<PagePart> parts_;
  std::vector<std::uint32_t> prose_to_;  // of all nodes before
  std::vector<std::uint32_t> chars_to_;
  std::vector<TextSize> texts_;  // of Text nodes, each counted once
  std::string title_;            // plain_letters() of what the head says
  NodeIndex title_heading_ = kNoNode;
};

constexpr bool is_heading(HtmlTag tag) { return tag >= HtmlTag::H1 && tag <= HtmlTag::H6; }

}  // namespace dateline
