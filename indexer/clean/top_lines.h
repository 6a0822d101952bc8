// SPDX-License-Identifier: GPL-2.0-or-later
//
// The lines at the top of an article, where its title and date stand, and what kind of line each
// is.
#pragma once

#include <string_view>
#include <vector>

namespace dateline {

// The first `max_lines` lines that are not blank, trimmed, within the first 4,000 bytes of the
// text.
std::vector<std::string_view> top_lines(std::string_view text, std::size_t max_lines);

// "2.8 C", "- Advertisement -", "Must read", "Tuesday, February 27, 2024", "* * *": stands above
// articles and is no title.
bool is_page_furniture(std::string_view line);

}  // namespace dateline
