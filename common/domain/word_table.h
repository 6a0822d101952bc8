// SPDX-License-Identifier: GPL-2.0-or-later
//
// Numbers for words: dense, in the order in which the words first came. Open addressing over the
// words' hash64, which the caller mostly has already (a fingerprint is its low bits). What a
// look-up costs is the memory it touches: a slot holds all that is needed to recognise a short
// word, so that it is one line of the cache, and prefetch() brings it near while other words are
// looked up. Not for several threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "common/base/hash.h"

namespace dateline {

class WordTable {
 public:
  struct Place {
    std::uint32_t number = 0;
    bool added = false;  // it was not known before
  };

  WordTable();

  Place number(std::string_view word) { return number(word, hash64(word)); }

  // `hash` must be hash64(word).
  Place number(std::string_view word, std::uint64_t hash) {
    const auto tag = static_cast<std::uint32_t>(hash >> 32U);
    std::size_t place = tag & mask_;
    for (; slots_[place].number != kFree; place = (place + 1) & mask_) {
      if (slots_[place].tag == tag && holds(slots_[place], word))
        return {slots_[place].number, false};
    }
    return {add(word, tag, place), true};
  }

  // Null for a word that has none. Several threads may ask while nothing is added.
  std::optional<std::uint32_t> find(std::string_view word) const {
    const auto tag = static_cast<std::uint32_t>(hash64(word) >> 32U);
    for (std::size_t place = tag & mask_; slots_[place].number != kFree;
         place = (place + 1) & mask_) {
      if (slots_[place].tag == tag && holds(slots_[place], word)) return slots_[place].number;
    }
    return std::nullopt;
  }

  // number() of a word with this hash will soon be asked for.
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[(hash >> 32U) & mask_]); }

  // Valid until clear().
  std::string_view text(std::uint32_t number) const {
    return {words_[number].bytes, words_[number].length};
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }

  // Forgets all words and gives their memory back.
  void clear();

  std::size_t memory_bytes() const;

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;

  static constexpr std::size_t kShortBytes = 23;

  // The upper half of the hash says where a word belongs and mostly whether it is the one that is
  // looked for, so that growing reads no words.
  struct alignas(32) Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = kFree;
    std::uint8_t length = 0;  // of the word; kShortBytes + 1: longer, its bytes are elsewhere
    std::array<char, kShortBytes> bytes{};
  };
  struct Word {
    const char* bytes;
    std::uint32_t length;
  };

  template <class Integer>
  static bool differ(const char* one, const char* other) {
    Integer left;
    Integer right;
    std::memcpy(&left, one, sizeof left);
    std::memcpy(&right, other, sizeof right);
    return left != right;
  }

  // Whole words of a few sizes that overlap: quicker than a loop or memcmp().
  static bool same_short(const char* one, const char* other, std::size_t length) {
    if (length >= 8) {
      return !differ<std::uint64_t>(one, other) &&
             !differ<std::uint64_t>(one + length - 8, other + length - 8) &&
             (length <= 16 || !differ<std::uint64_t>(one + 8, other + 8));
    }
    if (length >= 4) {
      return !differ<std::uint32_t>(one, other) &&
             !differ<std::uint32_t>(one + length - 4, other + length - 4);
    }
    for (std::size_t i = 0; i < length; ++i) {
      if (one[i] != other[i]) return false;
    }
    return true;
  }

  bool holds(const Slot& slot, std::string_view word) const {
    if (word.size() > kShortBytes) return slot.length > kShortBytes && text(slot.number) == word;
    return slot.length == word.size() && same_short(slot.bytes.data(), word.data(), word.size());
  }
  std::uint32_t add(std::string_view word, std::uint32_t tag, std::size_t place);
  void grow();
  const char* keep(std::string_view word);

  std::vector<Slot> slots_;
  std::size_t mask_ = 0;
  std::vector<Word> words_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;  // what is left of the last block
  std::size_t free_bytes_ = 0;
  std::size_t block_bytes_ = 0;
};

}  // namespace dateline
