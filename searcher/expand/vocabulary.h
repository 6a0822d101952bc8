// SPDX-License-Identifier: GPL-2.0-or-later
//
// The folded words an index knows, as a sorted list that is jumped through, never read from end to
// end: by beginning, and by likeness. Words too long to be a key are not in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/index_reader.h"

namespace dateline {

// Called every few hundred steps of work that an index or a query can make long; throws to end it.
using ClockCheck = std::function<void()>;

inline constexpr std::size_t kMaxEdits = 2;

struct NearWord {
  std::string word;
  std::size_t distance = 0;
  std::uint64_t documents = 0;  // as documents() says
};

// Made for one query, within IndexReader::search: it keeps what it has learnt of the state of the
// index it was made on. Not for several threads.
class Vocabulary {
 public:
  explicit Vocabulary(const IndexReader& reader, ClockCheck check = {});

  // Documents with this folded word as of the last bulk build, later words as of their first batch;
  // 0 for an unknown one. For choosing between words, not for telling.
  std::uint64_t documents(std::string_view word) const;

  // Documents that have a form of this stem now.
  std::uint64_t documents_with_stem(std::string_view stem) const;

  std::uint64_t all_documents() const;

  // The known words that have this stem.
  std::vector<std::string> forms_of(std::string_view stem) const;

  // In byte order, at most `limit` + 1: one more says that there are more.
  std::vector<std::string> with_prefix(std::string_view prefix, std::size_t limit) const;

  // Whether a known word begins so, or is that. One seek, or none where the last answer tells.
  bool begins(std::string_view beginning);

  // Whether a known word begins with a letter of the block Cyrillic. One seek, once.
  bool has_cyrillic();

  // Known words that `distance` (at most kMaxEdits) or fewer edits make of the folded `word`,
  // itself included: the nearest first, of those the ones in most documents, of those in byte
  // order; at most `limit` + 1 as above. An edit adds, drops or replaces a character, or swaps two
  // neighbours (optimal string alignment). Time goes by the number of beginnings that can still
  // become near.
  std::vector<NearWord> near(std::string_view word, std::size_t distance, std::size_t limit);

  // Counts a step of work whose amount an index or a query decides; every so many ask the clock.
  void step();

 private:
  const IndexReader& reader_;
  ClockCheck check_;
  std::size_t steps_ = 0;
  // What begins() was asked last, and the first known word that is not before it.
  std::string asked_;
  std::optional<std::string> first_;
  std::optional<bool> has_cyrillic_;
};

}  // namespace dateline
