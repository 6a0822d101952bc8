// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.h"

#include <filesystem>

#include <fmt/format.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "searcher/query/query_builder.h"
#include "searcher/query/query_explain.h"
#include "searcher/query/query_parser.h"
#include "searcher/results/feedback.h"
#include "searcher/results/matched_words.h"
#include "searcher/results/snippet.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

MatchedWords matched_words(const AskedWords& asked, IndexReader& reader) {
  MatchedWords words(reader.stemmer());
  for (const auto& phrase : asked.phrases) words.add_phrase(phrase);
  for (const auto& stem : asked.stems) {
    // A stem that knows accents stands for words that are no forms of it when written without.
    if (reader.stemmer().uses_accents()) {
      words.add_stem(stem);
    } else {
      words.add_forms(reader.forms_of(stem));
    }
  }
  for (const auto& prefix : asked.prefixes) words.add_prefix(prefix);
  return words;
}

// Relative to the current folder where it lies below it, as a shell user would type it.
std::string openable_path(const IndexReader& reader, const Document& document) {
  const fs::path root = reader.root_path(document.root);
  if (root.empty()) return document.path;
  const fs::path path = root / document.path;
  const fs::path relative = path.lexically_relative(fs::current_path());
  if (relative.empty() || *relative.begin() == "..") return path.string();
  // Programs take what begins with a dash for an option.
  return (relative.native().starts_with('-') ? "." / relative : relative).string();
}

Hit make_hit(IndexReader& reader, Match&& match, std::uint64_t rank, MatchedWords& words,
             const SearchSettings& settings) {
  Hit hit;
  hit.rank = rank;
  hit.score = match.score;
  hit.document = match.document ? std::move(*match.document) : reader.load(match.docid);
  if (settings.detail == HitDetail::Snippet) {
    hit.title = mark_all(hit.document.title, words);
    hit.snippet = make_snippet(hit.document.body, words, settings.snippet_columns);
  }
  if (settings.openable_paths) hit.document.path = openable_path(reader, hit.document);
  return hit;
}

BuildOptions build_options(const SearchSettings& settings, bool defer_phrases) {
  // With --undated nothing is left out.
  const bool count_undated = settings.count_undated && !settings.include_undated;
  return {settings.include_undated, defer_phrases, count_undated};
}

void count_left_out(IndexReader& reader, const BuiltQuery& built, Answer& answer) {
  if (built.left_out) answer.undated_left_out = count_matches(reader, *built.left_out);
}

Answer count(IndexReader& reader, const UnderstoodQuery& query, const SearchSettings& settings) {
  const BuiltQuery built = build_query(query.tree, reader, build_options(settings, false));
  Answer answer;
  answer.total = count_matches(reader, built.query);
  count_left_out(reader, built, answer);
  return answer;
}

Answer find(IndexReader& reader, const UnderstoodQuery& query, const SearchSettings& settings) {
  BuiltQuery built = build_query(query.tree, reader, build_options(settings, true));
  if (settings.expand && settings.order == SortOrder::Relevance)
    built = expand_query(reader, std::move(built)).query;
  Matches matches = find_matches(reader, built, settings.order, settings.page, settings.ranking);
  MatchedWords words = matched_words(built.asked, reader);
  Answer answer;
  answer.total = matches.total;
  answer.total_is_exact = matches.total_is_exact;
  std::uint64_t rank = settings.page.offset;
  for (auto& match : matches.page) {
    ++rank;
    if (settings.detail != HitDetail::None)
      answer.hits.push_back(make_hit(reader, std::move(match), rank, words, settings));
  }
  count_left_out(reader, built, answer);
  return answer;
}

}  // namespace

UnderstoodQuery understand(std::string_view query, const DateRange& range) {
  UnderstoodQuery understood;
  const bool ranged = range.since || range.until;
  QueryNode date;
  date.kind = NodeKind::Date;
  date.range = range;
  if (ranged && trim(query).empty()) {
    understood.tree = std::move(date);
  } else {
    understood.tree = parse_query(query);
    if (ranged) {
      QueryNode both;
      both.kind = NodeKind::And;
      if (understood.tree.kind == NodeKind::And) {
        both = std::move(understood.tree);
      } else {
        both.children.push_back(std::move(understood.tree));
      }
      both.children.push_back(std::move(date));
      understood.tree = std::move(both);
    }
  }
  understood.text = to_string(understood.tree);
  return understood;
}

Answer answer_query(IndexReader& reader, const UnderstoodQuery& query,
                    const SearchSettings& settings) {
  return reader.search([&] {
    return settings.count_only ? count(reader, query, settings) : find(reader, query, settings);
  });
}

std::string explain_query(IndexReader& reader, std::string_view text, const UnderstoodQuery& query,
                          const SearchSettings& settings) {
  return reader.search([&] {
    const BuiltQuery built = build_query(query.tree, reader, build_options(settings, false));
    std::string out = fmt::format("query       {}\nunderstood  {}\n", one_line(text), query.text);
    for (const auto& note : built.notes) out += fmt::format("expanded    {}\n", one_line(note));
    out += fmt::format("xapian      {}\n", one_line(built.query.get_description()));
    return out;
  });
}

}  // namespace dateline
