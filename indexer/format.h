// SPDX-License-Identifier: GPL-2.0-or-later
//
// The kinds of files that are read, and what they have in common. Which one a file is,
// detect/format_detection.h says.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

enum class Format : std::uint8_t {
  Unknown,
  Text,
  Markdown,
  Json,
  JsonLines,
  Html,
  Pdf,
  Docx,
  Odt,
  Email,     // one message, RFC 5322; web pages saved as MHTML too
  FeedItem,  // one <item> or <entry> of a feed, as XML in UTF-8
  // Containers: files of many documents, cut up by containers/.
  Feed,  // RSS 0.9x, 1.0, 2.0, Atom
  Mbox,
  Warc,
  Arc,
  Archive,     // zip, tar
  Compressed,  // gzip, zstd, xz, bzip2 around anything else; a compressed tar or WARC too
};

// Whether a file of this format can hold many documents, which are then named `path#record`.
bool holds_many(Format format);

// Whether it is cut up by containers/unpack().
bool is_container(Format format);

// Whether its parser is run in a worker process, because it is a complex library on hostile input.
bool is_hostile(Format format);

// The `type` of its documents: "text", "markdown", "json", "jsonl", "html", "pdf", "docx", "odt",
// "email", "feed".
std::string_view to_string(Format format);

}  // namespace dateline
