// SPDX-License-Identifier: GPL-2.0-or-later
//
// Stands in for the reader of web pages until it is there. To be dropped with it.
#include "indexer/formats/html/html_reader.h"
#include "indexer/formats/html_fragment.h"

namespace dateline {

std::string_view declared_charset(std::string_view bytes) {
  constexpr std::string_view kName = "charset=";
  const std::size_t place = bytes.substr(0, 1024).find(kName);
  if (place == std::string_view::npos) return {};
  bytes = bytes.substr(place + kName.size());
  if (bytes.starts_with('"')) bytes.remove_prefix(1);
  return bytes.substr(0, bytes.find_first_of("\"' />;"));
}

RawDocument read_html(std::string_view utf8, std::string_view /*url*/,
                      const ParseOptions& /*options*/) {
  RawDocument raw;
  raw.text = html_fragment_to_text(utf8);
  return raw;
}

std::string html_to_text(std::string_view utf8) { return html_fragment_to_text(utf8); }

}  // namespace dateline
