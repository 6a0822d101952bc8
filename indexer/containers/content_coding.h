// SPDX-License-Identifier: GPL-2.0-or-later
//
// The content codings of HTTP (RFC 9110, 8.4.1): gzip, deflate, zstd, br.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "indexer/containers/nest.h"

namespace dateline {

// `coding` in lower case. Bytes that do not even begin as the coding says, and those of an unknown
// coding, come back as they are. Bytes that end early or are damaged later give what comes out of
// them before. A Skip when it is more than UnpackLimits allow a member.
std::variant<std::string, Skip> decode_content(std::string_view bytes, std::string_view coding,
                                               Nest& nest);

}  // namespace dateline
