// SPDX-License-Identifier: GPL-2.0-or-later
//
// libxml2 compares each attribute of an element with all before it, so one tag of 50,000 attributes
// takes it seconds. What is too many is cut out before it sees the page.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

// The page without the attributes of any tag behind its first `limit`. Empty when no tag has more:
// then the page is to be used as it is. Linear time, whatever the page is like.
std::string without_attribute_floods(std::string_view html, std::size_t limit);

}  // namespace dateline
