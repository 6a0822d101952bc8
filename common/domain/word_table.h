// SPDX-License-Identifier: GPL-2.0-or-later
//
// Numbers for words: dense, in the order in which the words first came. Open addressing over the
// words' hash64, which the caller mostly has already (a fingerprint is its low bits); the bytes lie
// one behind the other in blocks that do not move. Not for several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
      if (slots_[place].tag == tag && text(slots_[place].number) == word)
        return {slots_[place].number, false};
    }
    return {add(word, tag, place), true};
  }

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

  // The upper half of the hash says where a word belongs and mostly whether it is the one that is
  // looked for, so that growing reads no words.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = kFree;
  };
  struct Word {
    const char* bytes;
    std::uint32_t length;
  };

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
