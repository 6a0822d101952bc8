// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a crawler fetched, out of a WARC or ARC record: a page, or a part of one.
#pragma once

#include <string>
#include <string_view>

#include "indexer/containers/nest.h"

namespace dateline {

struct Capture {
  std::string url;
  std::string content_type;  // of the record; of the body where there is no HTTP header
  std::string crawled;       // ISO 8601
  std::string_view block;
};

// Hands the page on, or the items of a feed and the like; named by its URL.
//
// Not everything that was fetched is a document, and most of it is not: a record is passed over in
// silence when its status is not 200 or 203 (redirects, errors, 206: a part of something), when it
// is a picture, a style sheet, a script, a download or anything else of a kind that is not read,
// when it is blank, or when it was made by the crawler for itself (metadata:, dns:, whois:, urn:)
// or for machines (robots.txt). The type the server states is believed for what is no document;
// what is one, its content decides.
void read_capture(const Capture& capture, Nest& nest);

}  // namespace dateline
