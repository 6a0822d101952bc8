// SPDX-License-Identifier: GPL-2.0-or-later
//
// The text of variants.tsv. CMake writes the function from the file.
#pragma once

#include <string_view>

namespace dateline {

std::string_view shipped_variants();

}  // namespace dateline
