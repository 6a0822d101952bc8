// SPDX-License-Identifier: GPL-2.0-or-later
//
// Lists of forms of names as they are read: from variants.tsv when the program is built, from
// files of the same kind that users add when it runs. What a file may hold is said at the top of
// variants.tsv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/domain/stemmer.h"
#include "common/domain/word_table.h"

namespace dateline {

inline constexpr std::size_t kMaxVariantFileBytes = 4U << 20U;
inline constexpr std::size_t kMaxVariantLines = 10'000;
inline constexpr std::size_t kMaxVariantForms = 64;  // a line
inline constexpr std::size_t kMaxVariantWords = 8;   // a form

// Texts in groups; groups with a text in common are one.
class TextGroups {
 public:
  // `texts`, of which there is one at least, and all groups they are in become one group.
  void add_group(const std::vector<std::string>& texts);

  // A number that is the same for all of a group.
  std::uint32_t group(std::uint32_t number) const;

  // All texts of the group of the text with this number, that one first.
  std::vector<std::string_view> group_of(std::uint32_t number) const;

  const WordTable& texts() const { return texts_; }

 private:
  std::uint32_t add(std::string_view text);
  void join(std::uint32_t one, std::uint32_t other);

  WordTable texts_;
  std::vector<std::uint32_t> next_;    // of the same group, in a circle
  std::vector<std::uint32_t> parent_;  // towards the number that stands for the group
};

class VariantGroups {
 public:
  // Add the groups of a file, of a text (`name` is for messages), joining them with those that
  // share a form. Throw Error(Usage) naming the line and what is wrong with it; some lines may then
  // be in.
  void add_file(const std::filesystem::path& file);
  void add(std::string_view text, const std::string& name);

  // Add one group of names, of endings: folded texts, one at least, a name's words with blanks
  // between them.
  void add_names(const std::vector<std::string>& texts);
  void add_endings(const std::vector<std::string>& texts);

  const TextGroups& names() const { return names_; }
  const TextGroups& endings() const { return endings_; }  // without '-'

  std::size_t longest_ending() const { return longest_ending_; }  // in bytes

  // The most words that a name has which begins with this one and has several; 1 where none does.
  std::size_t most_words_from(const std::string& word) const;

 private:
  void add_line(std::string_view line);

  TextGroups names_;
  TextGroups endings_;
  std::size_t longest_ending_ = 0;
  std::unordered_map<std::string, std::size_t> most_words_from_;
};

// The words of a name out of text with blanks between them.
std::vector<std::string> words_in(std::string_view text);

// What the inflected forms of a name have in common: its words, Cyrillic ones as their stems where
// these have 4 letters at least, with blanks between them; empty where no word is Cyrillic. It does
// not depend on the stemmer's language.
std::string stems_in(std::span<const std::string> words, Stemmer& stemmer);

}  // namespace dateline
