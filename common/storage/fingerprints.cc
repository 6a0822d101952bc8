// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/fingerprints.h"

#include "common/base/hash.h"

namespace dateline {

Fingerprint FingerprintHash::operator()(std::string_view word) const {
  return of_hash(hash64(word));
}

Fingerprint FingerprintHash::of_hash(std::uint64_t word_hash64) const {
  const auto fingerprint = static_cast<Fingerprint>(word_hash64 & ((1U << bits_) - 1));
  return fingerprint == 0 ? 1 : fingerprint;
}

std::vector<Fingerprint> FingerprintView::to_vector() const {
  std::vector<Fingerprint> all(count_);
  for (std::size_t i = 0; i < count_; ++i) all[i] = (*this)[i];
  return all;
}

std::string pack_fingerprints(std::span<const Fingerprint> fingerprints) {
  const std::size_t count = fingerprints.size();
  std::string packed(packed_bytes(count), '\0');
  char* const high = packed.data() + count;
  for (std::size_t i = 0; i < count; ++i) {
    packed[i] = static_cast<char>(fingerprints[i]);
    const unsigned half = (fingerprints[i] >> 8U & 0xFU) << (i % 2 * 4);
    high[i / 2] = static_cast<char>(static_cast<unsigned char>(high[i / 2]) | half);
  }
  return packed;
}

}  // namespace dateline
