// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/text_reader.h"

#include <utility>

namespace dateline {

void normalise_line_ends(std::string& text) {
  std::size_t next = text.find('\r');
  if (next == std::string::npos) return;
  std::size_t written = next;
  while (next < text.size()) {
    const bool is_return = text[next] == '\r';
    const bool is_pair = is_return && next + 1 < text.size() && text[next + 1] == '\n';
    text[written++] = is_return ? '\n' : text[next];
    next += is_pair ? 2 : 1;
  }
  text.resize(written);
}

RawDocument read_text(std::string utf8) {
  RawDocument raw;
  raw.type = "text";
  raw.text = std::move(utf8);
  normalise_line_ends(raw.text);
  return raw;
}

}  // namespace dateline
