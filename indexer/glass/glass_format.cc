// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/glass_format.h"

#include <algorithm>
#include <bit>

namespace dateline::glass {

void append_be16(std::string& out, std::size_t value) {
  out += static_cast<char>(value >> 8U);
  out += static_cast<char>(value);
}

void append_be32(std::string& out, std::uint32_t value) {
  append_be16(out, value >> 16U);
  append_be16(out, value & 0xFFFFU);
}

void append_sortdid(std::string& key, DocId docid) {
  if (docid < 0x8000) return append_be16(key, docid);
  const std::uint64_t value = docid;
  const auto bits = static_cast<unsigned>(std::bit_width(docid));
  const unsigned bytes = std::max(3U, (bits + 5) / 7);
  const std::uint64_t ones = (0xFFU << (10 - bytes)) & 0xFFU;
  const std::uint64_t marked = value | ones << (8 * (bytes - 1));
  for (unsigned shift = 8 * bytes; shift > 0; shift -= 8)
    key += static_cast<char>(marked >> (shift - 8));
}

void append_sortstr(std::string& key, std::string_view text) {
  for (const char c : text) {
    key += c;
    if (c == '\0') key += '\xFF';
  }
}

void append_lastuint(std::string& out, std::uint64_t value) {
  for (; value > 0; value >>= 8U) out += static_cast<char>(value);
}

}  // namespace dateline::glass
