// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/sequence_program.h"

#include <algorithm>
namespace dateline {
namespace {

// Two words of many letters are less often side by side by chance than two short ones, and no
// frequency has to be looked up.
std::size_t longest_pair(const std::vector<std::vector<std::string>>& sets) {
  std::size_t longest = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i + 1 < sets.size(); ++i) {
    const std::size_t letters = sets[i][0].size() + sets[i + 1][0].size();
    if (letters <= most) continue;
    most = letters;
    longest = i;
  }
  return longest;
}

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
  if (!plain_phrase_) fingerprint_masks_.resize(std::size_t{1} << FingerprintHash::kMostBits);
  std::vector<Fingerprint> plain;
  for (std::size_t set = 0; set < sets_.size(); ++set) {
    for (const auto& word : sets_[set]) {
      word_masks_[word] |= Mask{1} << set;
      filter_.add_word(word);
      if (plain_phrase_) {
        plain.push_back(hash(word));
      } else {
        fingerprint_masks_[hash(word)] |= Mask{1} << set;
      }
    }
  }
  if (plain_phrase_) plain_ = PhraseScan(std::move(plain), longest_pair(sets_));
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

bool SequenceProgram::may_match(const FingerprintView& words) const {
  if (plain_phrase_) return plain_.is_in(words);
  std::vector<Mask> masks(words.size());
  for (std::size_t i = 0; i < masks.size(); ++i) masks[i] = fingerprint_masks_[words[i]];
  return match_masks(masks);
}

bool SequenceProgram::may_match(const WordSequence& sequence) const {
  return (in_title_ && may_match(sequence.title)) || (in_body_ && may_match(sequence.body));
}

bool SequenceProgram::ends_phrase(const std::vector<Mask>& masks) const {
  if (masks.size() < sets_.size()) return false;
  const std::size_t begin = masks.size() - sets_.size();
  for (std::size_t set = sets_.size(); set-- > 0;) {
    if (((masks[begin + set] >> set) & 1U) == 0) return false;
  }
  return true;
}

bool SequenceProgram::matches(std::string_view text) const {
  std::vector<Mask> masks;
  WordScanner scanner(text, filter_);
  for (Token token; scanner.next(token);) {
    const auto found = word_masks_.find(token.word);
    if (found == word_masks_.end()) continue;
    masks.resize(scanner.index());
    masks.push_back(found->second);
    if (plain_phrase_ && ends_phrase(masks)) return true;
  }
  if (plain_phrase_) return false;
  return match_masks(masks);
}

bool SequenceProgram::matches(std::string_view title, std::string_view body) const {
  return (in_title_ && matches(title)) || (in_body_ && matches(body));
}

}  // namespace dateline
