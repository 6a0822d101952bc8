// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.h"

#include <filesystem>

#include <fmt/format.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "common/domain/fields.h"
#include "searcher/deadline.h"
#include "searcher/expand/variants.h"
#include "searcher/expand/vocabulary.h"
#include "searcher/query/query_builder.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_explain.h"
#include "searcher/query/query_text.h"
#include "searcher/query/suggestion.h"
#include "searcher/results/feedback.h"
#include "searcher/results/matched_words.h"
#include "searcher/results/snippet.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostExplained = 1000;  // bytes of a Xapian query

MatchedWords matched_words(const AskedWords& asked, IndexReader& reader) {
  MatchedWords words(reader.stemmer());
  for (const auto& run : asked.runs) words.add_phrase(run);
  for (const auto& stem : asked.stems) {
    // A stem that knows accents stands for words that are no forms of it when written without.
    if (reader.stemmer().uses_accents()) {
      words.add_stem(stem);
    } else {
      words.add_forms(reader.forms_of(stem));
    }
  }
  for (const auto& stretch : asked.stretches) words.add_stretches(stretch);
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

// One query on one state of the index.
class Search {
 public:
  Search(IndexReader& reader, const UnderstoodQuery& query, const SearchSettings& settings,
         const Deadline& deadline)
      : reader_(reader),
        query_(query),
        settings_(settings),
        deadline_(deadline),
        vocabulary_(reader, [this] { deadline_.check(); }),
        tree_(named(query.tree)) {}
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  Answer answer() {
    Answer answer = settings_.count_only ? count() : find();
    const bool is_empty = reader_.database().get_doccount() == 0;
    if (answer.total == 0 && settings_.suggest && !is_empty) suggest(answer);
    answer.searched = std::move(tree_);
    return answer;
  }

  std::string explain() {
    const BuiltQuery built = build(tree_, false);
    std::string out =
        fmt::format("query       {}\nunderstood  {}\n", one_line(query_.typed), query_.text);
    for (const auto& text : query_.dropped) out += fmt::format("no word     {}\n", one_line(text));
    if (has_variants(tree_)) out += fmt::format("names       {}\n", to_string(tree_));
    for (const auto& note : built.notes) out += fmt::format("expanded    {}\n", one_line(note));
    out += fmt::format("searched    {}\n", to_query_text(tree_));
    const std::string xapian = one_line(built.query.get_description());
    const std::size_t end = utf8_cut(xapian, kMostExplained);
    out += fmt::format("xapian      {}{}\n", xapian.substr(0, end), end < xapian.size() ? "…" : "");
    return out;
  }

 private:
  QueryNode named(const QueryNode& tree) {
    const VariantTable& table = settings_.variants ? *settings_.variants : VariantTable::shipped();
    VariantFinder finder(table, vocabulary_, reader_.stemmer());
    return expand_names(tree, finder, reader_.stemmer(), settings_.expansion);
  }

  BuiltQuery build(const QueryNode& tree, bool defer_phrases) {
    // With --undated nothing is left out.
    const bool count_undated = settings_.count_undated && !settings_.include_undated;
    return build_query(tree, reader_,
                       {settings_.include_undated, defer_phrases, count_undated, deadline_});
  }

  void count_left_out(const BuiltQuery& built, Answer& answer) {
    if (built.left_out) answer.undated_left_out = count_matches(reader_, *built.left_out);
  }

  Answer count() {
    BuiltQuery built = build(tree_, false);
    Answer answer;
    answer.total = count_matches(reader_, built.query);
    count_left_out(built, answer);
    answer.expanded = std::move(built.notes);
    return answer;
  }

  Answer find() {
    BuiltQuery built = build(tree_, true);
    Answer answer;
    if (settings_.expand && settings_.order == SortOrder::Relevance) {
      ExpandedQuery expanded = expand_query(reader_, std::move(built));
      built = std::move(expanded.query);
      for (FeedbackWord& word : expanded.words) {
        if (word.is_new) answer.feedback.push_back(std::move(word.word));
      }
    }
    Matches matches =
        find_matches(reader_, built, settings_.order, settings_.page, settings_.ranking);
    MatchedWords words = matched_words(built.asked, reader_);
    answer.total = matches.total;
    answer.total_is_exact = matches.total_is_exact;
    std::uint64_t rank = settings_.page.offset;
    for (auto& match : matches.page) {
      ++rank;
      if (settings_.detail != HitDetail::None)
        answer.hits.push_back(make_hit(reader_, std::move(match), rank, words, settings_));
    }
    count_left_out(built, answer);
    answer.expanded = std::move(built.notes);
    return answer;
  }

  // What cannot be asked, or not in time, is not suggested; the answer stands.
  void suggest(Answer& answer) {
    try {
      Missing missing = find_missing(tree_, query_.typed, reader_, vocabulary_);
      answer.missing_words = std::move(missing.words);
      if (!missing.corrected.empty() && has_matches(missing.corrected))
        answer.did_you_mean = missing.corrected;
    } catch (const Error& error) {
      if (error.code() != ExitCode::Usage && error.code() != ExitCode::Timeout) throw;
    }
  }

  bool has_matches(const std::string& query) {
    const BuiltQuery built = build(named(understand(query, settings_).tree), false);
    return count_matches(reader_, built.query) > 0;
  }

  IndexReader& reader_;
  const UnderstoodQuery& query_;
  const SearchSettings& settings_;
  const Deadline& deadline_;
  Vocabulary vocabulary_;
  QueryNode tree_;
};

QueryNode with_range(QueryNode&& tree, QueryNode&& date) {
  QueryNode both;
  both.kind = NodeKind::And;
  if (tree.kind == NodeKind::And) {
    both = std::move(tree);
  } else {
    both.children.push_back(std::move(tree));
  }
  both.children.push_back(std::move(date));
  return both;
}

}  // namespace

UnderstoodQuery understand(std::string_view query, const SearchSettings& settings) {
  UnderstoodQuery understood;
  understood.typed = query;
  const bool ranged = settings.range.since || settings.range.until;
  QueryNode date;
  date.kind = NodeKind::Date;
  date.field = &field(FieldId::Date);
  date.range = settings.range;
  if (ranged && trim(query).empty()) {
    understood.tree = std::move(date);
  } else {
    const ParseOptions options{settings.match};
    ParsedQuery parsed =
        settings.verbatim ? parse_verbatim(query, options) : parse_query(query, options);
    understood.dropped = std::move(parsed.dropped);
    understood.tree =
        ranged ? with_range(std::move(parsed.tree), std::move(date)) : std::move(parsed.tree);
  }
  understood.text = to_string(understood.tree);
  return understood;
}

Answer answer_query(IndexReader& reader, const UnderstoodQuery& query,
                    const SearchSettings& settings) {
  const Deadline deadline(settings.time_limit);
  return reader.search([&] { return Search(reader, query, settings, deadline).answer(); });
}

std::string explain_query(IndexReader& reader, const UnderstoodQuery& query,
                          const SearchSettings& settings) {
  const Deadline deadline(settings.time_limit);
  return reader.search([&] { return Search(reader, query, settings, deadline).explain(); });
}

QueryInfo info_of(std::string id, const UnderstoodQuery& query, Answer& answer) {
  return {std::move(id),
          query.typed,
          query.text,
          std::move(answer.searched),
          std::move(answer.expanded),
          query.dropped};
}

std::string searched_as(const UnderstoodQuery& query, const QueryNode& searched) {
  const bool is_plain = query.dropped.empty() && !has_variants(searched);
  return is_plain ? std::string() : to_query_text(searched);
}

}  // namespace dateline
