// SPDX-License-Identifier: GPL-2.0-or-later
//
// Names of people out of what bylines say: "By Jane Doe and John Roe | Reuters" has two.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

// The names in one statement about who wrote this; addresses, handles, dates and words about the
// author are left out. Empty when there is none. `stated`: plain text, or HTML entities and tags.
std::vector<std::string> author_names(std::string_view stated);

// The names behind "By", "Von", "Автор:" and the like at the beginning of a visible line; empty
// when the line does not begin so, or what follows does not look like names.
std::vector<std::string> names_in_byline(std::string_view line);

// Joined by ", ", each once whatever its case.
std::string join_names(const std::vector<std::string>& names);

}  // namespace dateline
