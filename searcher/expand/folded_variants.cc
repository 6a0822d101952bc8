// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/folded_variants.h"

#include <string>

namespace dateline {

std::uint32_t SortedTexts::lower_bound(std::string_view wanted) const {
  std::uint32_t low = 0;
  std::uint32_t high = size();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (text(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::optional<std::uint32_t> SortedTexts::find(std::string_view wanted) const {
  const std::uint32_t number = lower_bound(wanted);
  if (number == size() || text(number) != wanted) return std::nullopt;
  return number;
}

std::vector<std::string_view> FoldedGroups::group_of(std::uint32_t number) const {
  std::vector<std::string_view> group;
  std::uint32_t place = number;
  do {
    group.push_back(texts.text(place));
    place = next[place];
  } while (place != number);
  return group;
}

bool FoldedVariants::has_longer(std::string_view word) const {
  const std::string begin = std::string(word) + ' ';
  const std::uint32_t number = names.texts.lower_bound(begin);
  return number < names.texts.size() && names.texts.text(number).starts_with(begin);
}

}  // namespace dateline
