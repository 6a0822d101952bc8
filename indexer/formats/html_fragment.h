// SPDX-License-Identifier: GPL-2.0-or-later
//
// HTML inside JSON fields: "<p>Fire &amp; smoke</p>". Not a page reader (menus, scripts, charsets
// are a page's business): it drops tags, breaks lines at the end of blocks and decodes entities, in
// one walk.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

// True when there is a closing tag or a <br>: then it is surely HTML and not text about "a < b".
bool looks_like_html(std::string_view text);

// True when there is an entity like &amp; or &#8217;.
bool has_entity(std::string_view text);

std::string html_fragment_to_text(std::string_view html);

}  // namespace dateline
