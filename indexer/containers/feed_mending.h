// SPDX-License-Identifier: GPL-2.0-or-later
//
// Feeds as they are found, made fit for an XML parser: no document type, so that no entity is ever
// expanded and nothing external ever wanted; HTML's entities as characters, a bare '&' as what it
// means, control characters as blanks.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

// The charset of the XML declaration; empty when there is none.
std::string_view declared_xml_charset(std::string_view bytes);

// `utf8`: valid UTF-8. Begins at the first '<'; one pass, at most five times as long.
std::string mend_feed(std::string_view utf8);

}  // namespace dateline
