// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/flowed_text.h"

#include <algorithm>

namespace dateline {

std::string unfold_flowed(std::string_view text, bool delete_space) {
  std::string result;
  bool is_open = false;  // the line before goes on
  std::size_t open_quotes = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
    std::string_view content = line.substr(quotes);
    // One blank is put in front of what would look like a quote.
    if (content.starts_with(' ')) content.remove_prefix(1);
    const bool is_signature = content == "-- ";
    if (is_open && (quotes != open_quotes || is_signature)) {
      result += '\n';
      is_open = false;
    }
    if (!is_open && quotes > 0) result += std::string(quotes, '>') + ' ';
    is_open = content.ends_with(' ') && !is_signature;
    open_quotes = quotes;
    if (is_open && delete_space) content.remove_suffix(1);
    result += content;
    if (!is_open) result += '\n';
  }
  return result;
}

}  // namespace dateline
