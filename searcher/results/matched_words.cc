// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/matched_words.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr std::size_t kMostCached = 100'000;

// Gives stretches of a text, none touching another, the numbers of the words that they touch, or of
// the next word.
void count_words(std::string_view text, std::vector<Occurrence>& stretches) {
  WordFilter everything;
  everything.add_everything();
  WordScanner scanner(text, everything);
  auto reached = stretches.begin();
  auto left = stretches.begin();
  std::size_t word = 0;
  for (Token token; left != stretches.end() && scanner.next(token);) {
    word = scanner.index() - scanner.run_tails();
    for (; reached != stretches.end() && reached->span.begin < token.end; ++reached)
      reached->first_word = word;
    while (left != reached && left->span.end <= token.begin) ++left;
    for (auto here = left; here != reached; ++here) here->last_word = word;
  }
  for (; reached != stretches.end(); ++reached) reached->first_word = word;
  for (Occurrence& stretch : stretches)
    stretch.last_word = std::max(stretch.first_word, stretch.last_word);
}

// Words that touch a stretch are left out.
std::vector<Occurrence> merge(const std::vector<Occurrence>& stretches,
                              const std::vector<Occurrence>& words) {
  std::vector<Occurrence> merged;
  auto stretch = stretches.begin();
  for (const Occurrence& word : words) {
    for (; stretch != stretches.end() && stretch->span.end <= word.span.begin; ++stretch)
      merged.push_back(*stretch);
    if (stretch == stretches.end() || word.span.end <= stretch->span.begin) merged.push_back(word);
  }
  merged.insert(merged.end(), stretch, stretches.end());
  return merged;
}

}  // namespace

MatchedWords::MatchedWords(Stemmer& stemmer) : stemmer_(stemmer) {}

std::size_t MatchedWords::new_asked(std::size_t weight) {
  cache_.clear();
  weights_.push_back(weight);
  return weights_.size() - 1;
}

void MatchedWords::add_word(std::string_view word) {
  words_.try_emplace(std::string(word), new_asked(1));
  filter_.add_word(word);
}

void MatchedWords::add_forms(std::span<const std::string> forms) {
  const std::size_t asked = new_asked(1);
  for (const std::string& form : forms) {
    words_.try_emplace(form, asked);
    filter_.add_word(form);
  }
}

void MatchedWords::add_stem(std::string_view stem) {
  stems_.try_emplace(std::string(stem), new_asked(1));
  filter_.add_everything();
}

void MatchedWords::add_prefix(std::string_view prefix) {
  prefixes_.emplace_back(prefix, new_asked(1));
  filter_.add_prefix(prefix);
}

void MatchedWords::add_phrase(std::span<const std::string> words) {
  WordRun run;
  for (const std::string& word : words) run.push_back({word});
  add_phrase(run);
}

