// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_forms.h"

#include <array>

namespace dateline {
namespace {

constexpr std::array kForms{
    QueryForm{"ceasefire talks", "both words, in any form: talk, talks, talks’"},
    QueryForm{"\"glide bomb\"", "these words in these forms, one behind the other"},
    QueryForm{"\"(glide|cruise) miss*\"", "alternatives and beginnings within a phrase"},
    QueryForm{"a OR b", "either"},
    QueryForm{"a -b, a NOT b", "a without b"},
    QueryForm{"+a b c", "with --match any or most: a, and better with b or c"},
    QueryForm{"(a OR b) c", "brackets group; AND may be written"},
    QueryForm{"a NEAR/5 b", "at most 5 words apart, in any order (NEAR: 10)"},
    QueryForm{"a ADJ/3 \"b c\"", "the same, in this order"},
    QueryForm{"drone*", "words that begin so; at least three letters"},
    QueryForm{"zelenski~", "words one letter away; ~2: two"},
    QueryForm{"=talks", "this form only: not talk; no other spelling of a name"},
    QueryForm{"'U.S. Navy'", "these characters: case, accents and punctuation count"},
    QueryForm{"flood /\\d+ dead/", "a regular expression (RE2), beside a word; /…/i"},
    QueryForm{"*", "every document"},
};

}  // namespace

std::span<const QueryForm> query_forms() { return kForms; }

}  // namespace dateline
