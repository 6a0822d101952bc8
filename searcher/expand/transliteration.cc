// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/expand/transliteration.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "common/base/utf8.h"
#include "searcher/expand/letters.h"

namespace dateline {
namespace {

// Seeks one word may cost, and words it may become.
constexpr std::size_t kMaxSeeks = 2000;
constexpr std::size_t kMaxWords = 64;
constexpr std::size_t kMinResultLetters = 3;

constexpr auto kIcuLetters = std::to_array<LetterRule>({
    {"а", "a"},          {"б", "b"},    {"в", "v"},     {"г", "g h"},  {"ґ", "g"},
    {"ѓ", "g"},          {"д", "d"},    {"ђ", "đ"},     {"е", "e ye"}, {"ё", "e ye yo"},
    {"є", "e ye"},       {"ж", "z zh"}, {"з", "z"},     {"ѕ", "dz z"}, {"и", "i y"},
    {"і", "i"},          {"ї", "i yi"}, {"й", "i j y"}, {"ј", "j"},    {"к", "k"},
    {"ќ", "k"},          {"л", "l"},    {"љ", "l lj"},  {"м", "m"},    {"н", "n"},
    {"њ", "n nj"},       {"о", "o"},    {"п", "p"},     {"р", "r"},    {"с", "s"},
    {"т", "t"},          {"ћ", "c"},    {"у", "u"},     {"ў", "u w"},  {"ф", "f"},
    {"х", "h kh"},       {"ц", "c ts"}, {"ч", "c ch"},  {"џ", "d dz"}, {"ш", "s sh"},
    {"щ", "s shch sht"}, {"ъ", "- u"},  {"ы", "y"},     {"ь", "-"},    {"э", "e"},
    {"ю", "u yu"},       {"я", "a ya"},
});

// What newspapers write beside that: Dmitry, Alexei, Yulia, Djindjic, Tajik.
constexpr auto kPressLetters = std::to_array<LetterRule>({
    {"ё", "o jo io"},    {"є", "je ie"},     {"ж", "j"},   {"ї", "ji"},         {"х", "ch"},
    {"ц", "tz"},         {"ч", "tch"},       {"ш", "sch"}, {"щ", "sch"},        {"ю", "iu ju"},
    {"я", "ia ja"},      {"ђ", "dj d"},      {"љ", "ly"},  {"њ", "ny"},         {"ћ", "ch"},
    {"џ", "dzh j"},      {"дж", "j"},        {"кс", "x"},  {"ий", "y i", true}, {"ый", "y i", true},
    {"ій", "y i", true}, {"ья", "ia", true},
});

struct Step {
  std::string_view from;
  std::string_view to;
  bool at_end;
};

using Steps = std::unordered_map<char32_t, std::vector<Step>>;  // by the first letter of `from`

char32_t first_letter(std::string_view text) {
  std::size_t position = 0;
  return text.empty() ? U'\0' : decode_utf8(text, position);
}

struct Directions {
  Steps to_latin;
  Steps to_cyrillic;  // steps from nothing are under the letter 0

  void add(const LetterRule& rule) {
    for (std::string_view rest = rule.latin; !rest.empty();) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      const std::string_view one = rest.substr(0, blank);
      const std::string_view latin = one == "-" ? std::string_view() : one;
      to_latin[first_letter(rule.cyrillic)].push_back({rule.cyrillic, latin, rule.at_end});
      to_cyrillic[first_letter(latin)].push_back({latin, rule.cyrillic, rule.at_end});
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
};

const Directions& directions() {
  static const Directions made = [] {
    Directions directions;
    std::ranges::for_each(kIcuLetters, [&](const auto& rule) { directions.add(rule); });
    std::ranges::for_each(kPressLetters, [&](const auto& rule) { directions.add(rule); });
    return directions;
  }();
  return made;
}

class Walk {
 public:
  Walk(const Steps& steps, Vocabulary& vocabulary) : steps_(steps), vocabulary_(vocabulary) {}

  std::vector<std::string> words(std::string_view word) {
    go_on(word);
    std::ranges::sort(words_);
    words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
    return std::move(words_);
  }

 private:
  bool is_full() const { return seeks_ >= kMaxSeeks || words_.size() >= kMaxWords; }

  void go_on(std::string_view rest) {
    vocabulary_.step();
    if (rest.empty()) finish();
    for (const char32_t letter : {first_letter(rest), U'\0'}) {
      const auto found = steps_.find(letter);
      if (found == steps_.end()) continue;
      for (const Step& step : found->second) take(step, rest);
      if (rest.empty()) break;  // then both letters are 0
    }
  }

  void take(const Step& step, std::string_view rest) {
    if (is_full() || !rest.starts_with(step.from)) return;
    if (step.at_end && rest.size() != step.from.size()) return;
    // Letters that are not heard: a sign follows a letter, and no other sign.
    if (step.from.empty() && (made_.empty() || silent_)) return;
    const std::size_t size = made_.size();
    made_ += step.to;
    ++seeks_;
    if (vocabulary_.begins(made_)) {
      const bool before = std::exchange(silent_, step.from.empty());
      go_on(rest.substr(step.from.size()));
      silent_ = before;
    }
    made_.resize(size);
  }

  void finish() {
    if (count_characters(made_) < kMinResultLetters) return;
    if (vocabulary_.documents(made_) > 0) words_.push_back(made_);
  }

  const Steps& steps_;
  Vocabulary& vocabulary_;
  std::size_t seeks_ = 0;
  bool silent_ = false;  // the last step was one from nothing
  std::string made_;
  std::vector<std::string> words_;
};

}  // namespace

std::span<const LetterRule> icu_letters() { return kIcuLetters; }

std::vector<std::string> transliterations(std::string_view word, Vocabulary& vocabulary) {
  if (count_characters(word) < kMinTransliteratedLetters) return {};
  const char32_t first = first_letter(word);
  const bool is_cyrillic = is_cyrillic_word(word);
  const bool is_latin = (first >= U'a' && first <= U'z') || first == U'đ';
  if (!is_cyrillic && !is_latin) return {};
  if (!vocabulary.has_cyrillic()) return {};
  const Directions& table = directions();
  return Walk(is_cyrillic ? table.to_latin : table.to_cyrillic, vocabulary).words(word);
}

}  // namespace dateline
