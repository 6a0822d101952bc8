// SPDX-License-Identifier: GPL-2.0-or-later
//
// A response as a crawler keeps it: status line, header fields, body as it was sent (RFC 9112).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "indexer/containers/nest.h"

namespace dateline {

struct HttpResponse {
  int status = 0;
  // Of the header fields of these names, unfolded; the first of each.
  std::string content_type;
  std::string content_encoding;
  std::string transfer_encoding;
  std::string_view body;
};

// Null when it does not begin with a status line.
std::optional<HttpResponse> parse_http(std::string_view response);

// The body without its transfer and content codings: chunked, gzip, deflate, zstd, br. From a wrong
// chunk size on the bytes are taken as they are, and so are bodies that are not in the coding they
// are said to be in: crawlers undo codings and keep the header. A body that is cut gives what there
// is of it. What comes out is counted into `nest`, and limited as a member.
std::variant<std::string, Skip> decode_body(const HttpResponse& response, Nest& nest);

// "text/html" out of "Text/HTML; charset=utf-8".
std::string media_type(std::string_view content_type);
// Its parameter charset in lower case, empty when there is none.
std::string charset_of(std::string_view content_type);

}  // namespace dateline
