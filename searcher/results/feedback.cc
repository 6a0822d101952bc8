// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/feedback.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "common/domain/function_words.h"
#include "common/domain/terms.h"
#include "common/domain/tokenizer.h"
#include "searcher/results/term_match.h"

namespace dateline {
namespace {

constexpr std::size_t kFewestDocuments = 2;
constexpr std::size_t kFewestBytes = 3;
constexpr double kLargestShare = 0.2;               // of all documents
constexpr std::size_t kMostDocumentTerms = 20'000;  // of one document; more are not looked at

struct Candidate {
  double value = 0;
  std::size_t documents = 0;
};
using Candidates = std::unordered_map<std::string, Candidate>;  // by stem

// Of the stems of title and body together.
std::string_view stem_of(std::string_view term) { return term.substr(stem_term("").size()); }

bool is_stem_term(std::string_view term) {
  static const std::string kStems = stem_term("");
  static const std::string kTitleStems = title_stem_term("");
  return term.starts_with(kStems) && !term.starts_with(kTitleStems);
}

// How a word counts in a document, without its rarity.
double saturated(Xapian::termcount count, double relative_length) {
  return (kBm25K1 + 1) * count / (count + saturation(relative_length));
}

void add_document(const Xapian::Database& database, Xapian::docid docid, double share,
                  Candidates& candidates) {
  const double average = database.get_avlength();
  const double relative = average == 0 ? 1 : database.get_doclength(docid) / average;
  auto term = database.termlist_begin(docid);
  term.skip_to(stem_term(""));
  std::size_t seen = 0;
  for (const auto end = database.termlist_end(docid); term != end; ++term) {
    const std::string name = *term;
    if (!name.starts_with(stem_term("")) || ++seen > kMostDocumentTerms) return;
    if (!is_stem_term(name)) continue;
    Candidate& candidate = candidates[std::string(stem_of(name))];
    candidate.value += share * saturated(term.get_wdf(), relative);
    ++candidate.documents;
  }
}

Candidates candidates_of(const Xapian::Database& database, std::span<const Match> best) {
  Candidates candidates;
  double all = 0;
  for (const Match& match : best) all += std::exp(match.score - best.front().score);
  for (const Match& match : best) {
    const double share = std::exp(match.score - best.front().score) / all;
    add_document(database, match.docid, share, candidates);
  }
  return candidates;
}

// None for a function word, for what the index knows no form of, and for a word that was cut.
std::optional<std::string> shown_form(IndexReader& reader, const std::string& stem) {
  std::vector<std::string> forms = reader.forms_of(stem);
  if (forms.empty()) return std::nullopt;
  const auto shorter = [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  };
  std::string form = *std::ranges::min_element(forms, shorter);
  const bool is_function = std::ranges::any_of(forms, [&](const std::string& word) {
    return is_function_word(word, reader.settings().language);
  });
  if (is_function || form.size() >= kMaxWordBytes) return std::nullopt;
  return form;
}

bool is_worth_a_look(const std::string& stem, const Candidate& candidate, std::size_t documents) {
  const auto is_number = [&] { return stem.front() >= '0' && stem.front() <= '9'; };
  return candidate.value > 0 && candidate.documents >= std::min(kFewestDocuments, documents) &&
         stem.size() >= kFewestBytes && !is_number();
}

bool is_asked(const std::string& stem, const AskedWords& asked) {
  return std::ranges::find(asked.stems, stem) != asked.stems.end();
}

// Values with the rarity in them, highest first.
std::vector<std::pair<double, std::string>> ranked(const Xapian::Database& database,
                                                   const Candidates& candidates,
                                                   const AskedWords& asked, std::size_t documents) {
  std::vector<std::pair<double, std::string>> values;
  const Xapian::doccount all = database.get_doccount();
  for (const auto& [stem, candidate] : candidates) {
    if (!is_worth_a_look(stem, candidate, documents)) continue;
    const Xapian::doccount frequency = std::min(database.get_termfreq(stem_term(stem)), all);
    const bool is_too_common = frequency > kLargestShare * all && !is_asked(stem, asked);
    if (frequency < kFewestDocuments || is_too_common) continue;
    values.emplace_back(candidate.value * rarity(all, frequency), stem);
  }
  std::ranges::sort(values, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  return values;
}

double sum_of_factors(const AskedWords& asked) {
  double sum = 0;
  for (std::size_t i = 0; i < asked.stems.size(); ++i) sum += asked.factor(i);
  for (const auto& run : asked.runs) sum += static_cast<double>(run.size());
  return sum;
}

}  // namespace

std::vector<FeedbackWord> feedback_words(IndexReader& reader, const AskedWords& asked,
                                         std::span<const Match> best) {
  best = best.first(std::min(best.size(), kFeedbackDocuments));
  std::vector<FeedbackWord> words;
  if (best.empty() || best.front().score <= 0) return words;
  const Candidates candidates = candidates_of(reader.database(), best);
  double sum = 0;
  for (auto& [value, stem] : ranked(reader.database(), candidates, asked, best.size())) {
    if (words.size() == kFeedbackWords) break;
    auto form = shown_form(reader, stem);
    if (!form) continue;
    sum += value;
    words.push_back({stem, std::move(*form), value, !is_asked(stem, asked)});
  }
  const double asked_for = sum_of_factors(asked);
  for (FeedbackWord& word : words) word.factor *= asked_for / sum;
  return words;
}

BuiltQuery with_feedback(BuiltQuery query, std::span<const FeedbackWord> words) {
  using Xapian::Query;
  if (words.empty()) return query;
  std::vector<Query> added;
  for (const FeedbackWord& word : words)
    added.emplace_back(Query::OP_SCALE_WEIGHT, Query(stem_term(word.stem)), word.factor);
  const Query any(Query::OP_OR, added.begin(), added.end());
  query.query = Query(Query::OP_AND_MAYBE, query.query, any);
  query.terms.reset();
  return query;
}

ExpandedQuery expand_query(IndexReader& reader, BuiltQuery query) {
  const Page first{0, kFeedbackDocuments, false};
  const Matches best = find_matches(reader, query, SortOrder::Relevance, first);
  auto words = feedback_words(reader, query.asked, best.page);
  BuiltQuery expanded = with_feedback(std::move(query), words);
  return {std::move(expanded), std::move(words)};
}

}  // namespace dateline
