// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether something may be a date, by its shape alone: what it says, the date finder reads.
#pragma once

#include <string_view>

namespace dateline {

// A year, numbers set apart as in 5.3.24, or many digits in a row.
bool holds_whole_date(std::string_view text);

// The same, or in a short line a number beside a word: "5 March".
bool may_hold_date(std::string_view text);

// "/2024/03/05/", "/2024/mar/5/", "2024-03-05", "20240305" in the path or query of an address.
bool url_may_hold_date(std::string_view url);

// Whether a visible line or a class says that what follows is when the text was changed.
bool is_about_change(std::string_view text);

}  // namespace dateline
