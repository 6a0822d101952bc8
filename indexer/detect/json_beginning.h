// SPDX-License-Identifier: GPL-2.0-or-later
//
// Whether the beginning of a text can be JSON and nothing else.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/format.h"

namespace dateline {

// Json or JsonLines, of a text whose name says nothing of it. `text`: without blanks in front; may
// be cut anywhere.
std::optional<Format> json_format(std::string_view text);

}  // namespace dateline
