// SPDX-License-Identifier: GPL-2.0-or-later
//
// Cuts a .json file into its records: the elements of a top-level array, or the one object it is. A
// file of one object a line that is called .json is cut into lines.
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "indexer/skip.h"

namespace dateline {

// The slices lie within `json_utf8` and are not checked inside. Elements that are no objects are
// given too, so that the numbers of the others do not depend on them. `readable_bytes`: as in
// JsonReader::read.
std::variant<std::vector<std::string_view>, Skip> split_json_array_or_object(
    std::string_view json_utf8, std::size_t readable_bytes = 0);

}  // namespace dateline
