// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/phrase_proof.h"

#include <algorithm>
#include <cstring>

#include "common/domain/terms.h"
#include "searcher/sequence_program.h"

namespace dateline {
namespace {

// How often the fingerprint occurs. Its low bytes are looked for many at a time.
std::size_t count_of(Fingerprint wanted, const FingerprintView& words) {
  const std::uint8_t* const low = words.low();
  const std::uint8_t* const end = low + words.size();
  std::size_t count = 0;
  for (const std::uint8_t* at = low; at != end; ++at) {
    at = static_cast<const std::uint8_t*>(
        std::memchr(at, wanted & 0xFF, static_cast<std::size_t>(end - at)));
    if (at == nullptr) break;
    if (words[static_cast<std::size_t>(at - low)] == wanted) ++count;
  }
  return count;
}

std::size_t count_of(const std::vector<Fingerprint>& wanted, const FingerprintView& words) {
  std::size_t count = 0;
  for (const Fingerprint fingerprint : wanted) count += count_of(fingerprint, words);
  return count;
}

}  // namespace

PhraseProof::PhraseProof(IndexReader& reader, const TextTest& test,
                         std::span<const std::string> terms)
    : title_weight_(reader.settings().title_weight) {
  const SequenceProgram* program = test.as_program();
  // A stemmer that knows accents counts words under stems that they are no forms of.
  if (program == nullptr || reader.stemmer().uses_accents()) return;
  in_body_ = program->is_in_body();
  is_possible_ = !program->plain_phrase().empty();
  for (const WordSet& set : program->plain_phrase()) {
    auto word = known_word(reader, set.front(), terms);
    is_possible_ = word.has_value();
    if (!is_possible_) return;
    words_.push_back(std::move(*word));
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
  known.forms.erase(std::unique(known.forms.begin(), known.forms.end()), known.forms.end());
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
