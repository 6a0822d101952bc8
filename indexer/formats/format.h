// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which reader a file goes to.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

enum class Format : std::uint8_t { Unknown, Text, Markdown, Json, JsonLines };

// By the name's ending, whatever its case. A name without ending is taken for text; whether it is,
// its bytes decide later.
Format format_of(std::string_view path);

// Whether a file of this format can hold many documents, which are then named `path#record`.
bool holds_many(Format format);

// The `type` of its documents: "text", "markdown", "json", "jsonl".
std::string_view to_string(Format format);

}  // namespace dateline
