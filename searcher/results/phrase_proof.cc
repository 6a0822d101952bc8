// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/phrase_proof.h"

#include <algorithm>

#include "common/domain/terms.h"

namespace dateline {
namespace {

// The compiler counts eight at a time where the sum cannot run over.
std::size_t count_of(Fingerprint wanted, std::span<const Fingerprint> words) {
  constexpr std::size_t kStretch = 0x8000;
  std::size_t count = 0;
  while (!words.empty()) {
    const auto stretch = words.first(std::min(words.size(), kStretch));
    std::uint16_t here = 0;
    for (const Fingerprint word : stretch)
      here = static_cast<std::uint16_t>(here + (word == wanted ? 1 : 0));
    count += here;
    words = words.subspan(stretch.size());
  }
  return count;
}

std::size_t count_of(const std::vector<Fingerprint>& wanted, std::span<const Fingerprint> words) {
  std::size_t count = 0;
  for (const Fingerprint fingerprint : wanted) count += count_of(fingerprint, words);
  return count;
}

}  // namespace

PhraseProof::PhraseProof(IndexReader& reader, const SequenceProgram& phrase,
                         std::span<const std::string> terms)
    : in_body_(phrase.is_in_body()),
      title_weight_(reader.settings().title_weight),
      is_possible_(phrase.is_plain_phrase()) {
  for (const auto& set : phrase.sets()) {
    if (!is_possible_) return;
    auto word = known_word(reader, set.front(), terms);
    is_possible_ = word.has_value();
    if (word) words_.push_back(std::move(*word));
  }
}

std::optional<PhraseProof::Word> PhraseProof::known_word(IndexReader& reader,
                                                         const std::string& word,
                                                         std::span<const std::string> terms) const {
  const std::string stem(reader.stemmer().stem(word));
  const auto term = std::ranges::find(terms, in_body_ ? stem_term(stem) : title_stem_term(stem));
  if (term == terms.end()) return std::nullopt;
  const FingerprintHash hash = reader.words().hash();
  const std::vector<std::string> forms = reader.forms_of(stem);
  Word known{static_cast<std::size_t>(term - terms.begin()), {}};
  bool is_form = false;
  for (const auto& form : forms) {
    if (form == word) {
      is_form = true;
    } else if (hash(form) == hash(word)) {
      return std::nullopt;
    }
    known.forms.push_back(hash(form));
  }
  if (!is_form) return std::nullopt;
  std::ranges::sort(known.forms);
  const auto repeated = std::ranges::unique(known.forms);
  known.forms.erase(repeated.begin(), repeated.end());
  return known;
}

bool PhraseProof::holds(const WordSequence& sequence,
                        std::span<const Xapian::termcount> counts) const {
  return is_possible_ && std::ranges::all_of(words_, [&](const Word& word) {
           if (word.term >= counts.size()) return false;
           const std::size_t in_title = count_of(word.forms, sequence.title);
           const std::size_t all =
               in_body_ ? count_of(word.forms, sequence.body) + in_title * title_weight_ : in_title;
           return all == counts[word.term];
         });
}

}  // namespace dateline
