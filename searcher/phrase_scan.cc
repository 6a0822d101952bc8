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

// A phrase in a text. Places are counted from where the phrase can begin.
struct Wanted {
  const FingerprintView& text;
  const std::vector<Fingerprint>& phrase;
  std::size_t first;  // what is looked for, as numbers of words of the phrase
  std::size_t second;

  std::size_t places() const { return text.size() - phrase.size() + 1; }
  const std::uint8_t* firsts() const { return text.low() + first; }
  const std::uint8_t* seconds() const { return text.low() + second; }

  bool is_at(std::size_t place) const {
    for (std::size_t i = 0; i < phrase.size(); ++i) {
      if (text[place + i] != phrase[i]) return false;
    }
    return true;
  }
};

bool find_one_by_one(const Wanted& wanted, std::size_t from) {
  const auto first = static_cast<std::uint8_t>(wanted.phrase[wanted.first]);
  for (std::size_t place = from; place < wanted.places(); ++place) {
    if (wanted.firsts()[place] == first && wanted.is_at(place)) return true;
  }
  return false;
}

#ifdef __SSE2__
// `bits`: one for each place, from `place` on, that has the low bytes of the pair.
bool any_whole(const Wanted& wanted, std::size_t place, unsigned bits) {
  for (; bits != 0; bits &= bits - 1) {
    if (wanted.is_at(place + static_cast<unsigned>(std::countr_zero(bits)))) return true;
  }
  return false;
}

bool find_by_sixteen(const Wanted& wanted) {
  const std::size_t places = wanted.places();
  if (places < 16) return find_one_by_one(wanted, 0);
  const __m128i first = _mm_set1_epi8(static_cast<char>(wanted.phrase[wanted.first]));
  const __m128i second = _mm_set1_epi8(static_cast<char>(wanted.phrase[wanted.second]));
  // The last sixteen may have been looked at in part already.
  for (std::size_t place = 0;; place = std::min(place + 16, places - 16)) {
    const auto* here = reinterpret_cast<const __m128i*>(wanted.firsts() + place);
    const auto* next = reinterpret_cast<const __m128i*>(wanted.seconds() + place);
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(_mm_loadu_si128(here), first),
                                       _mm_cmpeq_epi8(_mm_loadu_si128(next), second));
    const auto bits = static_cast<unsigned>(_mm_movemask_epi8(both));
    if (bits != 0 && any_whole(wanted, place, bits)) return true;
    if (place == places - 16) return false;
  }
}

__attribute__((target("avx2"))) bool find_by_thirty_two(const Wanted& wanted) {
  const std::size_t places = wanted.places();
  if (places < 32) return find_by_sixteen(wanted);
  const __m256i first = _mm256_set1_epi8(static_cast<char>(wanted.phrase[wanted.first]));
  const __m256i second = _mm256_set1_epi8(static_cast<char>(wanted.phrase[wanted.second]));
  const auto pairs_at = [&](std::size_t place) __attribute__((target("avx2"))) {
    const auto* here = reinterpret_cast<const __m256i*>(wanted.firsts() + place);
    const auto* next = reinterpret_cast<const __m256i*>(wanted.seconds() + place);
    return _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_loadu_si256(here), first),
                            _mm256_cmpeq_epi8(_mm256_loadu_si256(next), second));
  };
  const auto is_among = [&](std::size_t place, __m256i pairs) __attribute__((target("avx2"))) {
    return any_whole(wanted, place, static_cast<unsigned>(_mm256_movemask_epi8(pairs)));
  };
  std::size_t place = 0;
  for (; place + 64 <= places; place += 64) {
    const __m256i left = pairs_at(place);
    const __m256i right = pairs_at(place + 32);
    const __m256i any = _mm256_or_si256(left, right);
    if (_mm256_testz_si256(any, any) != 0) continue;
    if (is_among(place, left) || is_among(place + 32, right)) return true;
  }
  // The last thirty-two may have been looked at in part already.
  for (; place < places; place += 32) {
    place = std::min(place, places - 32);
    if (is_among(place, pairs_at(place))) return true;
  }
  return false;
}
#endif

}  // namespace

Lanes most_lanes() {
#ifdef __SSE2__
  static const Lanes most = __builtin_cpu_supports("avx2") != 0 ? Lanes::ThirtyTwo : Lanes::Sixteen;
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

bool PhraseScan::is_in(const FingerprintView& text) const {
  if (text.size() < phrase_.size() || phrase_.empty()) return false;
  const Wanted wanted{text, phrase_, first_, second_};
#ifdef __SSE2__
  if (lanes_ == Lanes::ThirtyTwo) return find_by_thirty_two(wanted);
  if (lanes_ == Lanes::Sixteen) return find_by_sixteen(wanted);
#endif
  return find_one_by_one(wanted, 0);
}

}  // namespace dateline
