// SPDX-License-Identifier: GPL-2.0-or-later
//
// simdjson's error codes in our words. Internal to the JSON files of this folder: it drags in
// simdjson.h.
#pragma once

#include <cstddef>
#include <string_view>

#include <simdjson.h>

#include "indexer/skip.h"

namespace dateline {

constexpr std::size_t kUnknownPlace = static_cast<std::size_t>(-1);

// `place`: byte offset in `json` where known. Bad UTF-8 is looked up here.
Skip json_problem(simdjson::error_code code, std::string_view json,
                  std::size_t place = kUnknownPlace);

// True when nothing follows what was read so far.
bool is_at_end(simdjson::ondemand::document& document);

// Where the document got stuck, for json_problem.
std::size_t stuck_at(simdjson::ondemand::document& document, const char* start, std::size_t size);

}  // namespace dateline
