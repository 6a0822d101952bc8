// SPDX-License-Identifier: GPL-2.0-or-later
//
// Groups of forms folded into constant arrays, which take no work to load: a program asks them
// where they lie in its file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dateline {

// Texts in the order of their bytes. A text's number is its place.
struct SortedTexts {
  std::string_view bytes;                 // all of them, end to end
  std::span<const std::uint32_t> begins;  // of each, in `bytes`, and the end of the last

  std::uint32_t size() const { return static_cast<std::uint32_t>(begins.size() - 1); }
  std::string_view text(std::uint32_t number) const {
    return bytes.substr(begins[number], begins[number + 1] - begins[number]);
  }
  // The first text that is not before this one; size() where all are.
  std::uint32_t lower_bound(std::string_view text) const;
  std::optional<std::uint32_t> find(std::string_view text) const;
};

struct FoldedGroups {
  SortedTexts texts;                    // all different
  std::span<const std::uint32_t> next;  // for each text the next of its group, in a circle

  // All texts of the group of the text with this number, that one first.
  std::vector<std::string_view> group_of(std::uint32_t number) const;
};

struct FoldedVariants {
  FoldedGroups names;              // the words of a form with blanks between them
  FoldedGroups endings;            // without '-'
  std::size_t longest_ending = 0;  // in bytes
  // stems_in() of names with Cyrillic words, once for each group that has them, with the number of
  // one name of this group.
  SortedTexts stems;
  std::span<const std::uint32_t> stem_names;

  // Whether a name of several words begins with this one.
  bool has_longer(std::string_view word) const;
};

}  // namespace dateline
