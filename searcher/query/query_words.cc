// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_words.h"

#include "common/domain/tokenizer.h"

namespace dateline {

std::vector<QueryWord> query_words(std::string_view text, bool more_follows) {
  std::vector<QueryWord> words;
  bool tail = false;
  Tokenizer tokenizer(text, true);
  for (Token token; tokenizer.next(token);) {
    words.push_back({std::string(token.word), std::string(token.accented)});
    tail = token.run_tail;
  }
  if (tail && !more_follows) words.pop_back();
  return words;
}

bool is_unspaced_character(std::string_view word) {
  return words_of(std::string(word).append(word)).size() == 2;
}

}  // namespace dateline
