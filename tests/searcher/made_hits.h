// SPDX-License-Identifier: GPL-2.0-or-later
//
// Two answers that no search gave: one as hostile as they come, one undated and plain. What each
// writer makes of them is compared as a whole.
#pragma once

#include "searcher/hit.h"

namespace dateline {

Hit hostile_hit();  // rank 1, scored 12.5, two words of the snippet marked
Hit undated_hit();  // rank 2
Hit month_hit();    // rank 3, known to the month, from its path, with strong evidence against it

}  // namespace dateline
