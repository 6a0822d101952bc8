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

// The word, and where it is Cyrillic the known words of its stem: Зеленского is zelensky only by
// way of Зеленский.
std::vector<std::string> VariantFinder::known_forms(const std::string& word) {
  std::vector<std::string> forms{word};
  if (!is_cyrillic_word(word) || !vocabulary_.has_cyrillic()) return forms;
  for (auto& form : vocabulary_.forms_of(std::string(stemmer_.stem(word)))) {
    if (forms.size() < kMaxKnownForms && form != word) forms.push_back(std::move(form));
  }
  return forms;
}

void VariantFinder::add_spellings(const std::string& word, std::vector<Form>& forms) {
  std::vector<std::string> spellings = known_forms(word);
  for (std::size_t i = 0, typed = spellings.size(); i < typed; ++i) {
    for (auto& other : table_.other_endings(spellings[i])) spellings.push_back(std::move(other));
  }
  for (auto& spelling : spellings) {
    for (auto& other : transliterations(spelling, vocabulary_)) forms.push_back({std::move(other)});
    forms.push_back({std::move(spelling)});
  }
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
