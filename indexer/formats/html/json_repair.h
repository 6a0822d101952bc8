// SPDX-License-Identifier: GPL-2.0-or-later
//
// JSON as pages have it and no parser takes it: comments, CDATA marks, commas too many or too few,
// bare names, line breaks and quotes within strings, brackets never closed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

// An array of all the values there are, in one pass. Most likely JSON, which a parser decides. Null
// when brackets are nested deeper than `max_depth`.
std::optional<std::string> repair_json(std::string_view text, std::size_t max_depth);

}  // namespace dateline
