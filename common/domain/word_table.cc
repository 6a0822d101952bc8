// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/word_table.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::size_t kBlockBytes = 64U << 10U;

}  // namespace

WordTable::WordTable() : slots_(kFirstSlots), mask_(kFirstSlots - 1) {}

const char* WordTable::keep(std::string_view word) {
  if (word.size() > free_bytes_) {
    free_bytes_ = std::max(kBlockBytes, word.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(free_bytes_));
    free_ = blocks_.back().get();
    block_bytes_ += free_bytes_;
  }
  char* const kept = free_;
  std::copy(word.begin(), word.end(), kept);
  free_ += word.size();
  free_bytes_ -= word.size();
  return kept;
}

std::uint32_t WordTable::add(std::string_view word, std::uint32_t tag, std::size_t place) {
  const std::uint32_t number = size();
  words_.push_back({keep(word), static_cast<std::uint32_t>(word.size())});
  Slot& slot = slots_[place];
  slot.tag = tag;
  slot.number = number;
  slot.length = static_cast<std::uint8_t>(std::min(word.size(), kShortBytes + 1));
  if (word.size() <= kShortBytes) std::copy(word.begin(), word.end(), slot.bytes.begin());
  if (words_.size() * 4 > slots_.size() * 3) grow();
  return number;
}

void WordTable::grow() {
  std::vector<Slot> wider(slots_.size() * 2);
  mask_ = wider.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.number == kFree) continue;
    std::size_t place = slot.tag & mask_;
    while (wider[place].number != kFree) place = (place + 1) & mask_;
    wider[place] = slot;
  }
  slots_ = std::move(wider);
}

void WordTable::clear() { *this = WordTable(); }

std::size_t WordTable::memory_bytes() const {
  return slots_.capacity() * sizeof(Slot) + words_.capacity() * sizeof(Word) + block_bytes_;
}

}  // namespace dateline
