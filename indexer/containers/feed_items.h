// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "indexer/containers/unpack.h"

namespace dateline {

void split_feed(ByteSource& source, const UnpackLimits& limits, const MemberSink& sink);

}  // namespace dateline
