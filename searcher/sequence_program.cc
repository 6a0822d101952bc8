// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/sequence_program.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "common/base/error.h"

namespace dateline {
namespace {

// Two words of many letters are less often side by side by chance than two short ones, and no
// frequency has to be looked up.
std::size_t longest_pair(const WordRun& run) {
  std::size_t longest = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i + 1 < run.size(); ++i) {
    const std::size_t letters = run[i][0].size() + run[i + 1][0].size();
    if (letters <= most) continue;
    most = letters;
    longest = i;
  }
  return longest;
}

bool is_plain(const std::vector<Operand>& operands) {
  return operands.size() == 1 && operands[0].alternatives.size() == 1 &&
         std::ranges::all_of(operands[0].alternatives[0],
                             [](const WordSet& set) { return set.size() == 1; });
}

std::size_t longest_run(const Operand& operand) {
  std::size_t longest = 0;
  for (const WordRun& run : operand.alternatives) longest = std::max(longest, run.size());
  return longest;
}

std::size_t letters_of_a_word(const WordSet& set) {
  std::size_t letters = 0;
  for (const auto& word : set) letters += word.size();
  return set.empty() ? 0 : letters / set.size();
}

// Places that are near each other are looked at together, but no more words than of so many matches
// at a time: the first may be one.
constexpr std::size_t kMostSpans = 4;

// Where any of some runs stands, from front to back.
class Occurrences {
 public:
  // `places`: room for a place of each run.
  Occurrences(const FingerprintView& words, std::span<const RunScan> runs,
              std::span<const FingerprintSet> sets, std::vector<std::size_t>& places)
      : words_(words), runs_(runs), sets_(sets), places_(places) {
    places_.clear();
    for (const RunScan& run : runs_) places_.push_back(run.find(words_, 0, sets_));
  }

  // The first from this place on, or RunScan::kNone. Places asked for ascend.
  std::size_t next(std::size_t from) {
    std::size_t first = RunScan::kNone;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (places_[i] < from) places_[i] = runs_[i].find(words_, from, sets_);
      first = std::min(first, places_[i]);
    }
    return first;
  }

 private:
  const FingerprintView& words_;
  std::span<const RunScan> runs_;
  std::span<const FingerprintSet> sets_;
  std::vector<std::size_t>& places_;
};

// Whether the run stands where the hits begin.
template <class Hits>
bool begins_with(Hits hits, const std::vector<std::uint8_t>& run) {
  if (hits.size() < run.size()) return false;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (hits[i].place != hits[0].place + i || (hits[i].sets >> run[i] & 1U) == 0) return false;
  }
  return true;
}

}  // namespace

std::size_t count_sets(std::span<const Operand> operands) {
  std::set<WordSet> sets;
  for (const Operand& operand : operands) {
    for (const WordRun& run : operand.alternatives) sets.insert(run.begin(), run.end());
  }
  return sets.size();
}

SequenceProgram::SequenceProgram(WordOrder order, unsigned window, std::vector<Operand> operands,
                                 bool in_title, bool in_body, FingerprintHash hash)
    : order_(order),
      window_(window),
      operands_(std::move(operands)),
      in_title_(in_title),
      in_body_(in_body),
      is_plain_phrase_(is_plain(operands_)) {
  if (operands_.empty() || operands_.size() > kMaxOperands) {
    throw Error(ExitCode::Usage, fmt::format("{} operands of one NEAR or ADJ: at most {}",
                                             operands_.size(), kMaxOperands));
  }
  compile(hash);
  if (operands_.size() > 1) order_operands(hash);
}

SequenceProgram::SequenceProgram(Operand phrase, bool in_title, bool in_body, FingerprintHash hash)
    : SequenceProgram(WordOrder::Ordered, 0, std::vector<Operand>{std::move(phrase)}, in_title,
                      in_body, hash) {}

std::span<const WordSet> SequenceProgram::plain_phrase() const {
  if (!is_plain_phrase_) return {};
  return operands_[0].alternatives[0];
}

// Makes a new set known: its words, and of anything but a plain phrase its fingerprints.
std::uint8_t SequenceProgram::number_of(const WordSet& set, FingerprintHash hash) {
  const std::size_t number = letters_.size();
  if (number == kMaxProgramSets) {
    throw Error(ExitCode::Usage,
                fmt::format("over {} different words in one phrase, NEAR or ADJ", kMaxProgramSets));
  }
  const Mask bit = Mask{1} << number;
  letters_.push_back(letters_of_a_word(set));
  for (const auto& word : set) {
    word_masks_[word] |= bit;
    filter_.add_word(word);
  }
  if (is_plain_phrase_) return static_cast<std::uint8_t>(number);
  FingerprintSet& fingerprints = sets_.emplace_back();
  for (const auto& word : set) fingerprints.add(hash(word));
  return static_cast<std::uint8_t>(number);
}

