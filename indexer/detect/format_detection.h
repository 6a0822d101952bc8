// SPDX-License-Identifier: GPL-2.0-or-later
//
// What kind of file this is, and so which reader it goes to. Decided by the content; the name
// decides only between kinds of text that look alike.
#pragma once

#include <cstddef>
#include <string_view>

#include "indexer/format.h"

namespace dateline {

// How many bytes of the beginning detect_format() wants to see; fewer only when there are no more.
inline constexpr std::size_t kFormatHead = std::size_t{64} << 10U;

// `name`: of the file or member, with any folders; its ending counts whatever its case. `head`: its
// first bytes. Unknown where it is none of these; text of an unknown kind is Text, unless the
// ending names what is no article (css, js, csv ...). Whether text is text, its bytes decide later.
Format detect_format(std::string_view name, std::string_view head);

}  // namespace dateline
