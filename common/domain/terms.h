// SPDX-License-Identifier: GPL-2.0-or-later
//
// The only maker of index terms. One term that Xapian cannot store destroys the whole batch it is
// in (a NUL byte is accepted by add_document and fails at commit), so every term passes here: no
// NUL, no other C0 control, never over kMaxTermBytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/domain/document.h"
#include "common/domain/fields.h"

namespace dateline {

inline constexpr std::size_t kMaxTermBytes = 200;

// prefix + value; a value too long for a term keeps its first bytes and gets a hash of the whole
// behind them.
std::string make_term(std::string_view prefix, std::string_view value);

std::string stem_term(std::string_view stem);
std::string title_stem_term(std::string_view stem);
std::string id_term(const DocumentId& id);
std::string date_source_term(DateSource source);
std::string date_precision_term(DatePrecision precision);

// The one term of a field of kind Filter for a value as written ("Reuters", "EN").
std::string filter_term(const Field& field, std::string_view value);

// The terms of a field of kind Words: one for each word of the value.
std::vector<std::string> word_terms(const Field& field, std::string_view value);

// "news.bbc.co.uk" is found as itself and as bbc.co.uk: a host name gives a term for each of its
// parent domains too.
std::vector<std::string> site_terms(std::string_view site);

// A path gives a term for itself and one for each folder it lies in ("2024/", "2024/05/").
std::vector<std::string> path_terms(std::string_view path);

// The id of a document that is first seen at `path` (relative to the root) with this record id.
DocumentId make_document_id(std::string_view root, std::string_view path, std::string_view record);

}  // namespace dateline
