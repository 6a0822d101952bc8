// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/nearness.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "common/domain/fields.h"
#include "common/domain/terms.h"

namespace dateline {
namespace {

constexpr std::size_t kWindow = 8;
constexpr double kInOrder = 2;
constexpr std::size_t kAhead = 4;             // documents whose words are on their way from memory
constexpr std::size_t kMaxWords = 64;         // of a query; more are not looked at
constexpr std::size_t kMostPlaces = 1 << 16;  // of a text; what follows is not looked at

}  // namespace

Nearness::Nearness(IndexReader& reader, const AskedWords& asked)
    : sequences_(reader.words()),
      average_length_(reader.database().get_avlength()),
      title_weight_(reader.settings().title_weight + 1) {
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < asked.stems.size(); ++i) {
    if (asked.factor(i) < 1) continue;
    const auto known = std::ranges::find(stems_, asked.stems[i]);
    const auto word = static_cast<std::size_t>(known - stems_.begin());
    if (known == stems_.end()) {
      if (words_.size() == kMaxWords) break;
      add_word(reader, asked.stems[i]);
    }
    if (before && *before != word) words_[*before].before |= std::uint64_t{1} << word;
    before = word;
  }
}

void Nearness::add_word(IndexReader& reader, const std::string& stem) {
  stems_.push_back(stem);
  const Xapian::Database& database = reader.database();
  const Xapian::doccount documents = database.get_doccount();
  const Xapian::doccount frequency = std::min(database.get_termfreq(stem_term(stem)), documents);
  words_.push_back({kNearnessShare * (kBm25K1 + 1) * rarity(documents, frequency), 0, 0});
  if (frequency == 0) return;
  greatest_ += words_.back().weight;
  for (const auto& form : reader.forms_of(stem)) {
    const Fingerprint fingerprint = sequences_.hash()(form);
    std::uint8_t& word = word_of_[fingerprint];
    if (word == 0) word = static_cast<std::uint8_t>(words_.size());
    has_low_byte_[fingerprint & 0xFFU] = true;
  }
}

void Nearness::gain(const Place& left, const Place& right) {
  const std::size_t distance = right.at - left.at;
  if (left.word == right.word || distance > kWindow) return;
  const bool in_order = ((words_[left.word].before >> right.word) & 1U) != 0;
  const double nearness = (in_order ? kInOrder : 1) / static_cast<double>(distance * distance);
  words_[left.word].nearness += nearness;
  words_[right.word].nearness += nearness;
}

void Nearness::look_through(const FingerprintView& text) {
  std::optional<Place> left;
  const std::uint8_t* const low = text.low();
  const std::size_t end = std::min(text.size(), kMostPlaces);
  for (std::size_t at = 0; at < end; ++at) {
    if (!has_low_byte_[low[at]]) continue;
    const std::uint8_t word = word_of_[text[at]];
    if (word == 0) continue;
    const Place right{word - std::size_t{1}, at};
    if (left) gain(*left, right);
    left = right;
  }
}

void Nearness::prefetch(Xapian::docid docid) const {
  dateline::prefetch(sequences_.get(docid).body);
}

double Nearness::bonus(Xapian::docid docid) {
  const WordSequence sequence = sequences_.get(docid);
  for (Word& word : words_) word.nearness = 0;
  look_through(sequence.title);
  look_through(sequence.body);
  const double length = static_cast<double>(sequence.body.size()) +
                        static_cast<double>(sequence.title.size()) * title_weight_;
  const double relative = average_length_ == 0 ? 1 : length / average_length_;
  const double divisor = saturation(relative);
  double bonus = 0;
  for (const Word& word : words_) bonus += word.weight * word.nearness / (word.nearness + divisor);
  return bonus;
}

namespace {

using Found = std::vector<FoundDocument>;

// Stops where nothing that follows can come to be among the first `reach`, and takes it out.
void add_bonuses(Found& best, std::uint64_t reach, Nearness& nearness) {
  std::vector<double> heaviest;  // a heap of the `reach` heaviest, the lightest on top
  const std::size_t looked_at = std::min(best.size(), kReranked);
  for (std::size_t i = 0; i < looked_at; ++i) {
    const bool is_full = heaviest.size() >= reach;
    if (is_full && best[i].weight + nearness.greatest() < heaviest.front()) {
      best.resize(i);
      return;
    }
    if (i + kAhead < looked_at) nearness.prefetch(best[i + kAhead].docid);
    best[i].weight += nearness.bonus(best[i].docid);
    heaviest.push_back(best[i].weight);
    std::ranges::push_heap(heaviest, std::greater<>());
    if (!is_full) continue;
    std::ranges::pop_heap(heaviest, std::greater<>());
    heaviest.pop_back();
  }
}

// By the ids of the documents.
void order_equals(Found::iterator begin, Found::iterator end, const Xapian::Database& database) {
  std::vector<std::pair<std::string, FoundDocument>> equals;
  for (auto place = begin; place != end; ++place)
    equals.emplace_back(database.get_document(place->docid).get_value(slot::kIdTie), *place);
  std::ranges::sort(equals, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second.docid < b.second.docid;
  });
  for (auto& equal : equals) *begin++ = equal.second;
}

}  // namespace

void rerank_by_nearness(Found& best, std::uint64_t reach, Nearness& nearness,
                        const Xapian::Database& database) {
  if (reach == 0) return;
  add_bonuses(best, reach, nearness);
  const auto end = best.begin() + static_cast<std::ptrdiff_t>(std::min(best.size(), kReranked));
  std::stable_sort(best.begin(), end, [](const FoundDocument& a, const FoundDocument& b) {
    return a.weight > b.weight;
  });
  for (auto place = best.begin(); place != end;) {
    const auto next =
        std::find_if(place, end, [&](const auto& other) { return other.weight < place->weight; });
    if (next - place > 1) order_equals(place, next, database);
    place = next;
  }
}

}  // namespace dateline
