// SPDX-License-Identifier: GPL-2.0-or-later
//
// The other forms in which an index has a name: those of the table of variants, those with another
// ending, those in the other alphabet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "searcher/expand/variant_table.h"
#include "searcher/expand/vocabulary.h"

namespace dateline {

inline constexpr std::size_t kMaxVariants = 32;

struct Variant {
  std::vector<std::string> words;  // folded; one, or several in sequence
  // Documents with the stem of the word, or of the rarest of several.
  std::uint64_t documents = 0;
};

// For one query, as its Vocabulary is.
class VariantFinder {
 public:
  VariantFinder(const VariantTable& table, Vocabulary& vocabulary, Stemmer& stemmer)
      : table_(table), vocabulary_(vocabulary), stemmer_(stemmer) {}

  // How many of the words, from the first on, are to be asked for as one name of several words; 1
  // where there is none, 0 for no words.
  std::size_t longest(std::span<const std::string> folded_words) const {
    return table_.longest(folded_words, stemmer_);
  }

  // Other forms of a word, or of a name of several words, that the index has: at most kMaxVariants,
  // those in most documents first. Single words are known ones; of several each has a stem that is
  // known. None has the stems that the words typed have; variants may have one stem among them.
  std::vector<Variant> of(std::span<const std::string> folded_words);

 private:
  using Form = VariantTable::Form;

  void add_spellings(const std::string& word, std::vector<Form>& forms);
  std::vector<Form> forms_of(std::span<const std::string> words);
  void replace_unknown(std::string& word);
  bool is_common(const std::string& word);
  bool add_transliterations(const std::vector<std::string>& words, std::vector<Form>& forms);
  void add_other_endings(std::vector<std::string>& words) const;
  std::vector<std::string> known_forms(const std::string& word);
  std::uint64_t documents(const Form& form);
  std::vector<std::string> stems_of(std::span<const std::string> words);

  const VariantTable& table_;
  Vocabulary& vocabulary_;
  Stemmer& stemmer_;
};

}  // namespace dateline
