// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/run_scan.h"

#include <random>

#include <doctest/doctest.h>

namespace dateline {
namespace {

using Fingerprints = std::vector<Fingerprint>;

// Some differ in their high bits alone.
Fingerprints some(std::mt19937& random, std::size_t count, unsigned kinds) {
  Fingerprints words(count);
  for (auto& word : words)
    word = static_cast<Fingerprint>(1 + random() % kinds * 37 % 256 + (random() % 2 << 10U));
  return words;
}

std::size_t find_plainly(const Fingerprints& text, std::size_t from,
                         const std::vector<std::uint8_t>& run,
                         std::span<const FingerprintSet> sets) {
  for (std::size_t at = from; at + run.size() <= text.size(); ++at) {
    std::size_t place = 0;
    while (place < run.size() && sets[run[place]].holds(text[at + place])) ++place;
    if (place == run.size()) return at;
  }
  return RunScan::kNone;
}

TEST_CASE("finds every place of a run, however many places it looks at together") {
  std::mt19937 random(1);
  int found = 0;
  for (int round = 0; round < 20'000; ++round) {
    const unsigned kinds = 1 + random() % 20;
    const Fingerprints text = some(random, random() % 150, kinds);
    const std::string packed = pack_fingerprints(text);
    const FingerprintView view(reinterpret_cast<const std::uint8_t*>(packed.data()), text.size());
    std::vector<FingerprintSet> sets(1 + random() % 4);
    for (auto& set : sets) {
      for (const Fingerprint word : some(random, 1 + random() % 4, kinds)) set.add(word);
    }
    std::vector<std::uint8_t> run(1 + random() % 4);
    for (auto& set : run) set = static_cast<std::uint8_t>(random() % sets.size());
    const std::vector<std::size_t> letters(sets.size(), 3);
    const RunScan one(run, sets, letters, Lanes::One);
    const RunScan many(run, sets, letters, Lanes::ThirtyTwo);
    for (std::size_t from = 0; from <= text.size() + 1; ++from) {
      const std::size_t want = find_plainly(text, from, run, sets);
      REQUIRE(one.find(view, from, sets) == want);
      REQUIRE(many.find(view, from, sets) == want);
      if (want == RunScan::kNone) break;
      ++found;
      from = want;
    }
  }
  CHECK(found > 20'000);
}

TEST_CASE("knows the low bytes of a set") {
  FingerprintSet set;
  for (unsigned byte = 0; byte < 256; byte += 3) set.add(static_cast<Fingerprint>(byte | 0x500U));
  set.add(0x300);
  CHECK(set.size() == 87);
  CHECK(set.low_bytes() == 86);
  for (unsigned byte = 0; byte < 256; ++byte) {
    CHECK(set.holds_low_byte(static_cast<std::uint8_t>(byte)) == (byte % 3 == 0));
  }
}

}  // namespace
}  // namespace dateline
