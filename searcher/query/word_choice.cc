// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/word_choice.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "searcher/query/query_error.h"
#include "searcher/query/query_limits.h"

namespace dateline {
namespace {

void sort_each_once(std::vector<std::string>& texts) {
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

[[noreturn]] void fail_expansion(const QueryNode& node, std::string_view what, const char* hint) {
  throw QueryError(node.offset,
                   fmt::format("over {} words {} (expansion per wildcard)", kMaxExpansion, what),
                   hint);
}

}  // namespace

WordChoice WordChooser::exact(std::string_view word) {
  return {{std::string(word)}, {std::string(reader_.stemmer().stem(word))}, false};
}

WordChoice WordChooser::any_form(const QueryWord& word) {
  WordChoice choice;
  choice.stems = stems(word);
  sort_each_once(choice.stems);
  for (const std::string& stem : choice.stems) {
    for (std::string& form : reader_.forms_of(stem)) choice.words.push_back(std::move(form));
  }
  sort_each_once(choice.words);
  choice.is_every_form = true;
  return choice;
}

std::vector<std::string> WordChooser::stems(const QueryWord& word) {
  std::vector<std::string> stems{std::string(reader_.stemmer().stem(word.word))};
  if (word.accented.empty() || !reader_.stemmer().uses_accents()) return stems;
  std::string accented(reader_.stemmer().stem(word.accented));
  if (accented != stems.front()) stems.push_back(std::move(accented));
  return stems;
}

WordChoice WordChooser::prefix(std::string_view prefix, const QueryNode& node) {
  std::vector<std::string> words = vocabulary_.with_prefix(prefix, kMaxExpansion);
  if (words.size() > kMaxExpansion) {
    fail_expansion(node, fmt::format("begin with {}", quote_for_message(prefix)),
                   "give more letters before the star");
  }
  note(fmt::format("{}*", prefix), words);
  return choice_of(std::move(words));
}

WordChoice WordChooser::fuzzy(const QueryNode& node) {
  const std::vector<QueryWord> typed = query_words(node.text);
  const std::string word = typed.empty() ? std::string() : typed.front().word;
  const auto near = vocabulary_.near(word, node.distance, kMaxExpansion);
  if (near.size() > kMaxExpansion)
    fail_expansion(node, fmt::format("are near {}", quote_for_message(word)), "write ~1 or ~");
  std::vector<std::string> words;
  for (const NearWord& known : near) words.push_back(known.word);
  note(fmt::format("{}~{}", word, node.distance), words);
  return choice_of(std::move(words));
}

WordChoice WordChooser::choice_of(std::vector<std::string>&& words) {
  WordChoice choice{std::move(words), {}, true};
  const std::unordered_set<std::string_view> wanted(choice.words.begin(), choice.words.end());
  for (const auto& word : choice.words) choice.stems.emplace_back(reader_.stemmer().stem(word));
  sort_each_once(choice.stems);
  // With accents a stem also stands for words that are no forms of it.
  choice.is_every_form = !reader_.stemmer().uses_accents();
  for (const auto& stem : choice.stems) {
    if (!choice.is_every_form) break;
    choice.is_every_form = std::ranges::all_of(
        reader_.forms_of(stem), [&](const auto& form) { return wanted.contains(form); });
  }
  return choice;
}

void WordChooser::note(std::string_view written, const std::vector<std::string>& words) {
  constexpr std::size_t kNamed = 12;
  std::string text =
      fmt::format("{} = {} word{}", written, words.size(), words.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < std::min(words.size(), kNamed); ++i)
    text.append(i == 0 ? ": " : " ").append(words[i]);
  notes_.push_back(words.size() > kNamed ? text + " ..." : text);
}

}  // namespace dateline
