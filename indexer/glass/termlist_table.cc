// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/termlist_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <new>

#include <libdeflate.h>

#include "common/base/bytes.h"

namespace dateline::glass {
namespace {

constexpr std::size_t kSafeToDeflate = 8192;
// Level 1 of 12: levels up to 6 make press texts no smaller by a tenth and take longer.
constexpr int kDeflateLevel = 1;
constexpr std::uint32_t kMaxPackedWdf = 126;

// How many bytes two terms share at their beginning; eight are compared at once.
std::size_t common_beginning(std::string_view one, std::string_view other) {
  const std::size_t most = std::min(one.size(), other.size());
  std::size_t at = 0;
  for (; at + 8 <= most; at += 8) {
    std::uint64_t left;
    std::uint64_t right;
    std::memcpy(&left, one.data() + at, 8);
    std::memcpy(&right, other.data() + at, 8);
    if (left == right) continue;
    const auto bits = static_cast<unsigned>(std::endian::native == std::endian::little
                                                ? std::countr_zero(left ^ right)
                                                : std::countl_zero(left ^ right));
    return at + bits / 8;
  }
  while (at < most && one[at] == other[at]) ++at;
  return at;
}

}  // namespace

TermListEncoder::TermListEncoder()
    : deflated_(kSafeToDeflate), compressor_(libdeflate_alloc_compressor(kDeflateLevel)) {
  if (compressor_ == nullptr) throw std::bad_alloc();
}

TermListEncoder::~TermListEncoder() { libdeflate_free_compressor(compressor_); }

void TermListEncoder::begin(std::uint64_t document_length, std::size_t terms) {
  plain_.clear();
  before_ = {};
  if (terms == 0) return;
  append_varint(plain_, document_length);
  append_varint(plain_, terms);
}

void TermListEncoder::add(std::string_view term, std::uint32_t wdf) {
  if (before_.empty()) {
    plain_ += static_cast<char>(term.size());
    plain_ += term;
    append_varint(plain_, wdf);
    before_ = term;
    return;
  }
  const std::size_t common = common_beginning(before_, term);
  const std::string_view rest = term.substr(common);
  const std::uint64_t packed = (std::uint64_t{wdf} + 1) * (before_.size() + 1) + common;
  const bool fits = wdf <= kMaxPackedWdf && packed < 256;
  const std::array head{static_cast<char>(fits ? packed : common), static_cast<char>(rest.size())};
  plain_.append(head.data(), head.size());
  plain_ += rest;
  if (!fits) append_varint(plain_, wdf);
  before_ = term;
}

TermListEncoder::Tag TermListEncoder::finish() {
  if (plain_.size() > kSafeToDeflate || plain_.empty()) return {plain_, false};
  const std::size_t bytes = libdeflate_deflate_compress(compressor_, plain_.data(), plain_.size(),
                                                        deflated_.data(), plain_.size() - 1);
  if (bytes == 0) return {plain_, false};
  return {{deflated_.data(), bytes}, true};
}

void TermlistTable::add(DocId docid, TermListEncoder::Tag tag, std::uint32_t slots) {
  key_.clear();
  append_sortdid(key_, docid);
  table_.add(key_, tag.bytes, tag.deflated);
  if (slots == 0) return;
  key_ += '\0';
  slots_tag_.clear();
  for (unsigned next = 0; slots != 0;) {
    const auto slot = static_cast<unsigned>(std::countr_zero(slots));
    append_varint(slots_tag_, slot - next);
    next = slot + 1;
    slots &= slots - 1;
  }
  table_.add(key_, slots_tag_);
}

}  // namespace dateline::glass
