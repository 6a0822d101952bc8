// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/place_runs.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "searcher/query/phrase_parser.h"

namespace dateline {
namespace {

using Runs = std::vector<PlaceRun>;

Runs runs_of(const QueryNode& node, WordChooser& chooser, bool more_follows);

Runs run_of(WordChoice&& choice) {
  if (choice.words.empty()) return {};
  Runs runs(1);
  runs.front().push_back(std::move(choice));
  return runs;
}

void merge(std::vector<std::string>& into, std::vector<std::string>&& from) {
  std::ranges::move(from, std::back_inserter(into));
  std::ranges::sort(into);
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

// Alternatives of one word each are one place.
Runs merge_alternatives(const QueryNode& node, WordChooser& chooser, bool more_follows) {
  Runs longer;
  WordChoice single;
  for (const QueryNode& child : node.children) {
    for (PlaceRun& run : runs_of(child, chooser, more_follows)) {
      if (run.size() != 1) {
        longer.push_back(std::move(run));
        continue;
      }
      merge(single.words, std::move(run.front().words));
      merge(single.stems, std::move(run.front().stems));
    }
  }
  Runs runs = run_of(std::move(single));
  std::ranges::move(longer, std::back_inserter(runs));
  return runs;
}

Runs in_sequence(const QueryNode& phrase, WordChooser& chooser, bool more_follows) {
  Runs runs(1);
  for (std::size_t i = 0; i < phrase.children.size(); ++i) {
    const bool is_last = i + 1 == phrase.children.size();
    const Runs next = runs_of(phrase.children[i], chooser, more_follows || !is_last);
    check_alternatives(runs.size() * next.size(), phrase.offset);
    Runs longer;
    for (const PlaceRun& begin : runs) {
      for (const PlaceRun& end : next) {
        longer.push_back(begin);
        longer.back().insert(longer.back().end(), end.begin(), end.end());
      }
    }
    runs = std::move(longer);
  }
  return runs;
}

Runs exact_runs(std::string_view text, WordChooser& chooser, bool more_follows) {
  Runs runs(1);
  runs.front() = exact_run(text, chooser, more_follows);
  if (runs.front().empty()) runs.clear();
  return runs;
}

Runs runs_of(const QueryNode& node, WordChooser& chooser, bool more_follows) {
  switch (node.kind) {
    case NodeKind::Word: {
      const std::vector<QueryWord> words = query_words(node.text, more_follows);
      if (words.size() != 1) return exact_runs(node.text, chooser, more_follows);
      return run_of(is_unspaced_character(words[0].word) ? chooser.prefix(words[0].word, node)
                                                         : chooser.any_form(words[0]));
    }
    case NodeKind::Prefix: {
      const std::vector<QueryWord> words = query_words(node.text);
      return words.empty() ? Runs() : run_of(chooser.prefix(words.back().word, node));
    }
    case NodeKind::Fuzzy:
      return run_of(chooser.fuzzy(node));
    case NodeKind::Or:
    case NodeKind::Variants:
      return merge_alternatives(node, chooser, more_follows);
    case NodeKind::And:  // as typed, of a name of several words: they belong together here
      return in_sequence(node, chooser, more_follows);
    case NodeKind::Phrase:
      if (!node.children.empty()) return in_sequence(node, chooser, more_follows);
      [[fallthrough]];
    default:
      return exact_runs(node.text, chooser, more_follows);
  }
}

}  // namespace

PlaceRun exact_run(std::string_view text, WordChooser& chooser, bool more_follows) {
  PlaceRun run;
  for (const QueryWord& word : query_words(text, more_follows))
    run.push_back(chooser.exact(word.word));
  return run;
}

std::vector<PlaceRun> place_runs(const QueryNode& node, WordChooser& chooser) {
  return runs_of(node, chooser, false);
}

Operand operand_of(const std::vector<PlaceRun>& runs) {
  Operand operand;
  for (const PlaceRun& run : runs) {
    WordRun words;
    for (const WordChoice& place : run) words.push_back(place.words);
    operand.alternatives.push_back(std::move(words));
  }
  return operand;
}

}  // namespace dateline
