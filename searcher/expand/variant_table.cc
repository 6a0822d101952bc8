// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/variant_table.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/base/utf8.h"
#include "searcher/expand/letters.h"
#include "searcher/expand/shipped_variants.h"

namespace dateline {
namespace {

constexpr std::uint32_t kAmbiguous = UINT32_MAX;
constexpr std::size_t kMinLettersBeforeEnding = 3;

std::vector<std::string> strings(const std::vector<std::string_view>& texts) {
  return {texts.begin(), texts.end()};
}

// The shipped groups of the own texts from `first` on, each of which becomes one with the own
// group.
template <class AddGroup>
std::uint32_t join(const TextGroups& own, const FoldedGroups& shipped, std::uint32_t first,
                   const AddGroup& add_group) {
  const std::uint32_t end = own.texts().size();
  for (std::uint32_t number = first; number < end; ++number) {
    if (const auto found = shipped.texts.find(own.texts().text(number)))
      add_group(strings(shipped.group_of(*found)));
  }
  return own.texts().size();
}

// Empty where neither has the text.
std::vector<std::string_view> group_of(std::string_view text, const TextGroups* own,
                                       const FoldedGroups* shipped) {
  if (own != nullptr) {
    if (const auto number = own->texts().find(text)) return own->group_of(*number);
  }
  if (shipped != nullptr) {
    if (const auto number = shipped->texts.find(text)) return shipped->group_of(*number);
  }
  return {};
}

}  // namespace

const VariantTable& VariantTable::shipped() {
  static const VariantTable table{&shipped_variants()};
  return table;
}

VariantGroups& VariantTable::own() { return own_ ? *own_ : own_.emplace(); }

void VariantTable::add_shipped() {
  shipped_ = &shipped_variants();
  join_shipped();
}

void VariantTable::add_file(const std::filesystem::path& file) {
  own().add_file(file);
  join_shipped();
}

void VariantTable::add(std::string_view text, const std::string& name) {
  own().add(text, name);
  join_shipped();
}

void VariantTable::join_shipped() {
  if (!own_ || shipped_ == nullptr) return;
  joined_names_ = join(own_->names(), shipped_->names, joined_names_,
                       [&](const auto& texts) { own_->add_names(texts); });
  joined_endings_ = join(own_->endings(), shipped_->endings, joined_endings_,
                         [&](const auto& texts) { own_->add_endings(texts); });
}

const std::unordered_map<std::string, std::uint32_t>& VariantTable::own_stems(
    Stemmer& stemmer) const {
  std::call_once(stems_made_, [&] {
    if (!own_) return;
    const WordTable& names = own_->names().texts();
    for (std::uint32_t number = 0; number < names.size(); ++number) {
      const std::string stems = stems_in(words_in(names.text(number)), stemmer);
      if (stems.empty()) continue;
      const auto [place, is_new] = own_stems_.emplace(stems, number);
      const bool is_other = !is_new && place->second != kAmbiguous &&
                            own_->names().group(place->second) != own_->names().group(number);
      if (is_other) place->second = kAmbiguous;
    }
  });
  return own_stems_;
}

VariantTable::Text VariantTable::find_name(std::string_view text) const {
  if (own_) {
    const WordTable& names = own_->names().texts();
    if (const auto number = names.find(text)) return names.text(*number);
  }
  if (shipped_ != nullptr) {
    const SortedTexts& names = shipped_->names.texts;
    if (const auto number = names.find(text)) return names.text(*number);
  }
  return std::nullopt;
}

// Of two names that were found by one stem, each in its table. Two shipped groups that are no own
// ones are two names.
bool VariantTable::are_one_name(std::string_view one, std::string_view other) const {
  if (!own_) return false;
  const TextGroups& names = own_->names();
  const auto first = names.texts().find(one);
  const auto second = names.texts().find(other);
  return first && second && names.group(*first) == names.group(*second);
}

VariantTable::Text VariantTable::find_inflected(std::span<const std::string> words,
                                                Stemmer& stemmer) const {
  const std::string stems = stems_in(words, stemmer);
  Text name;
  const auto& own = own_stems(stemmer);
  if (const auto found = own.find(stems); found != own.end()) {
    if (found->second == kAmbiguous) return std::nullopt;
    name = own_->names().texts().text(found->second);
  }
  if (shipped_ == nullptr) return name;
  const SortedTexts& known = shipped_->stems;
  for (std::uint32_t i = known.lower_bound(stems); i < known.size() && known.text(i) == stems;
       ++i) {
    const std::string_view other = shipped_->names.texts.text(shipped_->stem_names[i]);
    if (name && !are_one_name(*name, other)) return std::nullopt;
    name = other;
  }
  return name;
}

// A form of the name that the words are; valid as long as the table.
VariantTable::Text VariantTable::find(std::span<const std::string> words, Stemmer& stemmer) const {
  const auto exact =
      words.size() == 1 ? find_name(words[0]) : find_name(fmt::format("{}", fmt::join(words, " ")));
  if (exact || std::ranges::none_of(words, is_cyrillic_word)) return exact;
  return find_inflected(words, stemmer);
}

std::vector<VariantTable::Form> VariantTable::forms_of(std::span<const std::string> words,
                                                       Stemmer& stemmer) const {
  std::vector<Form> forms;
  if (const Text name = find(words, stemmer)) {
    for (const std::string_view text : group_of_name(*name)) forms.push_back(words_in(text));
  }
  return forms;
}

std::vector<std::string_view> VariantTable::group_of_name(std::string_view text) const {
  return group_of(text, own_ ? &own_->names() : nullptr,
                  shipped_ != nullptr ? &shipped_->names : nullptr);
}

std::vector<std::string_view> VariantTable::group_of_ending(std::string_view text) const {
  return group_of(text, own_ ? &own_->endings() : nullptr,
                  shipped_ != nullptr ? &shipped_->endings : nullptr);
}

std::size_t VariantTable::most_words_from(const std::string& word) const {
  // An inflected first word tells nothing of how long the name may be.
  if (is_cyrillic_word(word)) return kMaxVariantWords;
  if (shipped_ != nullptr && shipped_->has_longer(word)) return kMaxVariantWords;
  return own_ ? own_->most_words_from(word) : 1;
}

std::size_t VariantTable::longest(std::span<const std::string> words, Stemmer& stemmer) const {
  if (words.size() < 2) return words.size();
  for (std::size_t count = std::min(most_words_from(words[0]), words.size()); count > 1; --count) {
    if (find(words.first(count), stemmer)) return count;
  }
  return 1;
}

std::size_t VariantTable::longest_ending() const {
  const std::size_t own = own_ ? own_->longest_ending() : 0;
  return shipped_ != nullptr ? std::max(own, shipped_->longest_ending) : own;
}

std::vector<std::string> VariantTable::other_endings(std::string_view word) const {
  std::vector<std::string> words;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < kMinLettersBeforeEnding && begin < word.size(); ++i)
    decode_utf8(word, begin);
  const std::size_t longest = longest_ending();
  for (; begin < word.size(); decode_utf8(word, begin)) {
    const std::string_view ending = word.substr(begin);
    if (ending.size() > longest) continue;
    const auto group = group_of_ending(ending);
    if (group.empty()) continue;
    for (const std::string_view other : group) {
      if (other != ending && is_cyrillic_word(other) == is_cyrillic_word(word))
        words.push_back(std::string(word.substr(0, begin)).append(other));
    }
    return words;
  }
  return words;
}

}  // namespace dateline
