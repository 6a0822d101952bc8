// SPDX-License-Identifier: GPL-2.0-or-later
//
// The passage of an article that shows best why it was found, and marks for the words that were
// asked for. Both read the text once and come out as one inert line.
#pragma once

#include <cstddef>
#include <string_view>

#include "searcher/hit.h"
#include "searcher/results/matched_words.h"

namespace dateline {

// The passage with the most of what was asked for, close together, in the order of the query; the
// first of equals. Whole sentences where they fit into the columns, else cut between words with
// "…". The beginning of the text when nothing of it was asked for. Looks at the first 256 KiB.
MarkedText make_snippet(std::string_view body, MatchedWords& words, std::size_t max_columns = 240);

// The whole text, for titles.
MarkedText mark_all(std::string_view line, MatchedWords& words);

}  // namespace dateline
