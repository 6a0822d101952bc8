// SPDX-License-Identifier: GPL-2.0-or-later
//
// What variants.tsv gives. The build writes the function from the file (fold_variants.cc).
#pragma once

#include "searcher/expand/folded_variants.h"

namespace dateline {

const FoldedVariants& shipped_variants();

}  // namespace dateline
