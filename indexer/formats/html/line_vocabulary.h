// SPDX-License-Identifier: GPL-2.0-or-later
//
// What lines around an article say, in the languages that news are mostly written in: "Related
// articles", "Leave a reply", "Lesen Sie auch". Of general use, never of one site.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

enum class LineKind : std::uint8_t {
  Text,       // of the article, as far as the words tell
  Aside,      // one line beside the article: "Read more: ...", "Advertisement"
  Section,    // the heading of something else: "Related articles", "About the author"
  Discussion  // the heading of the comments
};

// Letters and digits only, ASCII in lower case: what stays when a line is set in another way.
std::string plain_letters(std::string_view line);

// `plain`: a short line as plain_letters() makes it. `has_link`: whether much of it is links.
LineKind kind_of_line(std::string_view plain, bool has_link);

}  // namespace dateline
