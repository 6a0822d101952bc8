// SPDX-License-Identifier: GPL-2.0-or-later
//
// Names that are written in more than one way, as lists of forms: variants.tsv, which comes with
// the program, and files of the same kind that users add. What a file may hold is said at the top
// of variants.tsv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
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

// Once filled it may be asked by several threads.
class VariantTable {
 public:
  using Form = std::vector<std::string>;  // folded words

  VariantTable() = default;
  VariantTable(const VariantTable&) = delete;
  VariantTable& operator=(const VariantTable&) = delete;

  // What variants.tsv alone gives; made at the first call.
  static const VariantTable& shipped();

  // Adds the groups of variants.tsv, of a file, of a text (`name` is for messages), joining them
  // with those that share a form. Throws Error(Usage) naming the line and what is wrong with it;
  // some lines may then be in. Not to be called once the table has been asked.
  void add_shipped();
  void add_file(const std::filesystem::path& file);
  void add(std::string_view text, const std::string& name);

  // All forms of the name that these folded words are, themselves among them; empty where they are
  // none. Cyrillic words that are none are taken for inflected ones: a stem of at least 4 letters
  // that one name alone has is that name.
  std::vector<Form> forms_of(std::span<const std::string> words, Stemmer& stemmer) const;

  // How many of the words, from the first on, are a form of several words, the longest such one;
  // 1 where there is none, 0 for no words.
  std::size_t longest(std::span<const std::string> words, Stemmer& stemmer) const;

  // The word with each other ending that means the same as its own: the longest one it has that
  // leaves 3 letters. Forms that may not exist.
  std::vector<std::string> other_endings(std::string_view word) const;

 private:
  struct Shipped {};
  explicit VariantTable(Shipped);

  void add_line(std::string_view line);
  void add_names(const std::vector<std::string>& texts);
  void add_endings(const std::vector<std::string>& texts);
  std::optional<std::uint32_t> find(std::span<const std::string> words, Stemmer& stemmer) const;
  const std::unordered_map<std::string, std::uint32_t>& stems(Stemmer& stemmer) const;

  TextGroups names_;  // the words of a form with blanks between them
  TextGroups endings_;
  std::size_t longest_ending_ = 0;  // in bytes
  // First word of forms of several words -> words of the longest of them.
  std::unordered_map<std::string, std::size_t> longest_from_;

  // Stems of names with Cyrillic words -> one of them, or kAmbiguous; made when first needed.
  mutable std::once_flag stems_made_;
  mutable std::unordered_map<std::string, std::uint32_t> stems_;
};

}  // namespace dateline
