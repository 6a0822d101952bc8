// SPDX-License-Identifier: GPL-2.0-or-later
//
// Looks for a few fingerprints one behind the other in the fingerprints of a text: what a phrase
// query does most of its time. Several places are looked at with one comparison; how many depends
// on the processor, the answer does not.
#pragma once

#include <cstddef>
#include <vector>

#include "common/storage/fingerprints.h"

namespace dateline {

enum class Lanes { One, Sixteen, ThirtyTwo };  // places at a time

// The most that this processor can do.
Lanes most_lanes();

class PhraseScan {
 public:
  PhraseScan() = default;
  // `pair`: number of the word that is looked for first, together with the one behind it: best two
  // that are rare. No more than phrase.size() - 2, and 0 for a single word.
  PhraseScan(std::vector<Fingerprint> phrase, std::size_t pair, Lanes lanes = most_lanes());

  bool is_in(const FingerprintView& text) const;

 private:
  std::vector<Fingerprint> phrase_;
  std::size_t first_ = 0;  // what is looked for, as numbers of words of the phrase
  std::size_t second_ = 0;
  Lanes lanes_ = Lanes::One;
};

}  // namespace dateline
