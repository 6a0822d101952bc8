// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/vocabulary.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/domain/terms.h"
#include "common/storage/index_metadata.h"
#include "searcher/expand/near_words.h"

namespace dateline {
namespace {

constexpr std::size_t kStepsPerCheck = 256;

// What vocabulary_key() puts before a word.
constexpr const char* kVocabularyList = "w";

// U+0400 to U+04FF as bytes: from D0 80 on, before D4.
constexpr const char* kCyrillicFirst = "\xD0\x80";
constexpr const char* kCyrillicEnd = "\xD4";

bool is_better(const NearWord& one, const NearWord& other) {
  return std::tie(one.distance, other.documents, one.word) <
         std::tie(other.distance, one.documents, other.word);
}

// The best `most` of what was added, in about twice as much memory.
class BestWords {
 public:
  explicit BestWords(std::size_t most) : most_(most) {}

  void add(NearWord word) {
    words_.push_back(std::move(word));
    if (words_.size() >= 2 * most_ + kSpare) cut();
  }

  std::vector<NearWord> take() {
    std::ranges::sort(words_, is_better);
    if (words_.size() > most_) words_.resize(most_);
    return std::move(words_);
  }

 private:
  static constexpr std::size_t kSpare = 64;

  void cut() {
    std::ranges::nth_element(words_, words_.begin() + static_cast<std::ptrdiff_t>(most_),
                             is_better);
    words_.resize(most_);
  }

  std::size_t most_;
  std::vector<NearWord> words_;
};

}  // namespace

Vocabulary::Vocabulary(const IndexReader& reader, ClockCheck check)
    : reader_(reader), check_(std::move(check)) {}

void Vocabulary::step() {
  if (++steps_ % kStepsPerCheck == 0 && check_) check_();
}

std::uint64_t Vocabulary::documents(std::string_view word) const {
  const auto key = vocabulary_key(word);
  return key ? decode_frequency(reader_.database().get_metadata(*key)) : 0;
}

std::uint64_t Vocabulary::documents_with_stem(std::string_view stem) const {
  return reader_.database().get_termfreq(stem_term(stem));
}

std::uint64_t Vocabulary::all_documents() const { return reader_.database().get_doccount(); }

std::vector<std::string> Vocabulary::forms_of(std::string_view stem) const {
  return reader_.forms_of(stem);
}

std::vector<std::string> Vocabulary::with_prefix(std::string_view prefix, std::size_t limit) const {
  return reader_.words_with_prefix(prefix, limit);
}

bool Vocabulary::begins(std::string_view beginning) {
  const bool is_told = first_ && asked_ <= beginning && beginning <= *first_;
  if (is_told) return first_->starts_with(beginning);
  const auto key = vocabulary_key(beginning);
  if (!key) return false;
  step();
  const auto place = reader_.database().metadata_keys_begin(*key);
  const bool found = place != reader_.database().metadata_keys_end(*key);
  if (found) {
    asked_ = beginning;
    first_ = (*place).substr(1);
  }
  return found;
}

bool Vocabulary::has_cyrillic() {
  if (has_cyrillic_) return *has_cyrillic_;
  const std::string list = kVocabularyList;
  auto place = reader_.database().metadata_keys_begin(list);
  const auto end = reader_.database().metadata_keys_end(list);
  if (place != end) place.skip_to(list + kCyrillicFirst);
  has_cyrillic_ = place != end && *place < list + kCyrillicEnd;
  return *has_cyrillic_;
}

std::vector<NearWord> Vocabulary::near(std::string_view word, std::size_t distance,
                                       std::size_t limit) {
  NearWords near_words(word, std::min(distance, kMaxEdits));
  BestWords best(limit + 1);
  const std::string list = kVocabularyList;
  auto place = reader_.database().metadata_keys_begin(list);
  const auto end = reader_.database().metadata_keys_end(list);
  while (place != end) {
    step();
    const std::string known = (*place).substr(list.size());
    if (near_words.take(known)) best.add({known, near_words.distance(), documents(known)});
    const std::string next = near_words.next();
    if (next.empty()) break;
    // Mostly the next word is the one to go on with, and a step is cheaper than a seek.
    ++place;
    const std::string wanted = list + next;
    if (place != end && *place < wanted) place.skip_to(wanted);
  }
  return best.take();
}

}  // namespace dateline
