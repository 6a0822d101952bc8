// SPDX-License-Identifier: GPL-2.0-or-later
//
// Marked text on a terminal: wrapped, indented, the marks as colour. The only place where escape
// sequences are written into results.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "searcher/hit.h"

namespace dateline {

inline constexpr std::string_view kMarkStart = "\x1b[1;31m";  // bold red, as grep marks matches
inline constexpr std::string_view kBold = "\x1b[1m";
inline constexpr std::string_view kPlain = "\x1b[0m";

struct LineShape {
  std::size_t columns = 80;
  std::string_view first_indent;  // before the first line, before the others: plain ASCII
  std::string_view indent;
  bool color = false;
};

// As many lines as it takes, each ended by a line break.
void append_wrapped(std::string& out, const MarkedText& text, const LineShape& shape);

}  // namespace dateline
