// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/run_scan.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace dateline {
namespace {

// A run in a text. Places are counted from where the run can begin.
struct Wanted {
  const FingerprintView& text;
  std::span<const std::uint8_t> run;
  std::span<const FingerprintSet> sets;
  std::size_t first;
  std::size_t second;

  std::size_t places() const { return text.size() - run.size() + 1; }
  const FingerprintSet& first_set() const { return sets[run[first]]; }
  const FingerprintSet& second_set() const { return sets[run[second]]; }

  bool is_at(std::size_t place) const {
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (!sets[run[i]].holds(text[place + i])) return false;
    }
    return true;
  }
};

std::size_t find_one_by_one(const Wanted& wanted, std::size_t from) {
  const std::uint8_t* const firsts = wanted.text.low() + wanted.first;
  for (std::size_t place = from; place < wanted.places(); ++place) {
    if (wanted.first_set().holds_low_byte(firsts[place]) && wanted.is_at(place)) return place;
  }
  return RunScan::kNone;
}

#ifdef __SSE2__
// Tells of 32 bytes at a time which are low bytes of a set.
class LowByteTable {
 public:
  __attribute__((target("avx2"))) explicit LowByteTable(const FingerprintSet& set)
      : below_(load(set.rows().data())), above_(load(set.rows().data() + 16)) {}

  __attribute__((target("avx2"))) __m256i held(const std::uint8_t* bytes) const {
    const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(b, 4), _mm256_set1_epi8(0x0F));
    const __m256i bits = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ULL));
    const __m256i bit = _mm256_shuffle_epi8(bits, high);
    // A shuffle gives 0 where the top bit is set: each byte has its row in one of the two.
    const __m256i flipped = _mm256_xor_si256(b, _mm256_set1_epi8(static_cast<char>(0x80)));
    const __m256i row =
        _mm256_or_si256(_mm256_shuffle_epi8(below_, b), _mm256_shuffle_epi8(above_, flipped));
    return _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), bit);
  }

 private:
  __attribute__((target("avx2"))) static __m256i load(const std::uint8_t* rows) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(rows)));
  }

  __m256i below_;
  __m256i above_;
};

__attribute__((target("avx2"))) std::size_t find_by_thirty_two(const Wanted& wanted,
                                                               std::size_t from) {
  const std::size_t places = wanted.places();
  if (places < 32) return find_one_by_one(wanted, from);
  const LowByteTable first(wanted.first_set());
  const LowByteTable second(wanted.second_set());
  const std::uint8_t* const low = wanted.text.low();
  for (std::size_t place = from; place < places; place += 32) {
    // The last thirty-two may have been looked at in part already.
    const std::size_t begin = std::min(place, places - 32);
    const __m256i both = _mm256_and_si256(first.held(low + begin + wanted.first),
                                          second.held(low + begin + wanted.second));
    auto bits = static_cast<std::uint32_t>(_mm256_movemask_epi8(both));
    bits &= ~std::uint32_t{0} << (place - begin);
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t here = begin + static_cast<unsigned>(std::countr_zero(bits));
      if (wanted.is_at(here)) return here;
    }
  }
  return RunScan::kNone;
}
#endif

}  // namespace

void FingerprintSet::add(Fingerprint fingerprint) {
  all_.set(fingerprint);
  const unsigned byte = fingerprint & 0xFFU;
  std::uint8_t& row = rows_[(byte & 0x80U) / 8 + byte % 16];
  row = static_cast<std::uint8_t>(row | 1U << (byte / 16 % 8));
}

std::size_t FingerprintSet::low_bytes() const {
  return std::transform_reduce(rows_.begin(), rows_.end(), std::size_t{0}, std::plus<>(),
                               [](std::uint8_t row) { return std::popcount(row); });
}

RunScan::RunScan(std::vector<std::uint8_t> run, std::span<const FingerprintSet> sets,
                 std::span<const std::size_t> letters, Lanes lanes)
    : run_(std::move(run)), lanes_(std::min(lanes, most_lanes())) {
  constexpr double kFingerprints = std::size_t{1} << FingerprintHash::kMostBits;
  for (const auto set : run_) chance_ *= static_cast<double>(sets[set].size()) / kFingerprints;
  if (run_.size() < 2) return;
  const auto rank = [&](std::size_t at) {
    const std::uint8_t left = run_[at];
    const std::uint8_t right = run_[at + 1];
    return std::pair(sets[left].low_bytes() * sets[right].low_bytes(),
                     -static_cast<std::ptrdiff_t>(letters[left] + letters[right]));
  };
  for (std::size_t at = 1; at + 1 < run_.size(); ++at) {
    if (rank(at) < rank(first_)) first_ = at;
  }
  second_ = first_ + 1;
}

std::size_t RunScan::find(const FingerprintView& text, std::size_t from,
                          std::span<const FingerprintSet> sets) const {
  if (text.size() < run_.size()) return kNone;
  const Wanted wanted{text, run_, sets, first_, second_};
#ifdef __SSE2__
  if (lanes_ == Lanes::ThirtyTwo) return find_by_thirty_two(wanted, from);
#endif
  return find_one_by_one(wanted, from);
}

}  // namespace dateline
