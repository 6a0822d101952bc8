// SPDX-License-Identifier: GPL-2.0-or-later
//
// Files of one JSON value a line, of any length.
#pragma once

#include "indexer/containers/byte_window.h"
#include "indexer/containers/nest.h"

namespace dateline {

// A member each line that is not blank, numbered from 1 with the blank ones. Lines over
// UnpackLimits::line_bytes are named by their number as skipped. A last line that was cut by damage
// is not given.
void split_json_lines(ByteWindow& in, Nest& nest);

}  // namespace dateline
