// SPDX-License-Identifier: GPL-2.0-or-later
//
// A feed (RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0) cut into its items. Each becomes a small XML
// document of a fixed form, so that an item that has not changed has the bytes it had before,
// whatever else its feed says by now:
//
//   <item xmlns:atom="..." xmlns:content="..." ...>
//   <feed title="The Daily" link="https://daily.example/" language="en"/>
//   <atom:title type="html">Fire &amp;amp; smoke</atom:title>
//   ...
//   </item>
//
// Its elements are the item's own in their order, those of RSS, Atom, Dublin Core, content:encoded
// and a few of iTunes, Media RSS and Yandex; they have no elements in them: what was XHTML is HTML
// as text, an author's name is the text of <atom:author>. Counts of comments and the like are left
// out.
#pragma once

#include "indexer/byte_source.h"
#include "indexer/containers/unpack.h"
#include "indexer/member.h"

namespace dateline {

// Named after their guid, id or link, else by their number from 1. Of a broken feed the items
// before the break are given, then the rest is skipped as Broken. A feed is wholly in memory; one
// above `limits.member_bytes` is skipped.
void split_feed(ByteSource& source, const UnpackLimits& limits, const MemberSink& sink);

}  // namespace dateline
