// SPDX-License-Identifier: GPL-2.0-or-later
//
// Formats that are known by their first bytes, those that are read and those that are not.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/format.h"

namespace dateline {

// `ending`: of the name, in lower case, for zips that do not tell. Unknown: a format that is not
// read; null: none of these, text perhaps.
std::optional<Format> binary_format(std::string_view ending, std::string_view head);

}  // namespace dateline
