// SPDX-License-Identifier: GPL-2.0-or-later
//
// Cuts a query into tokens that know their place. It decides what is local to one place: where
// words and quotes end, whether a '-' excludes, whether "x:" names a field. Stretches without any
// letter or digit ("—", "&", "...") give no token, except as the value of a field or with a star;
// they are listed, so that nothing is dropped in silence. Linear in the query, which must be valid
// UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "common/domain/fields.h"

namespace dateline {

enum class QueryTokenKind : std::uint8_t {
  Word,      // as typed, with whatever punctuation, stars and tildes are attached to it
  Exact,     // text is what follows the '='
  Phrase,    // text is what stands between the quotes
  Verbatim,  // the same, between ' and '
  Regex,     // the same, between / and /, a '/' inside still behind its backslash
  Star,      // a '*' on its own
  Field,     // "name:"; its value follows at once as one of the above or Open
  And,
  Or,
  Not,   // NOT, or the '-' before what it excludes
  Plus,  // the '+' before what it requires
  Near,  // NEAR, NEAR/5
  Adj,
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
  unsigned distance = 0;         // of Near and Adj; 0 when none was typed
  bool ignores_case = false;     // of a Regex: /…/i
};

struct LexedQuery {
  std::vector<QueryToken> tokens;
  std::vector<std::string_view> dropped;  // stretches that gave no token, typed signs apart
};

// Throws QueryError: unclosed quotes, unknown or empty fields, operators of other languages, a '-'
// of unclear meaning.
LexedQuery lex_query(std::string_view query);

}  // namespace dateline
