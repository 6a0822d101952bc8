// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/term_match.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "common/domain/fields.h"
#include "searcher/results/phrase_proof.h"

namespace dateline {
namespace {

constexpr Xapian::docid kEnd = std::numeric_limits<Xapian::docid>::max();
constexpr std::size_t kBounds = 32;
constexpr std::size_t kAhead = 8;  // documents whose word sequences are on their way from memory
constexpr std::size_t kPrefetchBytes = 512;  // the processor goes on by itself
constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kProofTerms = 8;  // of more no proof is tried
// Sums of the same weights in another order differ in the last bits.
constexpr double kRounding = 1 + 1e-12;

// BM25 as Xapian::BM25Weight(1.2, 0, 1, 0.75, 0) computes it, step by step.
class Bm25 {
 public:
  Bm25() = default;
  Bm25(const Xapian::Database& database, Xapian::doccount frequency, double factor,
       double average_length)
      : length_factor_(average_length == 0 ? 0 : 1 / average_length),
        factor_(rarity(database.get_doccount(), frequency) * factor * (kBm25K1 + 1)) {}

  double operator()(Xapian::termcount count, Xapian::termcount length) const {
    const double normal_length = length * length_factor_;
    const double share = kBm25K1 * (normal_length * kBm25B + (1 - kBm25B)) + count;
    return factor_ * (count / share);
  }

 private:
  double length_factor_ = 0;
  double factor_ = 0;
};

// The documents of one term, one after the other.
class TermList {
 public:
  TermList(const Xapian::Database& database, const std::string& term, double factor,
           double average_length)
      : term_(term),
        place_(database.postlist_begin(term)),
        frequency_(database.get_termfreq(term)),
        weight_(database, frequency_, factor, average_length),
        least_length_(database.get_doclength_lower_bound()) {
    for (std::size_t i = 0; i < kBounds; ++i) bounds_[i] = highest(static_cast<unsigned>(i));
    update();
  }

  const std::string& term() const { return term_; }
  Xapian::docid docid() const { return docid_; }
  Xapian::termcount count() const { return place_.get_wdf(); }
  Xapian::doccount frequency() const { return frequency_; }

  // Of any document. It costs a look into the database.
  void find_max_weight(const Xapian::Database& database, const std::string& term) {
    max_weight_ = highest(database.get_wdf_upper_bound(term));
  }
  double max_weight() const { return max_weight_; }

  void next() {
    ++place_;
    update();
  }
  void skip_to(Xapian::docid docid) {
    if (docid_ >= docid) return;
    if (docid == kEnd) {
      docid_ = kEnd;
      return;
    }
    place_.skip_to(docid);
    update();
  }

  // Of the document here.
  double weight(Xapian::termcount length) const { return weight_(place_.get_wdf(), length); }
  double bound() const {
    const Xapian::termcount count = place_.get_wdf();
    return count < kBounds ? bounds_[count] : highest(count);
  }

 private:
  // A text with so many occurrences is at least as long as that.
  double highest(Xapian::termcount count) const {
    return weight_(count, std::max(count, least_length_));
  }
  void update() { docid_ = place_ == Xapian::PostingIterator() ? kEnd : *place_; }

  std::string term_;
  Xapian::PostingIterator place_;
  Xapian::doccount frequency_;
  Bm25 weight_;
  Xapian::termcount least_length_;
  std::array<double, kBounds> bounds_{};  // the highest weight by occurrences, whatever the length
  double max_weight_ = 0;
  Xapian::docid docid_ = kEnd;
};

// The value that orders documents of equal weight. Reading it forwards is quick.
class Ties {
 public:
  explicit Ties(const Xapian::Database& database) : database_(database) {}

  std::string operator()(Xapian::docid docid) {
    if (!place_ || docid < reached_) place_ = database_.valuestream_begin(slot::kIdTie);
    reached_ = docid;
    const auto end = database_.valuestream_end(slot::kIdTie);
    if (*place_ == end) return {};
    place_->skip_to(docid);
    return *place_ != end && place_->get_docid() == docid ? **place_ : std::string();
  }

 private:
  const Xapian::Database& database_;
  std::optional<Xapian::ValueIterator> place_;
  Xapian::docid reached_ = 0;
};

// The best documents so far.
class BestDocuments {
 public:
  BestDocuments(const Xapian::Database& database, std::uint64_t wanted)
      : ties_(database), wanted_(wanted) {}

  bool is_full() const { return heap_.size() >= wanted_; }
  // What a document must weigh to get in; equal weight may do.
  double least() const {
    if (!is_full()) return 0;
    return heap_.empty() ? std::numeric_limits<double>::infinity() : heap_.front().weight;
  }

