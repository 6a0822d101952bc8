// SPDX-License-Identifier: GPL-2.0-or-later
//
// From folded words to stems. The stemmer goes by script, so that index and query cannot disagree:
// Latin words take the index's language, Cyrillic ones Russian, others stay as they are.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dateline {

// Owns Xapian's stemmers and a cache of what they gave; one per thread.
class Stemmer {
 public:
  // `language` is a name or code Xapian knows ("english", "en", "none"). Throws Error(Usage) naming
  // those it knows.
  explicit Stemmer(const std::string& language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;

  // The stem of a folded word. The view is valid until the next call.
  std::string_view stem(std::string_view word);
  // The same for a word that will not be asked for again: nothing is kept of it.
  std::string_view stem_once(std::string_view word);

  // Xapian's stemmers other than the English one know their language's accents: a word written with
  // accents is indexed under the stem of its accented form too, and asked for under either, where
  // the two differ.
  bool uses_accents() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The name Xapian gives a language ("en" and "English" are "english"). Throws Error(Usage) when it
// has no stemmer for it.
std::string stemmer_language(const std::string& language);

}  // namespace dateline
