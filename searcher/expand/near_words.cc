// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/near_words.h"

#include <algorithm>
#include <numeric>

#include "common/base/utf8.h"

namespace dateline {
namespace {

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t position = 0; position < text.size();) characters += decode_utf8(text, position);
  return characters;
}

std::string text_of(std::u32string_view characters) {
  std::string text;
  for (const char32_t character : characters) append_utf8(text, character);
  return text;
}

// The next character in the order of code points, and so of their bytes.
char32_t following(char32_t character) { return character == 0xD7FF ? 0xE000 : character + 1; }

}  // namespace

NearWords::NearWords(std::string_view word, std::size_t most)
    : wanted_(characters_of(word)), alphabet_(wanted_), most_(most) {
  std::sort(alphabet_.begin(), alphabet_.end());
  alphabet_.erase(std::unique(alphabet_.begin(), alphabet_.end()), alphabet_.end());
  // A longer beginning has no row that is alive; one more is worked out to see that.
  rows_.assign(wanted_.size() + most_ + 2, Row{std::vector<std::size_t>(wanted_.size() + 2)});
  std::iota(rows_[0].cells.begin(), rows_[0].cells.end(), 0);
}

std::size_t NearWords::distance() const {
  const std::size_t size = wanted_.size();
  const bool is_out = size > path_.size() + most_ || path_.size() > size + most_;
  return is_out ? too_far() : rows_[path_.size()].cells[size];
}

// Cell `i` (from 1 on) of the row of what was read with `character` behind it.
std::size_t NearWords::cell(std::size_t i, char32_t character) const {
  const std::size_t depth = path_.size();
  const auto& last = rows_[depth].cells;
  const std::size_t replaced = last[i - 1] + (wanted_[i - 1] == character ? 0 : 1);
  std::size_t least = std::min({replaced, last[i] + 1, rows_[depth + 1].cells[i - 1] + 1});
  const bool is_swap =
      depth > 0 && i > 1 && wanted_[i - 2] == character && wanted_[i - 1] == path_[depth - 1];
  if (is_swap) least = std::min(least, rows_[depth - 1].cells[i - 2] + 1);
  return least;
}

void NearWords::extend(char32_t character) {
  const std::size_t length = path_.size() + 1;
  Row& row = rows_[length];
  row.best = too_far();
  const std::size_t end = std::min(length + most_, wanted_.size());
  std::size_t i = 0;
  if (length > most_) {
    i = length - most_;
    row.cells[std::min(i, wanted_.size() + 1) - 1] = too_far();
  } else {
    row.cells[0] = row.best = length;
    i = 1;
  }
  for (; i <= end; ++i) {
    row.cells[i] = cell(i, character);
    row.best = std::min(row.best, row.cells[i]);
  }
  row.cells[end + 1] = too_far();
  path_ += character;
}

bool NearWords::take(std::string_view known) {
  const std::u32string characters = characters_of(known);
  const auto shared = std::ranges::mismatch(path_, characters).in1 - path_.begin();
  path_.resize(static_cast<std::size_t>(shared));
  while (is_alive() && path_.size() < characters.size()) extend(characters[path_.size()]);
  return path_.size() == characters.size() && distance() <= most_;
}

// The least living continuation by one character above this one.
bool NearWords::extend_after(char32_t character) {
  for (const char32_t candidate : alphabet_) {
    if (candidate <= character) continue;
    extend(candidate);
    if (is_alive()) return true;
    path_.pop_back();
  }
  return false;
}

std::string NearWords::next() {
  bool found = is_alive() && (is_free() || extend_least());
  // A word that ends where anything may follow: the next one of the list, whatever it is.
  if (found && is_free()) return text_of(path_) + '\0';
  while (!found) {
    if (path_.empty()) return {};
    const char32_t tried = path_.back();
    path_.pop_back();
    if (is_free()) return text_of(path_ + following(tried));
    found = extend_after(tried);
  }
  // With all edits used up only letters of the word can follow, up to its end.
  while (distance() > most_ && extend_least()) {
  }
  return text_of(path_);
}

}  // namespace dateline