  void offer(Xapian::docid docid, double weight, bool is_certain) {
    const Better is_better{ties_};
    Candidate candidate{docid, weight, is_certain, std::nullopt};
    if (is_full()) {
      if (!is_better(candidate, heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end(), is_better);
      heap_.pop_back();
    }
    heap_.push_back(std::move(candidate));
    std::push_heap(heap_.begin(), heap_.end(), is_better);
  }

  std::vector<FoundDocument> take() {
    std::sort_heap(heap_.begin(), heap_.end(), Better{ties_});
    std::vector<FoundDocument> best;
    for (const Candidate& candidate : heap_)
      best.push_back({candidate.docid, candidate.weight, candidate.is_certain});
    return best;
  }

 private:
  struct Candidate {
    Xapian::docid docid;
    double weight;
    bool is_certain;
    mutable std::optional<std::string> tie;  // read when it is needed
  };

  struct Better {
    Ties& ties;

    const std::string& tie(const Candidate& candidate) const {
      if (!candidate.tie) candidate.tie = ties(candidate.docid);
      return *candidate.tie;
    }
    bool operator()(const Candidate& a, const Candidate& b) const {
      if (a.weight != b.weight) return a.weight > b.weight;
      if (a.docid == b.docid) return false;
      const int order = tie(a).compare(tie(b));
      return order != 0 ? order < 0 : a.docid < b.docid;
    }
  };

  Ties ties_;
  std::uint64_t wanted_;
  std::vector<Candidate> heap_;
};

// The order in which Xapian adds up the weights of alternatives: always those two together that are
// in the fewest documents. Each step adds the second to the first.
using Sum = std::pair<std::size_t, std::size_t>;

std::vector<Sum> order_of_sums(const std::vector<TermList>& lists, double documents) {
  std::vector<std::pair<double, std::size_t>> parts;
  for (std::size_t i = 0; i < lists.size(); ++i) parts.emplace_back(lists[i].frequency(), i);
  std::vector<Sum> sums;
  while (parts.size() > 1) {
    std::ranges::sort(parts, std::greater<>());
    const auto [right_frequency, right] = parts.back();
    parts.pop_back();
    auto& [frequency, left] = parts.back();
    sums.emplace_back(left, right);
    frequency =
        std::floor(frequency + right_frequency - frequency * right_frequency / documents + 0.5);
  }
  return sums;
}

// An estimate claims no more than two digits.
std::uint64_t rounded(double estimate) {
  const double digits = std::floor(std::log10(std::max(estimate, 1.0))) - 1;
  const double unit = std::pow(10.0, std::max(digits, 0.0));
  return static_cast<std::uint64_t>(std::round(estimate / unit) * unit);
}

class Matcher {
 public:
  Matcher(IndexReader& reader, const TermQuery& query, std::uint64_t wanted,
          std::uint64_t exact_totals, const Recency& recency)
      : reader_(reader),
        words_(reader.words()),
        phrases_(query.phrases),
        recency_(recency),
        title_weight_(reader.settings().title_weight + 1),
        exact_totals_(exact_totals),
        best_(reader.database(), wanted) {
    const Xapian::Database& database = reader.database();
    const double average_length = database.get_avlength();
    for (std::size_t i = 0; i < query.terms.size(); ++i) {
      lists_.emplace_back(database, query.terms[i], query.factor(i), average_length);
      if (!query.all) lists_.back().find_max_weight(database, query.terms[i]);
    }
    for (const DateFilter& filter : query.dates) {
      dates_.emplace_back(words_, reader.state().date_ordered, filter);
      dates_.back().init(database);
    }
  }

  FoundDocuments match_all();
  FoundDocuments match_any();

 private:
  // A document with the words of the phrases, which are asked for a little later, when its word
  // sequence has come from memory.
  struct Waiting {
    Xapian::docid docid;
    double weight;  // 0 when it was too light already
    WordSequence sequence;
    std::array<Xapian::termcount, kProofTerms> counts;
  };

  // A document counts in Xapian's weights as what its terms count for: each word of the body once,
  // each of the title for its stem and for its stem in titles.
  Xapian::termcount length(Xapian::docid docid) const {
    const TextLengths lengths = words_.lengths(docid);
    return lengths.body + lengths.title * title_weight_;
  }

  Xapian::docid next_dated(Xapian::docid docid);
  Xapian::docid next_common();
  bool has_phrases(const WordSequence& sequence) const;
  void consider(Xapian::docid docid);
  void decide(const Waiting& waiting);
  void decide_all();
  bool is_certain(const Waiting& waiting);
  bool is_hopeless(Xapian::docid docid) const;
  double weight(Xapian::docid docid);

  void match_every_alternative();
  void match_best_alternatives();
  std::size_t first_needed(const std::vector<double>& sums) const;
  double union_estimate() const;

