// SPDX-License-Identifier: GPL-2.0-or-later
//
// One answer as plain data: what search() returns and every output writer prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/domain/document.h"
#include "searcher/query/query_tree.h"

namespace dateline {

struct Span {
  std::size_t begin = 0;  // bytes of the text, [begin, end)
  std::size_t end = 0;

  bool operator==(const Span&) const = default;
};

// One line of text with the words that matched; no line breaks, no control characters.
struct MarkedText {
  std::string text;
  std::vector<Span> marks;  // ascending, not overlapping
};

struct Hit {
  std::uint64_t rank = 0;  // from 1
  double score = 0;        // BM25 weight; 0 when sorted by date
  Document document;
  MarkedText title;
  MarkedText snippet;
};

struct Answer {
  std::vector<Hit> hits;
  std::uint64_t total = 0;     // how many documents match
  bool total_is_exact = true;  // else `total` is an estimate
  // Set when asked for and the query filters by date.
  std::optional<std::uint64_t> undated_left_out;
  // When nothing was found: words, as typed, that no document has in any form, and a query of
  // words of the index that finds something; empty when there are none, or when not asked for.
  std::vector<std::string> missing_words{};
  std::string did_you_mean{};
  // What was asked for in the end, names in all their forms.
  QueryNode searched{};
  std::vector<std::string> feedback{};  // words that --expand ranked by beside those
  std::vector<std::string> expanded{};  // "drone* = 3 words: drone drones droned"
};

}  // namespace dateline
