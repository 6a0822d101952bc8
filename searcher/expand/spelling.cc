// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/spelling.h"

#include <algorithm>
#include <tuple>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "searcher/expand/letters.h"

namespace dateline {
namespace {

constexpr std::size_t kShortWord = 4;
constexpr std::size_t kMaxCandidates = 1000;

bool has_digit(std::string_view word) { return std::ranges::any_of(word, is_digit); }

std::string_view first_character(std::string_view word) {
  std::size_t end = 0;
  if (!word.empty()) decode_utf8(word, end);
  return word.substr(0, end);
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view word, Vocabulary& vocabulary) {
  if (word.empty() || has_digit(word)) return std::nullopt;
  const std::size_t edits = count_characters(word) <= kShortWord ? 1 : 2;
  auto candidates = vocabulary.near(word, edits, kMaxCandidates);
  std::erase_if(candidates, [&](const NearWord& one) { return one.word == word; });
  const auto rank = [&](const NearWord& one) {
    const bool begins_otherwise = first_character(one.word) != first_character(word);
    return std::tuple(one.distance, begins_otherwise, -static_cast<double>(one.documents));
  };
  // Equals come in byte order.
  const auto best = std::ranges::min_element(candidates, {}, rank);
  if (best == candidates.end()) return std::nullopt;
  return best->word;
}

}  // namespace dateline
