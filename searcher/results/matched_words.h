// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a query asked for, word by word, so that the places can be marked in a text: single words,
// phrases, and stretches of text. Only marks depend on it; what a query finds is decided elsewhere.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/domain/stemmer.h"
#include "searcher/hit.h"
#include "searcher/sequence_program.h"
#include "searcher/text_test.h"
#include "searcher/word_scanner.h"

namespace dateline {

// One place where the text holds what was asked for: a word, or a whole phrase.
struct Occurrence {
  Span span;
  std::size_t asked = 0;       // which of the things asked for
  std::size_t first_word = 0;  // counted from the start of the text
  std::size_t last_word = 0;
};

// Not thread-safe: finding fills a cache. One per query and thread.
class MatchedWords {
 public:
  explicit MatchedWords(Stemmer& stemmer);

  void add_word(std::string_view word);  // this form, folded
  // Any of these forms of one word, folded. Cheaper than its stem: texts need no stemming then.
  void add_forms(std::span<const std::string> forms);
  void add_stem(std::string_view stem);  // any word with this stem
  void add_prefix(std::string_view prefix);
  void add_phrase(std::span<const std::string> words);  // these forms, folded, one after the other
  void add_phrase(const WordRun& run);
  // What the test finds. `weight`: its number of words.
  void add_stretches(std::shared_ptr<const StretchTest> test, std::size_t weight = 1);

  // Is it one of the words, also of those in phrases? `accented` is Token::accented.
  bool matches(std::string_view word, std::string_view accented = {});

  // All places in the text, in order. A phrase counts only as a whole; a word that is asked for
  // both alone and in a phrase belongs to the phrase where it stands in one; what touches a stretch
  // that a test found belongs to that.
  std::vector<Occurrence> find(std::string_view text);

  // How many things were asked for, and how much one of them is worth: its number of words.
  std::size_t asked() const { return weights_.size(); }
  std::size_t weight(std::size_t asked) const { return weights_[asked]; }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  struct Match {
    std::size_t asked = kNone;        // as a word of its own
    std::size_t phrase_word = kNone;  // its number among the words of phrases
  };
  struct Found {
    Match match;
    Span span;
    std::size_t word;  // its place among the words of the text
  };
  struct Phrase {
    std::size_t asked;
    // For each place the numbers of the words that may stand there, ascending.
    std::vector<std::vector<std::size_t>> places;
  };
  struct Stretches {
    std::size_t asked;
    std::shared_ptr<const StretchTest> test;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <class Value>
  using WordMap = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  std::size_t new_asked(std::size_t weight);
  Match match(std::string_view word, std::string_view accented);
  Match look_up(std::string_view word, std::string_view accented);
  std::size_t match_alone(std::string_view word, std::string_view accented);
  std::vector<Found> find_words(std::string_view text);
  std::vector<Occurrence> find_asked_words(std::string_view text);
  std::vector<Occurrence> find_stretches(std::string_view text) const;
  std::vector<std::size_t> number_words(const WordSet& words);
  const Phrase* phrase_at(std::span<const Found> found) const;

  Stemmer& stemmer_;
  std::vector<std::size_t> weights_;
  WordMap<std::size_t> words_;
  WordMap<std::size_t> stems_;
  std::vector<std::pair<std::string, std::size_t>> prefixes_;
  WordMap<std::size_t> phrase_words_;
  std::vector<Phrase> phrases_;
  std::vector<std::vector<std::size_t>> starting_;  // of these, by first word, longest first
  std::vector<Stretches> stretches_;
  WordMap<Match> cache_;
  WordFilter filter_;
};

}  // namespace dateline
