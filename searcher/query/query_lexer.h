// SPDX-License-Identifier: GPL-2.0-or-later
//
// Cuts a query into tokens that know their place. It decides what is local to one place: where
// words and quotes end, whether a '-' excludes, whether "x:" names a field. Stretches without any
// letter or digit ("—", "&", "...") give no token, except as the value of a field or with a star.
// One pass, linear in the query, which must be valid UTF-8.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "common/domain/fields.h"

namespace dateline {

enum class QueryTokenKind {
  Word,    // as typed, with whatever punctuation and stars are attached to it
  Phrase,  // text is what stands between the quotes
  Field,   // "name:"; its value follows at once as Word, Phrase or Open
  And,
  Or,
  Not,  // NOT, or the '-' before what it excludes
  Open,
  Close,
  End,  // the last token of every query
};

struct QueryToken {
  QueryTokenKind kind;
  std::size_t offset;  // bytes of the query
  std::size_t length;
  std::string_view text;         // into the query
  const Field* field = nullptr;  // of a Field
};

// Throws QueryError: unclosed quotes, unknown or empty fields, a '-' of unclear meaning.
std::vector<QueryToken> lex_query(std::string_view query);

}  // namespace dateline
