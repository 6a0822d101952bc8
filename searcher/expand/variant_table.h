// SPDX-License-Identifier: GPL-2.0-or-later
//
// Names that are written in more than one way, as lists of forms: variants.tsv, which the build
// folds into the program, and files of the same kind that users add.
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
#include "searcher/expand/folded_variants.h"
#include "searcher/expand/variant_groups.h"

namespace dateline {

// Once filled it may be asked by several threads.
class VariantTable {
 public:
  using Form = std::vector<std::string>;  // folded words

  VariantTable() = default;
  VariantTable(const VariantTable&) = delete;
  VariantTable& operator=(const VariantTable&) = delete;

  // What variants.tsv alone gives; nothing has to be made for it.
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
  using Text = std::optional<std::string_view>;

  explicit VariantTable(const FoldedVariants* shipped) : shipped_(shipped) {}

  VariantGroups& own();
  void join_shipped();

  Text find(std::span<const std::string> words, Stemmer& stemmer) const;
  Text find_inflected(std::span<const std::string> words, Stemmer& stemmer) const;
  Text find_name(std::string_view text) const;
  bool are_one_name(std::string_view one, std::string_view other) const;
  std::vector<std::string_view> group_of_name(std::string_view text) const;
  std::vector<std::string_view> group_of_ending(std::string_view text) const;
  std::size_t most_words_from(const std::string& word) const;
  std::size_t longest_ending() const;
  const std::unordered_map<std::string, std::uint32_t>& own_stems(Stemmer& stemmer) const;

  // What was added; of the shipped groups those that share a form with it are in it too, so that
  // what is found here is complete.
  std::optional<VariantGroups> own_;
  const FoldedVariants* shipped_ = nullptr;
  std::uint32_t joined_names_ = 0;  // of own_: those that were looked for in the shipped ones
  std::uint32_t joined_endings_ = 0;

  // Stems of own names with Cyrillic words -> one of them, or kAmbiguous; made when first needed.
  mutable std::once_flag stems_made_;
  mutable std::unordered_map<std::string, std::uint32_t> own_stems_;
};

}  // namespace dateline
