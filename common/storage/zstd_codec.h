// SPDX-License-Identifier: GPL-2.0-or-later
//
// zstd with a trained dictionary, as the stored records use it: frame checksum and content size on,
// declared sizes checked before anything is allocated. One object per thread; the digested
// dictionary is shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

enum class ZstdUse { Read, ReadAndWrite };

// A dictionary digested once. Empty bytes: no dictionary. Digesting for writing takes some
// milliseconds: a reader that does not write leaves it.
class ZstdDictionary {
 public:
  explicit ZstdDictionary(std::string bytes, ZstdUse use = ZstdUse::ReadAndWrite);
  ~ZstdDictionary();
  ZstdDictionary(const ZstdDictionary&) = delete;
  ZstdDictionary& operator=(const ZstdDictionary&) = delete;

  const std::string& bytes() const { return bytes_; }

  // On congress-press (3 kB texts, dictionary of 256 kB) records take 0.377 of the text at 9 ns for
  // a byte of it; level 6 takes 0.350 at 38, 9 takes 0.343 at 59. More in scripts/bench/README.md.
  static constexpr int kLevel = 3;

 private:
  friend class ZstdCodec;
  std::string bytes_;
  void* compression_ = nullptr;
  void* decompression_ = nullptr;
};

class ZstdCodec {
 public:
  explicit ZstdCodec(std::shared_ptr<const ZstdDictionary> dictionary);
  ~ZstdCodec();
  ZstdCodec(const ZstdCodec&) = delete;
  ZstdCodec& operator=(const ZstdCodec&) = delete;

  void append_compressed(std::string& out, std::string_view bytes);

  // Throws Error(Damaged) when the frame is broken, fails its checksum or declares more than
  // `max_bytes`.
  void decompress(std::string_view frame, std::uint64_t max_bytes, std::string& out);

 private:
  std::shared_ptr<const ZstdDictionary> dictionary_;
  void* compressor_ = nullptr;
  void* decompressor_ = nullptr;
  std::string frame_;  // room for compressing
};

// At most `max_bytes` of dictionary from these samples; empty when they are too few to train on.
std::string train_dictionary(const std::vector<std::string_view>& samples, std::size_t max_bytes);

}  // namespace dateline
