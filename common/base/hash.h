// SPDX-License-Identifier: GPL-2.0-or-later
//
// The hashes that are on disk. Changing one is a new index format.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

std::uint64_t hash64(std::string_view bytes);  // XXH3, 64 bits
// XXH3, 128 bits, canonical byte order
std::array<std::uint8_t, 16> hash128(std::string_view bytes);
std::uint32_t checksum32(std::string_view bytes);  // low half of hash64
std::string to_hex(std::string_view bytes);

// XXH3-64 of bytes that come in pieces.
class StreamingHash {
 public:
  StreamingHash();
  ~StreamingHash();
  StreamingHash(const StreamingHash&) = delete;
  StreamingHash& operator=(const StreamingHash&) = delete;

  void update(std::string_view bytes);
  std::uint64_t digest() const;

 private:
  void* state_;
};

}  // namespace dateline
