// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/phrase_scan.h"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("finds the same phrases however many places it looks at together") {
  std::mt19937 random(1);
  const auto some = [&](std::size_t count, unsigned kinds) {
    std::vector<Fingerprint> words(count);
    // Some differ in their high bits alone.
    for (auto& word : words)
      word = static_cast<Fingerprint>(1 + random() % kinds + (random() % 2 << 10U));
    return words;
  };
  int found = 0;
  for (int round = 0; round < 50'000; ++round) {
    const unsigned kinds = 1 + random() % 12;
    const auto text = some(random() % 150, kinds);
    const auto phrase = some(1 + random() % 5, kinds);
    const std::string packed = pack_fingerprints(text);
    const FingerprintView view(reinterpret_cast<const std::uint8_t*>(packed.data()), text.size());
    REQUIRE(view.to_vector() == text);
    const bool want =
        std::search(text.begin(), text.end(), phrase.begin(), phrase.end()) != text.end();
    for (std::size_t pair = 0; pair + 1 < std::max<std::size_t>(phrase.size(), 2); ++pair) {
      for (const Lanes lanes : {Lanes::One, Lanes::Sixteen, Lanes::ThirtyTwo})
        REQUIRE(PhraseScan(phrase, pair, lanes).is_in(view) == want);
    }
    found += want ? 1 : 0;
  }
  CHECK(found > 5'000);
  CHECK(found < 45'000);
}

}  // namespace
}  // namespace dateline