  IndexReader& reader_;
  const WordSequenceReader& words_;
  const std::vector<std::shared_ptr<const TextTest>>& phrases_;
  const Recency& recency_;
  Xapian::termcount title_weight_;
  std::uint64_t exact_totals_;
  BestDocuments best_;
  std::vector<TermList> lists_;
  std::vector<Sum> sums_;
  std::vector<double> weights_;
  std::deque<DateRangeSource> dates_;
  std::array<Waiting, kAhead> waiting_{};
  std::size_t waiting_count_ = 0;
  std::vector<PhraseProof> proofs_;  // of the phrases; made when the first is asked for
  std::uint64_t looked_at_ = 0;      // documents with the words, days not yet asked for
  std::uint64_t matched_ = 0;
  std::uint64_t undecided_ = 0;  // too light to matter, phrases not asked for
};

// The first document from this one on that may lie in all ranges of days.
Xapian::docid Matcher::next_dated(Xapian::docid docid) {
  for (auto& dates : dates_) {
    if (dates.get_docid() > docid) return dates.at_end() ? kEnd : dates.get_docid();
    if (!dates.check(docid, 0)) return docid + 1;
    if (dates.at_end()) return kEnd;
    if (dates.get_docid() != docid) return dates.get_docid();
  }
  return docid;
}

// The first document from the rarest term's on that has all terms.
Xapian::docid Matcher::next_common() {
  Xapian::docid docid = lists_.front().docid();
  for (std::size_t i = 1; i < lists_.size() && docid != kEnd;) {
    lists_[i].skip_to(docid);
    if (lists_[i].docid() == docid) {
      ++i;
      continue;
    }
    lists_.front().skip_to(lists_[i].docid());
    docid = lists_.front().docid();
    i = 1;
  }
  return docid;
}

bool Matcher::has_phrases(const WordSequence& sequence) const {
  return std::ranges::all_of(phrases_,
                             [&](const auto& phrase) { return phrase->may_match(sequence); });
}

// Whether the document is too light, as far as that can be told without its length.
bool Matcher::is_hopeless(Xapian::docid docid) const {
  if (!best_.is_full()) return false;
  double bound = recency_.greatest();
  for (const TermList& list : lists_) {
    if (list.docid() == docid) bound += list.bound();
  }
  return bound * kRounding < best_.least();
}

double Matcher::weight(Xapian::docid docid) {
  const Xapian::termcount here = length(docid);
  for (std::size_t i = 0; i < lists_.size(); ++i)
    weights_[i] = lists_[i].docid() == docid ? lists_[i].weight(here) : 0;
  for (const auto& [left, right] : sums_) weights_[left] += weights_[right];
  const double words = weights_[sums_.empty() ? 0 : sums_.back().first];
  return recency_ ? words + recency_.boost(words_.date(docid)) : words;
}

void Matcher::consider(Xapian::docid docid) {
  const double here = is_hopeless(docid) ? 0 : weight(docid);
  if (phrases_.empty()) {
    ++matched_;
    if (here >= best_.least()) best_.offer(docid, here, true);
    return;
  }
  Waiting& waiting = waiting_[waiting_count_++ % kAhead];
  if (waiting_count_ > kAhead) decide(waiting);
  waiting = {docid, here, words_.get(docid), {}};
  for (std::size_t i = 0; i < std::min(lists_.size(), kProofTerms); ++i)
    waiting.counts[i] = lists_[i].count();
  prefetch(waiting.sequence.body);
}

// A document that is too light is not asked for its phrases once the total may be an estimate.
void Matcher::decide(const Waiting& waiting) {
  const bool is_out = waiting.weight < best_.least();
  if (is_out && matched_ >= exact_totals_) {
    ++undecided_;
  } else if (has_phrases(waiting.sequence)) {
    ++matched_;
    if (!is_out) best_.offer(waiting.docid, waiting.weight, is_certain(waiting));
  }
}

bool Matcher::is_certain(const Waiting& waiting) {
  if (proofs_.empty()) {
    std::vector<std::string> terms;
    for (const TermList& list : lists_) terms.push_back(list.term());
    for (const auto& phrase : phrases_) proofs_.emplace_back(reader_, *phrase, terms);
  }
  return std::ranges::all_of(proofs_, [&](const PhraseProof& proof) {
    return proof.holds(waiting.sequence, waiting.counts);
  });
}

void Matcher::decide_all() {
  for (std::size_t i = std::max(waiting_count_, kAhead) - kAhead; i < waiting_count_; ++i)
    decide(waiting_[i % kAhead]);
}

FoundDocuments Matcher::match_all() {
  std::ranges::stable_sort(lists_, {}, &TermList::frequency);
  for (std::size_t i = 1; i < lists_.size(); ++i) sums_.emplace_back(0, i);
  weights_.resize(lists_.size());
  std::uint64_t decided = 0;
  for (Xapian::docid docid = next_common(); docid != kEnd; docid = next_common()) {
    const Xapian::docid dated = next_dated(docid);
    if (dated != docid) {
      lists_.front().skip_to(dated);
      continue;
    }
    ++decided;
    consider(docid);
    lists_.front().next();
  }
  decide_all();
  decided -= undecided_;
  FoundDocuments found{best_.take(), matched_, undecided_ == 0};
  if (undecided_ > 0) {
    const double rate = static_cast<double>(matched_) / static_cast<double>(decided);
    found.total = std::max(
        matched_, rounded(static_cast<double>(matched_) + rate * static_cast<double>(undecided_)));
  }
  return found;
}

// Every document is looked at until the total may be an estimate.
void Matcher::match_every_alternative() {
  for (;;) {
    Xapian::docid docid = kEnd;
    for (const TermList& list : lists_) docid = std::min(docid, list.docid());
    if (docid == kEnd || (matched_ >= exact_totals_ && best_.is_full())) return;
    const Xapian::docid dated = next_dated(docid);
    if (dated != docid) {
      // What is jumped over was not counted: only a single step tells about the days.
      looked_at_ += dated == docid + 1 ? 1 : 0;
      for (TermList& list : lists_) list.skip_to(dated);
      continue;
    }
    ++looked_at_;
    consider(docid);
    for (TermList& list : lists_) {
      if (list.docid() == docid) list.next();
    }
  }
}

// Terms from this one on are needed: those before are too light all together.
std::size_t Matcher::first_needed(const std::vector<double>& sums) const {
  std::size_t needed = 0;
  const double recent = recency_.greatest();
  while (needed < sums.size() && (sums[needed] + recent) * kRounding < best_.least()) ++needed;
  return needed;
}

// Only documents with a term that is needed are looked at.
void Matcher::match_best_alternatives() {
  std::vector<double> sums;
  for (const TermList& list : lists_)
    sums.push_back((sums.empty() ? 0 : sums.back()) + list.max_weight());
  for (std::size_t needed = first_needed(sums); needed < lists_.size();
       needed = first_needed(sums)) {
    Xapian::docid docid = kEnd;
    for (std::size_t i = needed; i < lists_.size(); ++i) docid = std::min(docid, lists_[i].docid());
    if (docid == kEnd) return;
    const Xapian::docid dated = next_dated(docid);
    if (dated != docid) {
      for (std::size_t i = needed; i < lists_.size(); ++i) lists_[i].skip_to(dated);
      continue;
    }
    double bound = recency_.greatest() + (needed == 0 ? 0 : sums[needed - 1]);
    for (std::size_t i = needed; i < lists_.size(); ++i) {
      if (lists_[i].docid() == docid) bound += lists_[i].bound();
    }
    if (bound * kRounding >= best_.least()) {
      for (std::size_t i = 0; i < needed; ++i) lists_[i].skip_to(docid);
      consider(docid);
    }
    for (std::size_t i = needed; i < lists_.size(); ++i) {
      if (lists_[i].docid() == docid) lists_[i].next();
    }
  }
}

// As if the terms did not care for each other.
double Matcher::union_estimate() const {
  const double documents = reader_.database().get_doccount();
  double without = 1;
  for (const TermList& list : lists_) without *= 1 - list.frequency() / documents;
  return documents * (1 - without);
}

FoundDocuments Matcher::match_any() {
  std::ranges::stable_sort(lists_, {}, &TermList::max_weight);
  sums_ = order_of_sums(lists_, reader_.database().get_doccount());
  weights_.resize(lists_.size());
  match_every_alternative();
  const bool is_exact =
      std::ranges::all_of(lists_, [](const TermList& list) { return list.docid() == kEnd; });
  const std::uint64_t counted = matched_;
  const double rate =
      looked_at_ == 0 ? 1 : static_cast<double>(counted) / static_cast<double>(looked_at_);
  if (!is_exact) match_best_alternatives();
  FoundDocuments found{best_.take(), matched_, is_exact};
  if (!is_exact) found.total = std::max(matched_, rounded(union_estimate() * rate));
  return found;
}

}  // namespace

double rarity(Xapian::doccount documents, Xapian::doccount frequency) {
  double odds = (documents - frequency + 0.5) / (frequency + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;
  return std::log(odds);
}

void prefetch(const FingerprintView& words) {
  for (std::size_t at = 0; at < std::min(words.size(), kPrefetchBytes); at += kCacheLine)
    __builtin_prefetch(words.low() + at);
}

FoundDocuments match_terms(IndexReader& reader, const TermQuery& query, std::uint64_t wanted,
                           std::uint64_t exact_totals, const Recency& recency) {
  Matcher matcher(reader, query, wanted, exact_totals, recency);
  return query.all ? matcher.match_all() : matcher.match_any();
}

}  // namespace dateline
