// SPDX-License-Identifier: GPL-2.0-or-later
//
// A mail as a flat tree of its parts: views into the bytes, nothing decoded. Our own and not
// GMime's: what is needed is little, charsets must not come from the disk, and GMime's parser takes
// quadratic time on hostile headers (more than 40 s for a To: of 500,000 groups).
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "indexer/formats/mime_header.h"
#include "indexer/skip.h"

namespace dateline {

struct MimePart {
  MimeHeaders headers;
  std::string_view body;
  MimeValue type;                     // "text/plain" where none is stated
  std::vector<std::size_t> children;  // of a multipart, or the one message of a message/rfc822
  unsigned depth = 0;
};

struct MimeLimits {
  unsigned depth = 20;
  std::size_t parts = 1000;
};

// The first part is the mail itself. Skip: Broken when there is no header, Limit.
std::variant<std::vector<MimePart>, Skip> split_mime(std::string_view message,
                                                     const MimeLimits& limits = {});

}  // namespace dateline
