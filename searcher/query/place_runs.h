// SPDX-License-Identifier: GPL-2.0-or-later
//
// A phrase, or an operand of NEAR and ADJ, as the ways in which it can be read: each a run of
// places, one behind the other, with the words that may stand there.
#pragma once

#include <vector>

#include "searcher/query/query_tree.h"
#include "searcher/query/word_choice.h"
#include "searcher/sequence_program.h"

namespace dateline {

using PlaceRun = std::vector<WordChoice>;

// Of a Phrase, or of what may be within one or beside NEAR. A Word stands for any of its forms.
// Ways that no document has are left out: none may be left. Throws QueryError when there are too
// many.
std::vector<PlaceRun> place_runs(const QueryNode& node, WordChooser& chooser);

// Of a text of several words, as they are.
PlaceRun exact_run(std::string_view text, WordChooser& chooser, bool more_follows = false);

Operand operand_of(const std::vector<PlaceRun>& runs);

}  // namespace dateline
