// SPDX-License-Identifier: GPL-2.0-or-later
//
// The format of a Xapian "glass" database (format date 2016-03-14: Xapian 1.4.0 to 2.1.0), as far
// as a program needs it that writes one from front to back. Nothing in this folder knows of
// articles.
//
// A database is a folder. Each table is one file, a B-tree of equal blocks:
//
//   iamglass         which blocks are the roots of the tables; statistics    version_file.h
//   postlist.glass   metadata, values, document lengths, postings            postlist_table.h
//   termlist.glass   the terms and the value slots of each document          termlist_table.h
//   docdata.glass    the data of each document                               docdata_table.h
//   position.glass, spelling.glass, synonym.glass: absent here
//
// A reader knows of nothing but what iamglass says, so it is written last.
//
// Integers. be16, be32: big-endian. vint: 7 bits a byte, lowest first, top bit on all but the last
// byte (append_varint of common/base/bytes.h). Within keys integers must sort as bytes do:
//
//   sortdid    a document id, so that bytes sort like numbers. Below 0x8000: two bytes. Else n
//   bytes
//              for a number of b bits, n = max(3, ceil((b - 1) / 7)), the first of which begins
//              with n - 2 ones: 40000 = 80 9C 40. Never begins with FF.
//   sortstr    a string: 00 becomes 00 FF; when something follows, 00 ends it
//   lastuint   little-endian without zeros at the end, as the last thing of an item
//
// Blocks. A leaf (level 0) or a branch (level 1 and up) has a header of 11 bytes, a directory of
// be16 offsets in the order of the keys, free space, and the items, laid down from the end of the
// block:
//
//   be32 revision | u8 level | be16 bytes between directory and lowest item | be16 all free bytes
//   | be16 end of directory
//
// A leaf item is be16 flags and size - 3 | u8 length of key | key | be16 component, unless it is
// the first | part of the tag. A long tag is cut into components 1, 2, ... of one key each; cuts
// may fall anywhere. The first item of the first leaf is a null item, 60 00 00.
//
// A branch item is be32 block | u8 length of key | key | be16 component: all items of the block are
// not less than the key. The first item of a branch block has an empty key and component 0. At
// level 1 the key is the shortest that parts the last item on the left from the first on the right;
// higher up it is the key of the first item of the child.
//
// Tags may be deflated (raw deflate, before they are cut). Xapian (to 2.1.0 at least) cannot read
// all of those it writes: see termlist_table.h. So `compress_min` is 0 in every table: a later
// WritableDatabase then deflates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::glass {

inline constexpr std::size_t kBlockBytes = 8192;
inline constexpr std::size_t kBlockHeader = 11;
// A block must be able to hold four items, each with its place in the directory.
inline constexpr std::size_t kMaxItem = (kBlockBytes - kBlockHeader - 4 * 2) / 4;
inline constexpr std::size_t kMaxKey = 255;
inline constexpr std::uint32_t kRevision = 1;  // of every block and of the database, when it is new

using DocId = std::uint32_t;

void append_be16(std::string& out, std::size_t value);
void append_be32(std::string& out, std::uint32_t value);
void append_sortdid(std::string& key, DocId docid);
void append_sortstr(std::string& key, std::string_view text);  // without the 00 that ends it
void append_lastuint(std::string& out, std::uint64_t value);

}  // namespace dateline::glass
