// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/version_file.h"

#include <algorithm>
#include <random>
#include <string>

#include "common/base/bytes.h"

namespace dateline::glass {
namespace {

constexpr std::string_view kMagic = "\x0F\x0DXapian Glass";
constexpr std::size_t kFormatDate = (2016 - 2014) << 9U | 3U << 5U | 14U;
constexpr unsigned kSequential = 2;
constexpr unsigned kFake = 1;

std::string random_uuid() {
  std::random_device device;
  std::string uuid;
  for (int i = 0; i < 4; ++i) append_be32(uuid, device());
  // Version 4, variant 1: a random UUID as others make it.
  uuid[6] = static_cast<char>((uuid[6] & 0x0F) | 0x40);
  uuid[8] = static_cast<char>((uuid[8] & 0x3F) | 0x80);
  return uuid;
}

void append_root(std::string& out, const TableRoot& root) {
  append_varint(out, root.block);
  append_varint(out, root.level << 2U | kSequential | (root.fake ? kFake : 0U));
  append_varint(out, root.entries);
  append_varint(out, kBlockBytes >> 11U);
  append_varint(out, 0);  // compress_min
  std::string free_list;
  if (!root.fake) {
    append_varint(free_list, kRevision);
    append_varint(free_list, root.blocks);
    free_list.append(4, '\0');
  }
  append_string(out, free_list);
}

}  // namespace

void Statistics::count(DocId docid, std::uint64_t length, std::uint64_t wdf) {
  ++documents;
  last_docid = std::max(last_docid, docid);
  if (length > 0) lowest_length = lowest_length == 0 ? length : std::min(lowest_length, length);
  highest_length = std::max(highest_length, length);
  highest_wdf = std::max(highest_wdf, wdf);
  total_length += length;
}

void write_version_file(const std::filesystem::path& database, const Tables& tables,
                        const Statistics& statistics) {
  std::string out(kMagic);
  append_be16(out, kFormatDate);
  out += random_uuid();
  append_varint(out, kRevision);
  const TableRoot none;
  for (const TableRoot* root :
       {&tables.postlist, &tables.docdata, &tables.termlist, &none, &none, &none}) {
    append_root(out, *root);
  }
  append_varint(out, statistics.documents);
  append_varint(out, statistics.last_docid - statistics.documents);
  append_varint(out, statistics.lowest_length);
  append_varint(out, statistics.highest_wdf);
  append_varint(out, statistics.highest_length - statistics.highest_wdf);
  append_varint(out, 0);  // oldest changeset
  append_varint(out, statistics.total_length);
  append_varint(out, 0);  // highest frequency of a spelling word
  replace_file(database / "iamglass", out);
}

}  // namespace dateline::glass