std::vector<std::size_t> MatchedWords::number_words(const WordSet& words) {
  std::vector<std::size_t> numbers;
  for (const std::string& word : words) {
    filter_.add_word(word);
    numbers.push_back(phrase_words_.try_emplace(word, phrase_words_.size()).first->second);
  }
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void MatchedWords::add_phrase(const WordRun& run) {
  if (run.empty()) return;
  Phrase phrase{new_asked(run.size()), {}};
  for (const WordSet& words : run) phrase.places.push_back(number_words(words));
  starting_.resize(phrase_words_.size());
  const auto is_shorter = [&](std::size_t other) {
    return phrases_[other].places.size() < run.size();
  };
  for (const std::size_t first : phrase.places.front()) {
    auto& same_start = starting_[first];
    same_start.insert(std::find_if(same_start.begin(), same_start.end(), is_shorter),
                      phrases_.size());
  }
  phrases_.push_back(std::move(phrase));
}

void MatchedWords::add_stretches(std::shared_ptr<const StretchTest> test, std::size_t weight) {
  stretches_.push_back({new_asked(weight), std::move(test)});
}

std::size_t MatchedWords::match_alone(std::string_view word, std::string_view accented) {
  if (const auto found = words_.find(word); found != words_.end()) return found->second;
  for (const std::string_view form : {word, accented}) {
    if (form.empty() || stems_.empty()) continue;
    const auto found = stems_.find(stemmer_.stem(form));
    if (found != stems_.end()) return found->second;
  }
  const auto is_prefix = [word](const auto& prefix) { return word.starts_with(prefix.first); };
  const auto found = std::find_if(prefixes_.begin(), prefixes_.end(), is_prefix);
  return found == prefixes_.end() ? kNone : found->second;
}

MatchedWords::Match MatchedWords::look_up(std::string_view word, std::string_view accented) {
  const auto in_phrase = phrase_words_.find(word);
  return {match_alone(word, accented),
          in_phrase == phrase_words_.end() ? kNone : in_phrase->second};
}

MatchedWords::Match MatchedWords::match(std::string_view word, std::string_view accented) {
  // Two small tables are quicker than a cache of every word of the text.
  if (stems_.empty() && prefixes_.empty()) return look_up(word, accented);
  const std::string_view key = accented.empty() ? word : accented;
  if (const auto known = cache_.find(key); known != cache_.end()) return known->second;
  if (cache_.size() >= kMostCached) cache_.clear();
  return cache_.emplace(key, look_up(word, accented)).first->second;
}

bool MatchedWords::matches(std::string_view word, std::string_view accented) {
  const Match result = match(word, accented);
  return result.asked != kNone || result.phrase_word != kNone;
}

std::vector<MatchedWords::Found> MatchedWords::find_words(std::string_view text) {
  std::vector<Found> found;
  WordScanner scanner(text, filter_, stemmer_.uses_accents());
  for (Token token; scanner.next(token);) {
    Match result = match(token.word, token.accented);
    // Queries leave out the lone character at the end of a run, so it is no word of a phrase.
    if (token.run_tail) result.phrase_word = kNone;
    if (result.asked != kNone || result.phrase_word != kNone) {
      const std::size_t word = scanner.index() - scanner.run_tails();
      found.push_back({result, {token.begin, token.end}, word});
    }
  }
  return found;
}

// The longest phrase that begins with the first word found.
const MatchedWords::Phrase* MatchedWords::phrase_at(std::span<const Found> found) const {
  const Found& first = found.front();
  if (first.match.phrase_word == kNone) return nullptr;
  const auto is_here = [&](std::size_t number) {
    const auto& places = phrases_[number].places;
    if (places.size() > found.size()) return false;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (found[i].word != first.word + i) return false;
      if (!std::ranges::binary_search(places[i], found[i].match.phrase_word)) return false;
    }
    return true;
  };
  const std::vector<std::size_t>& candidates = starting_[first.match.phrase_word];
  const auto phrase = std::find_if(candidates.begin(), candidates.end(), is_here);
  return phrase == candidates.end() ? nullptr : &phrases_[*phrase];
}

std::vector<Occurrence> MatchedWords::find_asked_words(std::string_view text) {
  std::vector<Occurrence> occurrences;
  const std::vector<Found> found = find_words(text);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Found& first = found[i];
    const Phrase* phrase = phrase_at(std::span(found).subspan(i));
    if (phrase != nullptr) {
      i += phrase->places.size() - 1;
      const Span span{first.span.begin, found[i].span.end};
      occurrences.push_back({span, phrase->asked, first.word, found[i].word});
    } else if (first.match.asked != kNone) {
      occurrences.push_back({first.span, first.match.asked, first.word, first.word});
    }
  }
  return occurrences;
}

// Those that begin first, of these the longest; none touches another.
std::vector<Occurrence> MatchedWords::find_stretches(std::string_view text) const {
  std::vector<Occurrence> found;
  for (const auto& [asked, test] : stretches_) {
    for (const Span span : test->find(text)) found.push_back({span, asked, 0, 0});
  }
  std::ranges::stable_sort(found, [](const Occurrence& a, const Occurrence& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  std::vector<Occurrence> apart;
  for (const Occurrence& occurrence : found) {
    if (apart.empty() || apart.back().span.end <= occurrence.span.begin)
      apart.push_back(occurrence);
  }
  count_words(text, apart);
  return apart;
}

std::vector<Occurrence> MatchedWords::find(std::string_view text) {
  if (weights_.empty()) return {};
  std::vector<Occurrence> words = find_asked_words(text);
  if (stretches_.empty()) return words;
  return merge(find_stretches(text), words);
}

}  // namespace dateline
