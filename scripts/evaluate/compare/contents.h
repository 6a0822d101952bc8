// SPDX-License-Identifier: GPL-2.0-or-later
//
// Everything two indexes hold, compared through Xapian's public interface and ours. The documents
// are the same on both sides.
#pragma once

#include "scripts/evaluate/compare/side.h"
#include "scripts/evaluate/compare/tally.h"

namespace dateline::compare {

void compare_totals(Side& a, Side& b, Tally& tally);
// Terms, their frequencies and postings; documents with their terms, values, records and words; and
// on each side the postings against the term lists.
void compare_terms_and_documents(Side& a, Side& b, Tally& tally);
void compare_values(Side& a, Side& b, Tally& tally);
// Vocabulary, what is known of source files, settings and state.
void compare_metadata(Side& a, Side& b, Tally& tally);

}  // namespace dateline::compare
