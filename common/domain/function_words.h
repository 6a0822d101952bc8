// SPDX-License-Identifier: GPL-2.0-or-later
//
// Words that hold sentences together and say little of what a text is about: articles, pronouns,
// prepositions, auxiliary verbs. In a query they count, but for less than others.
#pragma once

#include <string_view>

namespace dateline {

// `word`: folded, as the tokenizer gives it. `language`: of the index, as stemmer_language names
// it; what has no list knows none. Cyrillic words are looked up among Russian and Ukrainian ones,
// whatever the language.
bool is_function_word(std::string_view word, std::string_view language);

}  // namespace dateline
