// SPDX-License-Identifier: GPL-2.0-or-later
//
// Which words of a sorted list lie within a few edits of one, and where to jump in the list when no
// continuation of what was read can be near: an automaton intersected with a list of terms, its
// states (rows of the table of distances) worked out as they are met and kept along the beginning
// that neighbours share. Distances are those of optimal string alignment, in characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

class NearWords {
 public:
  // Words within `most` edits of `word` (UTF-8).
  NearWords(std::string_view word, std::size_t most);

  // Reads the next word of the list; true if it is near.
  bool take(std::string_view known);

  // Of the word just taken, if it was near: edits that make it of the word.
  std::size_t distance() const;

  // No word between the one just taken and this one is near, and this one comes later in byte
  // order. Empty: no later word is. To be called once after take().
  std::string next();

 private:
  // Distances of a beginning to each beginning of the word, where they can be small enough: cells
  // within `most` of the diagonal, and one beside them that says "too far".
  struct Row {
    std::vector<std::size_t> cells;
    std::size_t best = 0;
  };

  std::size_t too_far() const { return most_ + 1; }
  bool is_alive() const { return rows_[path_.size()].best <= most_; }
  // Whatever follows what was read can still be near.
  bool is_free() const { return rows_[path_.size()].best < most_; }
  std::size_t cell(std::size_t i, char32_t character) const;
  void extend(char32_t character);
  bool extend_after(char32_t character);
  bool extend_least() { return extend_after(0); }

  std::u32string wanted_;
  std::u32string alphabet_;  // its characters, each once, ascending
  std::size_t most_;
  // The beginning whose rows are known: rows_[n] is that of its first n characters. All but the
  // last row are alive.
  std::u32string path_;
  std::vector<Row> rows_;
};

}  // namespace dateline
