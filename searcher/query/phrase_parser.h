// SPDX-License-Identifier: GPL-2.0-or-later
//
// What stands between the quotes of a phrase: words, words with a star or tilde, and alternatives
// in brackets, "(missile|drone) strike*". Also what a star or tilde may follow outside of phrases.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/query/query_tree.h"

namespace dateline {

inline constexpr const char* kStarHint = "a '*' stands at the end of a word, as in econom*";
inline constexpr const char* kWordHint = "a word needs a letter or digit";

// Whether the analyser finds a word in it.
bool has_word(std::string_view text);

// A word as typed, perhaps with a star or tilde at its end: Word, Prefix, Fuzzy, or, where the
// analyser sees several words in it and the last one has the star, a Phrase. `offset`: of its first
// byte in the query. Throws QueryError. `plain`: what it is without star and tilde.
QueryNode parse_word(std::string_view word, std::size_t offset, NodeKind plain);

// A Word of which the analyser makes several (F-16) as as many; any other node, and one of a script
// without spaces, as it is.
std::vector<QueryNode> split_words(QueryNode&& node);

// The Phrase. The text holds a word. Throws QueryError: an unclosed alternative, too many of them,
// a star out of place.
QueryNode parse_phrase(std::string_view text, std::size_t offset);

// The most words, one behind the other, that a text can be matched by: also of a token like F-16.
std::size_t count_words(const QueryNode& node);

// Throws QueryError when a phrase at `offset` can be read in more ways than kMaxAlternatives.
void check_alternatives(std::size_t readings, std::size_t offset);

// How many words with a star or tilde are in it, and how many leaves: what limits count.
std::size_t count_wildcards(const QueryNode& node);
std::size_t count_leaves(const QueryNode& node);

}  // namespace dateline
