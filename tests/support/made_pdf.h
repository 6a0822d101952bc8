// SPDX-License-Identifier: GPL-2.0-or-later
//
// Small PDF files for tests, written by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dateline {

// One piece of text on a page, at its left end on the base line; the page is 600 points wide and
// 800 high, y upwards.
struct PlacedText {
  double x = 0;
  double y = 0;
  std::string text;  // ASCII, no brackets or backslashes
  double size = 10;
};

// `info`: entries of the information dictionary, as "/Title (Fire)". `page_entries`: more of each
// page's dictionary, as "/Rotate 90".
std::string make_pdf(const std::vector<std::vector<PlacedText>>& pages,
                     const std::string& info = {}, const std::string& page_entries = {});

// A file of these numbered objects (from 1), with a right table of them. `trailer`: entries of it,
// "/Root 1 0 R" among them.
std::string assemble_pdf(const std::vector<std::string>& objects, const std::string& trailer);

}  // namespace dateline
