// SPDX-License-Identifier: GPL-2.0-or-later
//
// Lines of a saved text that are no part of the article: advertising, sharing, "Post a Comment",
// the way to the next page, related links, and whatever stands on many pages of one site.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
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
  bool empty() const { return lines_.empty(); }

  // How sure it is that this line is the site's and not the article's, 0 to 1. Numbers in it are
  // all the same.
  double weight(std::string_view site, std::string_view line) const;

 private:
  friend class LineCounter;

  struct Line {
    std::uint64_t hash = 0;  // of site and line
    std::uint8_t tenths = 0;
  };
  std::vector<Line> lines_;  // ascending by hash
};

// Counts on how many pages of its site each line stands. Bounded in memory (64 MiB); the order in
// which pages come decides nothing but what is dropped when there are too many lines.
class LineCounter {
 public:
  LineCounter();

  // `text`: of one page, as make_document() would cut it. Copies of one article, altered a little
  // or not at all, count as one page.
  void add(std::string_view site, std::string_view text);
  RepeatedLines finish();

 private:
  struct Entry {
    std::uint64_t hash = 0;   // of site and line; 0: free
    std::uint64_t pages = 0;  // a bit for a 64th of all articles: whether one of them has the line
    std::uint32_t count = 0;  // pages that have it, copies too
    std::uint32_t site = 0;
  };
  struct Site {
    std::uint64_t pages = 0;
    std::uint32_t count = 0;
  };

  std::uint32_t site_number(std::uint64_t site);
  void count_line(std::uint64_t hash, std::uint32_t site, unsigned page_bit);
  void make_room();

  std::vector<Entry> table_;  // open addressing; a power of two
  std::size_t used_ = 0;
  std::uint32_t dropped_ = 0;  // lines of so few pages were dropped
  std::vector<Site> sites_;
  std::unordered_map<std::uint64_t, std::uint32_t> site_numbers_;
};

// Whole lines with their line ends, ascending, apart. `text`: without its title line
// (body_without_title()). A line is cut when its points reach ten: for its wording
// (page_phrases.h), for standing on many pages, for standing beside a line that is cut, for
// standing at the top or the bottom with nothing but such lines between. A heading like "Latest
// articles" takes the headlines below it with it. What says a date or who wrote stays. Never all of
// the text. Linear in time.
std::vector<TextRange> find_boilerplate(std::string_view text, std::string_view site,
                                        const RepeatedLines& repeated);

}  // namespace dateline
