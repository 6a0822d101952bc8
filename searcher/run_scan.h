// SPDX-License-Identifier: GPL-2.0-or-later
//
// Looks for a run of words, each of which may be any of a set, in the fingerprints of a text: what
// queries with wildcards and alternatives between quotes, NEAR and ADJ do most of their time.
// Phrases of single words have something quicker (phrase_scan.h).
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "common/storage/fingerprints.h"
#include "searcher/phrase_scan.h"

namespace dateline {

// The fingerprints of some words.
class FingerprintSet {
 public:
  void add(Fingerprint fingerprint);

  bool holds(Fingerprint fingerprint) const { return all_[fingerprint]; }
  bool holds_low_byte(std::uint8_t byte) const {
    return (rows_[(byte & 0x80U) / 8 + byte % 16U] >> (byte / 16U % 8) & 1U) != 0;
  }
  std::size_t size() const { return all_.count(); }
  std::size_t low_bytes() const;  // how many different ones

  // The low bytes that it holds: bit (b / 16) % 8 of row b % 16, or 16 more from 0x80 on. A row is
  // found for many bytes at once by a shuffle.
  const std::array<std::uint8_t, 32>& rows() const { return rows_; }

 private:
  std::bitset<std::size_t{1} << FingerprintHash::kMostBits> all_;
  std::array<std::uint8_t, 32> rows_{};
};

// The sets themselves belong to the program, as its runs share them.
class RunScan {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // `run`: for each place the number of its set; at least one. `letters`: how long the words of
  // each set are, about: long ones are rarer.
  RunScan(std::vector<std::uint8_t> run, std::span<const FingerprintSet> sets,
          std::span<const std::size_t> letters, Lanes lanes = most_lanes());

  // The first place from `from` on where the run stands, or kNone.
  std::size_t find(const FingerprintView& text, std::size_t from,
                   std::span<const FingerprintSet> sets) const;

  const std::vector<std::uint8_t>& run() const { return run_; }
  double chance() const { return chance_; }  // that it stands at some place of a random text

 private:
  std::vector<std::uint8_t> run_;
  std::size_t first_ = 0;  // the two places that are looked for, one behind the other
  std::size_t second_ = 0;
  double chance_ = 1;
  Lanes lanes_;
};

}  // namespace dateline
