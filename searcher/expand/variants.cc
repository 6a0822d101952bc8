// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/variants.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "searcher/expand/letters.h"
#include "searcher/expand/transliteration.h"

namespace dateline {
namespace {

// Forms of one inflected name whose other alphabet is looked for.
constexpr std::size_t kMaxKnownForms = 8;

// A word that more than one in so many documents have is no name to be looked for in the other
// alphabet, where something else may be written so.
constexpr std::uint64_t kCommonPart = 10;
constexpr std::uint64_t kFewDocuments = 20;  // tell nothing of how common a word is

}  // namespace

std::vector<std::string> VariantFinder::stems_of(std::span<const std::string> words) {
  std::vector<std::string> stems;
  for (const auto& word : words) stems.emplace_back(stemmer_.stem(word));
  return stems;
}

std::uint64_t VariantFinder::documents(const Form& form) {
  auto fewest = std::numeric_limits<std::uint64_t>::max();
  for (const auto& word : form) {
    fewest = std::min(fewest, vocabulary_.documents_with_stem(stemmer_.stem(word)));
    if (fewest == 0) break;
  }
  return fewest;
}

// Other known words of the stem of a Cyrillic word.
std::vector<std::string> VariantFinder::known_forms(const std::string& word) {
  std::vector<std::string> forms;
  if (!is_cyrillic_word(word) || !vocabulary_.has_cyrillic()) return forms;
  for (auto& form : vocabulary_.forms_of(std::string(stemmer_.stem(word)))) {
    if (forms.size() < kMaxKnownForms && form != word) forms.push_back(std::move(form));
  }
  return forms;
}

void VariantFinder::add_other_endings(std::vector<std::string>& words) const {
  for (std::size_t i = 0, count = words.size(); i < count; ++i) {
    for (auto& other : table_.other_endings(words[i])) words.push_back(std::move(other));
  }
}

// English "more" is not the sea, which is "море".
bool VariantFinder::is_common(const std::string& word) {
  const std::uint64_t count = vocabulary_.documents_with_stem(stemmer_.stem(word));
  return count > kFewDocuments && count * kCommonPart > vocabulary_.all_documents();
}

bool VariantFinder::add_transliterations(const std::vector<std::string>& words,
                                         std::vector<Form>& forms) {
  const std::size_t before = forms.size();
  for (const auto& word : words) {
    for (auto& other : transliterations(word, vocabulary_)) {
      if (!is_common(other)) forms.push_back({std::move(other)});
    }
  }
  return forms.size() > before;
}

void VariantFinder::add_spellings(const std::string& word, std::vector<Form>& forms) {
  std::vector<std::string> typed{word};
  add_other_endings(typed);
  std::vector<std::string> inflected = known_forms(word);
  add_other_endings(inflected);
  const bool may_be_written_otherwise = count_characters(word) >= kMinTransliteratedLetters &&
                                        vocabulary_.has_cyrillic() && !is_common(word);
  // Зеленского is zelensky only by way of Зеленский. But where the word itself is found, other
  // words of its stem lead astray.
  if (may_be_written_otherwise && !add_transliterations(typed, forms))
    add_transliterations(inflected, forms);
  for (auto& other : typed) forms.push_back({std::move(other)});
  for (auto& other : inflected) forms.push_back({std::move(other)});
}

// A form the index has not, of a stem it has: the known word of this stem in most documents.
void VariantFinder::replace_unknown(std::string& word) {
  if (vocabulary_.documents(word) > 0) return;
  std::uint64_t most = 0;
  for (auto& known : vocabulary_.forms_of(std::string(stemmer_.stem(word)))) {
    vocabulary_.step();
    const std::uint64_t count = vocabulary_.documents(known);
    if (count <= most) continue;
    most = count;
    word = std::move(known);
  }
}

std::vector<VariantFinder::Form> VariantFinder::forms_of(std::span<const std::string> words) {
  std::vector<Form> forms = table_.forms_of(words, stemmer_);
  if (words.size() == 1) add_spellings(words[0], forms);
  return forms;
}

std::vector<Variant> VariantFinder::of(std::span<const std::string> folded_words) {
  if (folded_words.empty()) return {};
  const std::vector<std::string> typed = stems_of(folded_words);
  std::vector<Variant> variants;
  for (auto& form : forms_of(folded_words)) {
    vocabulary_.step();
    if (stems_of(form) == typed) continue;
    const std::uint64_t count = documents(form);
    if (count == 0) continue;
    if (form.size() == 1) replace_unknown(form[0]);
    variants.push_back({std::move(form), count});
  }
  std::ranges::sort(variants, [](const Variant& one, const Variant& other) {
    return std::tie(other.documents, one.words) < std::tie(one.documents, other.words);
  });
  const auto is_same = [](const Variant& one, const Variant& other) {
    return one.words == other.words;
  };
  variants.erase(std::unique(variants.begin(), variants.end(), is_same), variants.end());
  if (variants.size() > kMaxVariants) variants.resize(kMaxVariants);
  return variants;
}

}  // namespace dateline
