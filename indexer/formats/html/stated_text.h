// SPDX-License-Identifier: GPL-2.0-or-later
//
// What pages write into attributes and scripts, as one line of plain text: entities that were
// escaped twice, tags, and line breaks taken out.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

// At most `max_bytes`, cut at a character border.
std::string stated_text(std::string_view stated, std::size_t max_bytes = 2000);

// What is the same whatever its case, punctuation and blanks: letters and digits in lower case, a
// blank between words. For comparing titles and names.
std::string comparable(std::string_view text);

}  // namespace dateline
