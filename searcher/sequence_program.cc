// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/sequence_program.h"

#include <algorithm>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline {
namespace {

using Fingerprints = std::span<const Fingerprint>;

bool stands_at(Fingerprints words, std::size_t at, const std::vector<Fingerprint>& phrase) {
  return std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(at));
}

// The places from which the phrase fits into the text: 0 to count - 1.
std::size_t start_count(Fingerprints words, const std::vector<Fingerprint>& phrase) {
  return words.size() < phrase.size() ? 0 : words.size() - phrase.size() + 1;
}

#ifdef __SSE2__
// Eight places at a time: where the first and the second word are right, the rest is looked at.
bool find_phrase(Fingerprints words, const std::vector<Fingerprint>& phrase) {
  const std::size_t count = start_count(words, phrase);
  const std::size_t second = phrase.size() > 1 ? 1 : 0;
  const __m128i first_word = _mm_set1_epi16(static_cast<short>(phrase[0]));
  const __m128i second_word = _mm_set1_epi16(static_cast<short>(phrase[second]));
  std::size_t at = 0;
  for (; at + 8 <= count; at += 8) {
    const auto* place = reinterpret_cast<const __m128i*>(words.data() + at);
    const auto* next = reinterpret_cast<const __m128i*>(words.data() + at + second);
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi16(_mm_loadu_si128(place), first_word),
                                       _mm_cmpeq_epi16(_mm_loadu_si128(next), second_word));
    for (auto bits = static_cast<unsigned>(_mm_movemask_epi8(both)); bits != 0;) {
      const auto lane = static_cast<unsigned>(std::countr_zero(bits)) / 2;
      if (stands_at(words, at + lane, phrase)) return true;
      bits &= ~(3U << (lane * 2));
    }
  }
  for (; at < count; ++at) {
    if (stands_at(words, at, phrase)) return true;
  }
  return false;
}
#else
bool find_phrase(Fingerprints words, const std::vector<Fingerprint>& phrase) {
  for (std::size_t at = 0; at < start_count(words, phrase); ++at) {
    if (stands_at(words, at, phrase)) return true;
  }
  return false;
}
#endif

using Masks = std::vector<std::uint64_t>;

bool phrase_in(const Masks& masks, std::size_t sets) {
  for (std::size_t start = 0; start + sets <= masks.size(); ++start) {
    std::size_t set = 0;
    while (set < sets && ((masks[start + set] >> set) & 1U) != 0) ++set;
    if (set == sets) return true;
  }
  return false;
}

// From a given start the earliest place for each next word gives the narrowest fit.
bool ordered_in(const Masks& masks, std::size_t sets, std::size_t window) {
  for (std::size_t start = 0; start < masks.size(); ++start) {
    std::size_t set = 0;
    const std::size_t end = std::min(masks.size(), start + window + 1);
    for (std::size_t at = start; at < end && set < sets; ++at) {
      if (((masks[at] >> set) & 1U) != 0) {
        ++set;
      } else if (at == start) {
        break;
      }
    }
    if (set == sets) return true;
  }
  return false;
}

// Whether every set can be given a place of its own in [begin, end): Kuhn's bipartite matching,
// small on both sides.
class Placement {
 public:
  Placement(const Masks& masks, std::size_t begin, std::size_t end, std::size_t sets)
      : masks_(masks), begin_(begin), end_(end), sets_(sets), owner_(end - begin, kFree) {}

  bool complete() {
    for (std::size_t set = 0; set < sets_; ++set) {
      tried_.assign(end_ - begin_, false);
      if (!place(set)) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kFree = static_cast<std::size_t>(-1);

  bool place(std::size_t set) {
    for (std::size_t at = begin_; at < end_; ++at) {
      if (((masks_[at] >> set) & 1U) == 0 || tried_[at - begin_]) continue;
      tried_[at - begin_] = true;
      if (owner_[at - begin_] == kFree || place(owner_[at - begin_])) {
        owner_[at - begin_] = set;
        return true;
      }
    }
    return false;
  }

  const Masks& masks_;
  std::size_t begin_;
  std::size_t end_;
  std::size_t sets_;
  std::vector<std::size_t> owner_;
  std::vector<bool> tried_;
};

bool near_in(const Masks& masks, std::size_t sets, std::size_t window) {
  const std::uint64_t all = sets == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << sets) - 1;
  for (std::size_t begin = 0; begin < masks.size(); ++begin) {
    if (masks[begin] == 0) continue;
    const std::size_t end = std::min(masks.size(), begin + window + 1);
    std::uint64_t seen = 0;
    for (std::size_t at = begin; at < end; ++at) seen |= masks[at];
    if (seen == all && Placement(masks, begin, end, sets).complete()) return true;
  }
  return false;
}

}  // namespace

SequenceProgram::SequenceProgram(WordOrder order, unsigned window,
                                 std::vector<std::vector<std::string>> sets, bool in_title,
                                 bool in_body, FingerprintHash hash)
    : order_(order),
      window_(window),
      sets_(std::move(sets)),
      in_title_(in_title),
      in_body_(in_body) {
  plain_phrase_ =
      order == WordOrder::Phrase &&
      std::all_of(sets_.begin(), sets_.end(), [](const auto& set) { return set.size() == 1; });
  if (!plain_phrase_) fingerprint_masks_.resize(std::size_t{1} << 16U);
  for (std::size_t set = 0; set < sets_.size(); ++set) {
    for (const auto& word : sets_[set]) {
      word_masks_[word] |= Mask{1} << set;
      filter_.add_word(word);
      if (plain_phrase_) {
        plain_.push_back(hash(word));
      } else {
        fingerprint_masks_[hash(word)] |= Mask{1} << set;
      }
    }
  }
}

bool SequenceProgram::match_masks(const std::vector<Mask>& masks) const {
  switch (order_) {
    case WordOrder::Phrase:
      return phrase_in(masks, sets_.size());
    case WordOrder::Ordered:
      return ordered_in(masks, sets_.size(), window_);
    case WordOrder::Near:
      return near_in(masks, sets_.size(), window_);
  }
  return false;
}

bool SequenceProgram::may_match(std::span<const Fingerprint> words) const {
  if (plain_phrase_) return find_phrase(words, plain_);
  std::vector<Mask> masks(words.size());
  std::transform(words.begin(), words.end(), masks.begin(),
                 [&](Fingerprint word) { return fingerprint_masks_[word]; });
  return match_masks(masks);
}

bool SequenceProgram::may_match(const WordSequence& sequence) const {
  return (in_title_ && may_match(sequence.title)) || (in_body_ && may_match(sequence.body));
}

bool SequenceProgram::matches(std::string_view text) const {
  std::vector<Mask> masks;
  WordScanner scanner(text, filter_);
  for (Token token; scanner.next(token);) {
    const auto found = word_masks_.find(token.word);
    if (found == word_masks_.end()) continue;
    masks.resize(scanner.index());
    masks.push_back(found->second);
  }
  return match_masks(masks);
}

bool SequenceProgram::matches(std::string_view title, std::string_view body) const {
  return (in_title_ && matches(title)) || (in_body_ && matches(body));
}

}  // namespace dateline
