// SPDX-License-Identifier: GPL-2.0-or-later
//
// The words of a query's text, read as the words of a document are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct QueryWord {
  std::string word;      // folded
  std::string accented;  // Token::accented
};

// The character that closes a run without spaces is asked for only when something follows it: 東京
// must find 東京都. `more_follows`: so it does behind the text.
std::vector<QueryWord> query_words(std::string_view text, bool more_follows = false);

// One character of a script without spaces stands at the beginning of a pair, or alone at the end
// of its run.
bool is_unspaced_character(std::string_view word);

}  // namespace dateline
