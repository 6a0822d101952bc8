// SPDX-License-Identifier: GPL-2.0-or-later
//
// A web page as a raw document: decoded text in, article out.
#pragma once

#include <string_view>

#include "indexer/parse_request.h"
#include "indexer/raw_document.h"

namespace dateline {

// The charset a page declares in its first bytes (<meta charset>, http-equiv, XML declaration);
// empty when it declares none.
std::string_view declared_charset(std::string_view bytes);

// `utf8`: the decoded page, valid UTF-8. `url`: where it was fetched; may be empty.
RawDocument read_html(std::string_view utf8, std::string_view url, const ParseOptions& options);

// HTML without a page around it, as in mails and feeds: all its visible text.
std::string html_to_text(std::string_view utf8);

}  // namespace dateline
