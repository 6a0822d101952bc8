// SPDX-License-Identifier: GPL-2.0-or-later
//
// What programs write into a document's properties is often no title and no author: the file's
// name, "untitled", the name of an account. PDF and office files share these rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

// Empty when it is surely none: "untitled", "Microsoft Word - x.doc", a file's name.
std::string stated_title(std::string_view title);

// Empty when it is surely none: "anonymous", "Administrator".
std::string stated_author(std::string_view author);

// "a, b; c" as a, b and c, where there are commas or semicolons; else it is one.
std::vector<std::string> split_keywords(std::string_view keywords);

}  // namespace dateline
