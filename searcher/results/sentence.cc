// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/sentence.h"

#include <algorithm>
#include <array>

#include "common/base/ascii.h"

namespace dateline {
namespace {

constexpr std::size_t kLongestAbbreviation = 3;
constexpr std::array<std::string_view, 9> kClosers = {"\"", "'", ")",  "]", "”",
                                                      "’",  "»", "」", "』"};
constexpr std::array<std::string_view, 3> kStopsBeforeSpace = {"!", "?", "…"};
constexpr std::array<std::string_view, 4> kStopsAnywhere = {"。", "！", "？", "।"};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

template <std::size_t Count>
bool ends_with_any(std::string_view text, const std::array<std::string_view, Count>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [text](std::string_view ending) { return text.ends_with(ending); });
}

std::string_view without_closers(std::string_view text) {
  for (int i = 0; i < 3; ++i) {
    for (const std::string_view closer : kClosers) {
      if (text.ends_with(closer)) text.remove_suffix(closer.size());
    }
  }
  return text;
}

// "J", "U.S", "Mr", "Gen" before a full stop. "Kim." at the end of a sentence is mistaken for one.
bool is_abbreviation(std::string_view text) {
  const std::size_t space = text.find_last_of(" \t\r\n");
  std::string_view word = space == std::string_view::npos ? text : text.substr(space + 1);
  word.remove_prefix(std::min(word.find_first_not_of("\"'(["), word.size()));
  if (word.find('.') != std::string_view::npos) return true;
  const auto characters = word.size() - static_cast<std::size_t>(std::count_if(
                                            word.begin(), word.end(), is_continuation));
  if (characters == 1) return !is_ascii_lower(word[0]) && !is_digit(word[0]);
  return word.size() <= kLongestAbbreviation && word.size() > 1 && is_ascii_upper(word[0]) &&
         is_ascii_lower(word[1]);
}

bool is_paragraph_break(std::string_view text, std::size_t position) {
  if (text[position] != '\n') return false;
  const std::size_t next = text.find_first_not_of(" \t\r", position + 1);
  return next == std::string_view::npos || text[next] == '\n';
}

bool full_stop_ends(std::string_view text, std::string_view before, std::size_t position) {
  if (!before.ends_with('.')) return false;
  before.remove_suffix(1);
  const std::size_t next = skip_spaces(text, position);
  const bool goes_on = next < text.size() && is_ascii_lower(text[next]);
  return !goes_on && !is_abbreviation(before);
}

}  // namespace

std::size_t skip_spaces(std::string_view text, std::size_t position) {
  while (position < text.size() && is_ascii_space(text[position])) ++position;
  return position;
}

bool ends_sentence(std::string_view text, std::size_t position) {
  if (position == 0 || position >= text.size()) return position > 0;
  const bool at_space = is_ascii_space(text[position]);
  const char last = text[position - 1];
  if (!at_space && (is_ascii(last) || is_continuation(text[position]))) return false;
  if (at_space && is_paragraph_break(text, position)) return true;
  if (is_ascii_lower(last)) return false;  // most words
  const std::string_view before = without_closers(text.substr(0, position));
  if (ends_with_any(before, kStopsAnywhere)) return true;
  return at_space &&
         (ends_with_any(before, kStopsBeforeSpace) || full_stop_ends(text, before, position));
}

std::size_t sentence_start(std::string_view text, std::size_t position, std::size_t lowest) {
  for (std::size_t p = std::min(position, text.size()); p > lowest; --p) {
    if (p == text.size() || !ends_sentence(text, p)) continue;
    const std::size_t start = skip_spaces(text, p);
    if (start <= position) return start;
  }
  const std::size_t start = skip_spaces(text, 0);
  return lowest == 0 && start <= position ? start : std::string_view::npos;
}

}  // namespace dateline