void SequenceProgram::compile(FingerprintHash hash) {
  std::map<WordSet, std::uint8_t> numbers;
  std::vector<std::vector<std::vector<std::uint8_t>>> numbered;
  for (const Operand& operand : operands_) {
    auto& runs = numbered.emplace_back();
    for (const WordRun& run : operand.alternatives) {
      auto& places = runs.emplace_back();
      for (const WordSet& set : run) {
        const auto known = numbers.find(set);
        places.push_back(known != numbers.end()
                             ? known->second
                             : numbers.emplace(set, number_of(set, hash)).first->second);
      }
    }
  }
  // Only when all sets are there can runs be weighed.
  if (is_plain_phrase_) sets_.resize(letters_.size());
  for (auto& runs : numbered) {
    auto& scans = runs_.emplace_back();
    for (auto& run : runs) scans.emplace_back(std::move(run), sets_, letters_);
  }
  if (!is_plain_phrase_) return;
  const WordRun& words = operands_[0].alternatives[0];
  std::vector<Fingerprint> plain;
  for (const auto& set : words) plain.push_back(hash(set[0]));
  plain_ = PhraseScan(std::move(plain), longest_pair(words));
}

// What looks rarest: few fingerprints, then long words.
void SequenceProgram::choose_pivot() {
  const auto rank = [&](const std::vector<RunScan>& runs) {
    double chance = 0;
    std::ptrdiff_t letters = 0;
    for (const RunScan& run : runs) {
      chance += run.chance();
      for (const auto set : run.run()) letters -= static_cast<std::ptrdiff_t>(letters_[set]);
    }
    return std::pair(chance, letters / static_cast<std::ptrdiff_t>(runs.size()));
  };
  for (std::size_t i = 1; i < runs_.size(); ++i) {
    if (rank(runs_[i]) < rank(runs_[pivot_])) pivot_ = i;
  }
}

void SequenceProgram::order_operands(FingerprintHash hash) {
  std::vector<OperandPlacement::Operands> before;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < operands_.size(); ++i) {
    unsigned earlier = order_ == WordOrder::Ordered ? (1U << i) - 1 : 0;
    // Equal operands may as well come in the order in which they were given: fewer ways to try.
    for (std::size_t j = 0; j < i; ++j) {
      if (operands_[j] == operands_[i]) earlier |= 1U << j;
    }
    before.push_back(static_cast<OperandPlacement::Operands>(earlier));
    longest = std::max(longest, longest_run(operands_[i]));
    span_ += longest_run(operands_[i]);
  }
  const std::size_t slack = window_ - std::min<std::size_t>(window_, operands_.size() - 1);
  span_ += slack;
  placement_ = OperandPlacement(std::move(before), slack, longest);
  masks_.resize(std::size_t{1} << FingerprintHash::kMostBits);
  for (const auto& [word, sets] : word_masks_) masks_[hash(word)] |= sets;
  choose_pivot();
}

bool SequenceProgram::may_match(const FingerprintView& words) const {
  if (is_plain_phrase_) return plain_.is_in(words);
  if (operands_.size() > 1) return may_be_placed(words);
  return std::ranges::any_of(
      runs_[0], [&](const RunScan& run) { return run.find(words, 0, sets_) != RunScan::kNone; });
}

// Only the words around an occurrence of the pivot are looked at: a match lies there or nowhere.
bool SequenceProgram::may_be_placed(const FingerprintView& words) const {
  Occurrences pivots(words, runs_[pivot_], sets_, pivots_);
  for (std::size_t pivot = pivots.next(0); pivot != RunScan::kNone;) {
    const std::size_t begin = pivot - std::min(pivot, span_);
    std::size_t end = begin;
    while (pivot <= end + span_ && end <= begin + kMostSpans * span_) {
      end = pivot + span_;
      pivot = pivots.next(pivot + 1);
      if (pivot == RunScan::kNone) break;
    }
    if (are_placed(words, begin, std::min(end, words.size()))) return true;
  }
  return false;
}

bool SequenceProgram::are_placed(const FingerprintView& words, std::size_t begin,
                                 std::size_t end) const {
  hits_.clear();
  for (std::size_t place = begin; place < end; ++place) {
    const Mask sets = masks_[words[place]];
    if (sets != 0) hits_.push_back({place, sets});
  }
  return are_placed(hits_);
}

bool SequenceProgram::are_placed(Hits hits) const {
  if (window_ + 1 < operands_.size()) return false;
  placement_.start();
  for (; !hits.empty(); hits = hits.subspan(1)) {
    for (std::size_t operand = 0; operand < runs_.size(); ++operand) {
      for (const RunScan& run : runs_[operand]) {
        if (begins_with(hits, run.run()) &&
            placement_.add(operand, hits[0].place, run.run().size()))
          return true;
      }
    }
  }
  return false;
}

bool SequenceProgram::may_match(const WordSequence& sequence) const {
  return (in_title_ && may_match(sequence.title)) || (in_body_ && may_match(sequence.body));
}

bool SequenceProgram::ends_phrase(Hits hits) const {
  return std::ranges::any_of(runs_[0], [&](const RunScan& run) {
    const std::size_t length = run.run().size();
    return hits.size() >= length && begins_with(hits.last(length), run.run());
  });
}

bool SequenceProgram::matches(std::string_view text) const {
  hits_.clear();
  const bool is_phrase = operands_.size() == 1;
  WordScanner scanner(text, filter_);
  for (Token token; scanner.next(token);) {
    const auto found = word_masks_.find(token.word);
    if (found == word_masks_.end()) continue;
    hits_.push_back({scanner.index(), found->second});
    if (is_phrase && ends_phrase(hits_)) return true;
  }
  return !is_phrase && are_placed(hits_);
}

bool SequenceProgram::matches(std::string_view title, std::string_view body) const {
  return (in_title_ && matches(title)) || (in_body_ && matches(body));
}

}  // namespace dateline
