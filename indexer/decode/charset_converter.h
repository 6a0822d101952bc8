// SPDX-License-Identifier: GPL-2.0-or-later
//
// ICU's converters: bytes of a named charset into UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline {

struct Converted {
  std::string text;        // valid UTF-8, U+FFFD for what the charset does not have
  std::size_t errors = 0;  // how many of those
};

// Null when ICU does not know the charset.
std::optional<Converted> convert_to_utf8(std::string_view bytes, const std::string& charset);

}  // namespace dateline
