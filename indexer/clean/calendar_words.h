// SPDX-License-Identifier: GPL-2.0-or-later
//
// Names of months and weekdays in the languages of the news read here, long and short, in every
// case ICU knows, looked up without regard to capitals.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

// 1 to 12; 0 when the word is no month.
unsigned month_named(std::string_view word);
bool is_weekday(std::string_view word);

// Bytes of the letters at the start of the text.
std::size_t word_length(std::string_view text);

}  // namespace dateline
