// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the pages around articles say: advertising, sharing, comments, newsletters, cookies, ways to
// other pages, in thirteen languages. A line speaks for being one of these only when it is made of
// such phrases from its beginning to its end.
#pragma once

#include <string_view>

namespace dateline {

struct LineForm {
  // How much the wording says that the line is the page's: 10 is enough ("Post a Comment"), 7 needs
  // a little more ("Latest article"), 4 can well be a heading of the article ("Comments").
  int points = 0;
  bool opens_list = false;  // links to other articles follow: "Related articles"
};

// Any line; long ones have no form. Takes time linear in the line.
LineForm form_of_line(std::string_view line);

}  // namespace dateline
