// SPDX-License-Identifier: GPL-2.0-or-later
//
// Names that are written in more than one way, as lists of forms: variants.tsv, which comes with
// the program, and files of the same kind that users add. What a file may hold is said at the top
// of variants.tsv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/domain/stemmer.h"

namespace dateline {

inline constexpr std::size_t kMaxVariantFileBytes = 4U << 20U;
inline constexpr std::size_t kMaxVariantLines = 10'000;
inline constexpr std::size_t kMaxVariantForms = 64;  // a line
inline constexpr std::size_t kMaxVariantWords = 8;   // a form

// Once filled it may be read by several threads.
class VariantTable {
 public:
  using Form = std::vector<std::string>;  // folded words

  // That of variants.tsv; made at the first call.
  static const VariantTable& shipped();

  // Adds the groups of `text`, joining them with those that share a form. `name` is for messages.
  // Throws Error(Usage) naming the line and what is wrong with it; some lines may then be in.
  void add(std::string_view text, const std::string& name);

  // The same for a file.
  void add_file(const std::filesystem::path& file);

  // All forms of the name that these folded words are, themselves among them; empty where they are
  // none. Cyrillic words that are none are taken for inflected ones: a stem of at least 4 letters
  // that one name alone has is that name.
  std::span<const Form> forms_of(std::span<const std::string> words, Stemmer& stemmer) const;

  // How many of the words, from the first on, are a form of several words, the longest such one;
  // 1 where there is none, 0 for no words.
  std::size_t longest(std::span<const std::string> words, Stemmer& stemmer) const;

  // The word with each other ending that means the same as its own: the longest one it has that
  // leaves 3 letters. Forms that may not exist.
  std::vector<std::string> other_endings(std::string_view word) const;

 private:
  struct TransparentHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  template <class Value>
  using TextMap = std::unordered_map<std::string, Value, TransparentHash, std::equal_to<>>;

  // Lists of forms; lists with a form in common are one.
  struct Groups {
    std::span<const Form> find(std::string_view key) const;
    // `forms` each with its key; equal keys are one form. Gives the number of their list.
    std::uint32_t add(std::vector<std::pair<std::string, Form>> forms);
    std::uint32_t root(std::uint32_t group) const;
    void join(std::uint32_t into, std::uint32_t other);

    std::vector<std::vector<Form>> groups;
    std::vector<std::uint32_t> joined_to;  // for each list; itself while it stands alone
    TextMap<std::uint32_t> group_of;
  };

  void add_line(std::string_view line, Stemmer& stemmer);
  void add_forms(const std::vector<std::string_view>& cells, Stemmer& stemmer);
  void add_endings(const std::vector<std::string_view>& cells);

  void note_length(std::string_view key, std::size_t words);
  std::size_t longest_from(const std::string& word, Stemmer& stemmer) const;
  void add_stem_key(std::string key, std::uint32_t group);

  Groups names_;
  // Keys of Cyrillic names with stems for words -> their list, or kAmbiguous.
  TextMap<std::uint32_t> by_stem_;
  Groups endings_;
  std::size_t longest_ending_ = 0;  // in bytes
  // First word of forms of several words -> words of the longest of them.
  TextMap<std::size_t> longest_from_;
};

}  // namespace dateline
