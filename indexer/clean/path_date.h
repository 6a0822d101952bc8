// SPDX-License-Identifier: GPL-2.0-or-later
//
// Dates in the names of files and folders: "2024-03-05-title.md", "20240305_x.txt", "2024/03/05/".
// Digits that only happen to look like one, inside a hash or a longer number, do not count.
#pragma once

#include <string_view>

#include "common/domain/document.h"

namespace dateline {

// The most exact date in the path; its date is None when there is none.
DateEvidence find_path_date(std::string_view path);

}  // namespace dateline
