// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the tokenizer needs to know of each character: its class and its folded form. Made from
// ICU's data a page of 256 characters at a time, when a page is first needed: the whole table would
// cost a short query more than its answer. Safe to use from any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

enum class CharacterClass : std::uint8_t {
  Separator,
  Letter,  // letters, digits, marks
  Pair,    // letters of scripts written without spaces
  Apostrophe,
  Ignorable,  // soft hyphen, zero-width characters: as if it were not there
};

struct Character {
  static constexpr std::size_t kInline = 5;

  CharacterClass kind = CharacterClass::Separator;
  // A mark, or a character that composes with the one before: fold the word as a whole.
  bool irregular = false;
  bool accented = false;    // folding took marks from it
  std::uint8_t length = 0;  // of the folded form in bytes; kLong: ask fold_characters
  std::array<char, kInline> folded{};

  static constexpr std::uint8_t kLong = 255;
  std::string_view folded_view() const { return {folded.data(), length}; }
};

inline constexpr char32_t kCharacterPage = 256;
using CharacterPage = std::array<Character, kCharacterPage>;

// Null: not made yet.
extern std::array<std::atomic<const CharacterPage*>, 0x110000 / kCharacterPage> character_pages;
const CharacterPage& make_character_page(char32_t number);

inline const Character& character(char32_t code_point) {
  const char32_t number = code_point / kCharacterPage;
  const CharacterPage* page = character_pages[number].load(std::memory_order_acquire);
  if (page == nullptr) page = &make_character_page(number);
  return (*page)[code_point % kCharacterPage];
}

// Folds a word, whatever characters it is made of: the definition that the table is a fast form of.
std::string fold_characters(std::string_view utf8);

// The same, marks kept.
std::string fold_case(std::string_view utf8);

}  // namespace dateline
