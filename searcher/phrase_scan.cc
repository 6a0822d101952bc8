// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/phrase_scan.h"

#include <algorithm>
#include <bit>
#include <utility>

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace dateline {
namespace {

// The text from the first place on at which the phrase can begin, and how many such places.
struct Places {
  const Fingerprint* first;   // the words that could be the one looked for first ...
  const Fingerprint* second;  // ... and second
  std::size_t count;
};

struct Wanted {
  const std::vector<Fingerprint>& phrase;
  std::size_t first;
  std::size_t second;

  bool is_pair(const Places& places, std::size_t at) const {
    return places.first[at] == phrase[first] && places.second[at] == phrase[second];
  }
  // The pair is known to be there.
  bool is_whole(const Places& places, std::size_t at) const {
    const Fingerprint* const begin = places.first + at - first;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
      if (begin[i] != phrase[i]) return false;
    }
    return true;
  }
};

bool find_one_by_one(const Wanted& wanted, const Places& places, std::size_t from) {
  for (std::size_t at = from; at < places.count; ++at) {
    if (wanted.is_pair(places, at) && wanted.is_whole(places, at)) return true;
  }
  return false;
}

#ifdef __SSE2__
// `bits`: two for each place with the pair.
bool any_whole(const Wanted& wanted, const Places& places, std::size_t at, unsigned bits) {
  while (bits != 0) {
    const auto lane = static_cast<unsigned>(std::countr_zero(bits)) / 2;
    if (wanted.is_whole(places, at + lane)) return true;
    bits &= ~(3U << (lane * 2));
  }
  return false;
}

bool find_by_eight(const Wanted& wanted, const Places& places) {
  const __m128i first = _mm_set1_epi16(static_cast<short>(wanted.phrase[wanted.first]));
  const __m128i second = _mm_set1_epi16(static_cast<short>(wanted.phrase[wanted.second]));
  std::size_t at = 0;
  for (; at + 8 <= places.count; at += 8) {
    const auto* here = reinterpret_cast<const __m128i*>(places.first + at);
    const auto* next = reinterpret_cast<const __m128i*>(places.second + at);
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi16(_mm_loadu_si128(here), first),
                                       _mm_cmpeq_epi16(_mm_loadu_si128(next), second));
    const auto bits = static_cast<unsigned>(_mm_movemask_epi8(both));
    if (bits != 0 && any_whole(wanted, places, at, bits)) return true;
  }
  return find_one_by_one(wanted, places, at);
}

__attribute__((target("avx2"))) bool find_by_sixteen(const Wanted& wanted, const Places& places) {
  const __m256i first = _mm256_set1_epi16(static_cast<short>(wanted.phrase[wanted.first]));
  const __m256i second = _mm256_set1_epi16(static_cast<short>(wanted.phrase[wanted.second]));
  const auto bits_at = [&](std::size_t at) __attribute__((target("avx2"))) {
    const auto* here = reinterpret_cast<const __m256i*>(places.first + at);
    const auto* next = reinterpret_cast<const __m256i*>(places.second + at);
    return _mm256_and_si256(_mm256_cmpeq_epi16(_mm256_loadu_si256(here), first),
                            _mm256_cmpeq_epi16(_mm256_loadu_si256(next), second));
  };
  std::size_t at = 0;
  for (; at + 32 <= places.count; at += 32) {
    const __m256i left = bits_at(at);
    const __m256i right = bits_at(at + 16);
    const __m256i any = _mm256_or_si256(left, right);
    if (_mm256_testz_si256(any, any) != 0) continue;
    if (any_whole(wanted, places, at, static_cast<unsigned>(_mm256_movemask_epi8(left))) ||
        any_whole(wanted, places, at + 16, static_cast<unsigned>(_mm256_movemask_epi8(right))))
      return true;
  }
  for (; at + 16 <= places.count; at += 16) {
    const auto bits = static_cast<unsigned>(_mm256_movemask_epi8(bits_at(at)));
    if (any_whole(wanted, places, at, bits)) return true;
  }
  return find_one_by_one(wanted, places, at);
}
#endif

}  // namespace

Lanes most_lanes() {
#ifdef __SSE2__
  static const Lanes most = __builtin_cpu_supports("avx2") != 0 ? Lanes::Sixteen : Lanes::Eight;
  return most;
#else
  return Lanes::One;
#endif
}

PhraseScan::PhraseScan(std::vector<Fingerprint> phrase, std::size_t pair, Lanes lanes)
    : phrase_(std::move(phrase)),
      first_(pair),
      second_(phrase_.size() > 1 ? pair + 1 : pair),
      lanes_(std::min(lanes, most_lanes())) {}

bool PhraseScan::is_in(std::span<const Fingerprint> text) const {
  if (text.size() < phrase_.size() || phrase_.empty()) return false;
  const Places places{text.data() + first_, text.data() + second_,
                      text.size() - phrase_.size() + 1};
  const Wanted wanted{phrase_, first_, second_};
#ifdef __SSE2__
  if (lanes_ == Lanes::Sixteen) return find_by_sixteen(wanted, places);
  if (lanes_ == Lanes::Eight) return find_by_eight(wanted, places);
#endif
  return find_one_by_one(wanted, places, 0);
}

}  // namespace dateline
