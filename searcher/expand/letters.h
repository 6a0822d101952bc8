// SPDX-License-Identifier: GPL-2.0-or-later
//
// Scripts and lengths of folded words, as far as variants depend on them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace dateline {

// By its first letter: one of the block Cyrillic, U+0400 to U+04FF.
inline bool is_cyrillic_word(std::string_view word) {
  return word.size() > 1 && word[0] >= '\xD0' && word[0] <= '\xD3';
}

// Of valid UTF-8.
inline std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

}  // namespace dateline
