// SPDX-License-Identifier: GPL-2.0-or-later
//
// A publication date as people are shown it, with what they must know to trust it.
#pragma once

#include <string>
#include <string_view>

#include "common/domain/document.h"

namespace dateline {

// "2024-03-05", "2024-03 (month)", "2024-03-05 (date line)", "2024 (year, path, disputed)",
// "undated". The source is named where it is weak, "disputed" says that strong evidence disagrees.
std::string date_label(const Publication& publication);

// "JSON field", "date line", ...
std::string_view source_label(DateSource source);

}  // namespace dateline
