// SPDX-License-Identifier: GPL-2.0-or-later
//
// Lines of a saved text that are no part of the article: advertising, sharing, "Post a Comment",
// the way to the next page, related links, and whatever stands on many pages of one site.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/document.h"

namespace dateline {

// Whose pages a line is counted over: the document's site, else its folder.
std::string line_site(const Document& document);

// Lines that stand on many pages of one site. Made once, before a first build or --rebuild writes
// anything, and kept in the index unchanged, so that a document is cut alike whenever it is read.
class RepeatedLines {
 public:
  // Throws Error(Damaged) for bytes that encode() has not made.
  static RepeatedLines decode(std::string_view bytes);
  std::string encode() const;
  bool empty() const;

  // How sure it is that this line is the site's and not the article's, 0 to 1.
  double weight(std::string_view site, std::string_view line) const;

 private:
  friend class LineCounter;
};

// Counts on how many pages of its site each line stands. Bounded in memory; the order in which
// pages come decides nothing but what is dropped when there are too many lines.
class LineCounter {
 public:
  // `text`: of one page, as make_document() would cut it.
  void add(std::string_view site, std::string_view text);
  RepeatedLines finish();
};

// Whole lines with their line ends, ascending, apart. `text`: without its title line
// (body_without_title()).
std::vector<TextRange> find_boilerplate(std::string_view text, std::string_view site,
                                        const RepeatedLines& repeated);

}  // namespace dateline
