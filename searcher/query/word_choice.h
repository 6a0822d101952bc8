// SPDX-License-Identifier: GPL-2.0-or-later
//
// What one place of a query accepts: the words of the index that are meant there, and the stems
// that find them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/expand/vocabulary.h"
#include "searcher/index_reader.h"
#include "searcher/query/query_tree.h"
#include "searcher/query/query_words.h"

namespace dateline {

struct WordChoice {
  std::vector<std::string> words;  // folded, any of which is meant; none: no document has one
  std::vector<std::string> stems;  // of them, ascending, each once
  // Known: no other word of the index has one of these stems, so that what they find needs no look
  // at words.
  bool is_every_form = false;
};

// One per query. What is expanded is noted for --explain.
class WordChooser {
 public:
  WordChooser(IndexReader& reader, Vocabulary& vocabulary)
      : reader_(reader), vocabulary_(vocabulary) {}

  // Whether it is every form of its stem is not looked up.
  WordChoice exact(std::string_view word);
  // The same, looked up.
  WordChoice exact_only(const std::string& word) { return choice_of({word}); }
  WordChoice any_form(const QueryWord& word);
  // What finds any form of the word: the stem of its bare letters, then, where the stemmer knows
  // accents and they make another, that of the word as it was typed.
  std::vector<std::string> stems(const QueryWord& word);
  // Throw QueryError when the index has too many such words.
  WordChoice prefix(std::string_view prefix, const QueryNode& node);
  WordChoice fuzzy(const QueryNode& node);

  std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  WordChoice choice_of(std::vector<std::string>&& words);
  void note(std::string_view written, const std::vector<std::string>& words);

  IndexReader& reader_;
  Vocabulary& vocabulary_;
  std::vector<std::string> notes_;
};

}  // namespace dateline
