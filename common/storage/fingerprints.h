// SPDX-License-Identifier: GPL-2.0-or-later
//
// Words as numbers of a few bits: what the word sequences are made of. A fingerprint is the low
// bits of the word's hash64 (XXH3), 1 where they are 0; 0 is no word's. It has 12 bits, or fewer.
//
// The fingerprints of a document lie packed: the low 8 bits of all of them, a byte each, then the
// high 4 bits, two in a byte, the first in its lower half. A search looks through the bytes, many
// at once, and at the rest only where these are right.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

using Fingerprint = std::uint16_t;

class FingerprintHash {
 public:
  static constexpr unsigned kMostBits = 12;

  // Fewer bits make collisions common: for tests.
  explicit FingerprintHash(unsigned bits = kMostBits) : bits_(bits) {}

  Fingerprint operator()(std::string_view word) const;
  Fingerprint of_hash(std::uint64_t word_hash64) const;
  unsigned bits() const { return bits_; }

 private:
  unsigned bits_;
};

// Some fingerprints of a document, where they lie packed.
class FingerprintView {
 public:
  FingerprintView() = default;
  // `count` of them from the first on. `packed` has packed_bytes(count) bytes.
  FingerprintView(const std::uint8_t* packed, std::size_t count)
      : low_(packed), high_(packed + count), count_(count) {}

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  Fingerprint operator[](std::size_t i) const {
    const std::size_t at = begin_ + i;
    const unsigned high = high_[at / 2] >> (at % 2 * 4) & 0xFU;
    return static_cast<Fingerprint>(low_[at] | high << 8U);
  }
  // Their low 8 bits.
  const std::uint8_t* low() const { return low_ + begin_; }

  FingerprintView sub(std::size_t begin, std::size_t count) const {
    FingerprintView part = *this;
    part.begin_ += begin;
    part.count_ = count;
    return part;
  }
  std::vector<Fingerprint> to_vector() const;

 private:
  const std::uint8_t* low_ = nullptr;  // of the whole document
  const std::uint8_t* high_ = nullptr;
  std::size_t begin_ = 0;
  std::size_t count_ = 0;
};

constexpr std::uint64_t packed_bytes(std::uint64_t fingerprints) {
  return fingerprints + (fingerprints + 1) / 2;
}

std::string pack_fingerprints(std::span<const Fingerprint> fingerprints);

}  // namespace dateline
