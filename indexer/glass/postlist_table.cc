// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/postlist_table.h"

#include <algorithm>

#include "common/base/bytes.h"

namespace dateline::glass {
namespace {

constexpr std::string_view kMetadata("\x00\xC0", 2);
constexpr std::string_view kSlotStatistics("\x00\xD0", 2);
constexpr std::string_view kValues("\x00\xD8", 2);
constexpr std::string_view kDocumentLengths("\x00\xE0", 2);

// Xapian's own chunks end at 2000 bytes; what a chunk's head can take at most goes on top.
constexpr std::size_t kChunkBytes = 2000;
constexpr std::size_t kChunkHead = 1 + 5;
constexpr std::size_t kListHead = 5 + 10 + 5;
constexpr std::size_t kMaxPosting = 10;

}  // namespace

void SlotStatistics::count(std::string_view value) {
  if (documents == 0 || value < lowest) lowest = value;
  if (documents == 0 || value > highest) highest = value;
  ++documents;
}

void PostlistTable::add_metadata(std::string_view name, std::string_view value) {
  key_ = kMetadata;
  key_ += name;
  table_.add(key_, value);
}

void PostlistTable::add_slot_statistics(unsigned slot, const SlotStatistics& statistics) {
  if (statistics.documents == 0) return;
  key_ = kSlotStatistics;
  append_lastuint(key_, slot);
  tag_.clear();
  append_varint(tag_, statistics.documents);
  append_string(tag_, statistics.lowest);
  if (statistics.highest != statistics.lowest) tag_ += statistics.highest;
  table_.add(key_, tag_);
}

void PostlistTable::add_value(unsigned slot, DocId docid, std::string_view value) {
  if (tag_.size() >= kChunkBytes) end_slot();
  if (last_ == 0) {
    tag_.clear();
    key_ = kValues;
    append_varint(key_, slot);
    append_sortdid(key_, docid);
  } else {
    append_varint(tag_, docid - last_ - 1);
  }
  append_string(tag_, value);
  last_ = docid;
}

void PostlistTable::end_slot() {
  if (last_ != 0) table_.add(key_, tag_);
  tag_.clear();
  last_ = 0;
}

// Puts as many postings into body_ as go into `max_bytes`, at least one; gives their number.
std::size_t PostlistTable::fill_chunk(std::span<const Posting> postings, std::size_t max_bytes) {
  body_.clear();
  append_varint(body_, postings[0].wdf);
  std::size_t count = 1;
  for (; count < postings.size() && body_.size() + kMaxPosting <= max_bytes; ++count) {
    append_varint(body_, postings[count].docid - postings[count - 1].docid - 1);
    append_varint(body_, postings[count].wdf);
  }
  return count;
}

void PostlistTable::add_list(std::string_view first_key, std::string_view further_key,
                             std::uint64_t documents, std::uint64_t occurrences,
                             std::span<const Posting> postings) {
  for (bool first = true; !postings.empty(); first = false) {
    tag_.clear();
    if (first) {
      key_ = first_key;
      append_varint(tag_, documents);
      append_varint(tag_, occurrences);
      append_varint(tag_, postings[0].docid - 1);
    } else {
      key_ = further_key;
      append_sortdid(key_, postings[0].docid);
    }
    const std::size_t room = table_.room(key_.size());
    const std::size_t head = kChunkHead + (first ? kListHead : 0);
    const std::size_t count =
        fill_chunk(postings, std::min(kChunkBytes, room - std::min(room, head)));
    tag_ += count == postings.size() ? '1' : '0';
    append_varint(tag_, postings[count - 1].docid - postings[0].docid);
    tag_ += body_;
    table_.add(key_, tag_);
    postings = postings.subspan(count);
  }
  tag_.clear();
}

void PostlistTable::add_document_lengths(std::span<const Posting> lengths) {
  add_list(kDocumentLengths, kDocumentLengths, 0, 0, lengths);
}

void PostlistTable::add_term(std::string_view term, std::span<const Posting> postings) {
  std::uint64_t occurrences = 0;
  for (const Posting& posting : postings) occurrences += posting.wdf;
  std::string first;
  append_sortstr(first, term);
  further_key_ = first;
  further_key_ += '\0';
  add_list(first, further_key_, postings.size(), occurrences, postings);
}

}  // namespace dateline::glass
