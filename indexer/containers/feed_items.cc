// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/feed_items.h"

namespace dateline {

void split_feed(ByteSource& /*source*/, const UnpackLimits& /*limits*/, const MemberSink& sink) {
  sink.skip("", {SkipKind::NotSupported, "feeds"});
}

}  // namespace dateline
