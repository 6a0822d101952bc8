// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_builder.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>

#include "common/domain/fields.h"
#include "common/domain/function_words.h"
#include "common/domain/terms.h"
#include "common/domain/tokenizer.h"
#include "searcher/date_range_source.h"
#include "searcher/query/query_error.h"
#include "searcher/word_sequence_source.h"

namespace dateline {
namespace {

using Xapian::Query;

enum class DateMode {
  Filter,      // only documents that lie in the range
  OrUndated,   // and undated ones
  Everything,  // no date is a reason to leave a document out
};

struct QueryWord {
  std::string word;
  std::string accented;
};

// The words of a query's text. The character that closes a run without spaces is asked for only
// when something follows it: 東京 must find 東京都.
std::vector<QueryWord> query_words(std::string_view text) {
  std::vector<QueryWord> words;
  bool tail = false;
  Tokenizer tokenizer(text, true);
  for (Token token; tokenizer.next(token);) {
    words.push_back({std::string(token.word), std::string(token.accented)});
    tail = token.run_tail;
  }
  if (tail) words.pop_back();
  return words;
}

bool is_weighted(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::Filter:
    case NodeKind::Date:
    case NodeKind::Not:
      return false;
    case NodeKind::And:
    case NodeKind::Or:
      return std::any_of(node.children.begin(), node.children.end(), is_weighted);
    default:
      return true;
  }
}

Query all_documents() { return Query::MatchAll; }

class Builder {
 public:
  Builder(IndexReader& reader, DateMode dates, bool defer)
      : reader_(reader), dates_(dates), defer_(defer) {}

  // `required`: every match has this node.
  Query build(const QueryNode& node, bool required) {
    switch (node.kind) {
      case NodeKind::Word:
        return build_word(node, required);
      case NodeKind::Prefix:
        return build_prefix(node, node.text, required);
      case NodeKind::Phrase:
        return build_phrase(node, query_words(node.text), required);
      case NodeKind::Filter:
        return build_filter(node);
      case NodeKind::Date:
        return Query(Query::OP_AND, all_documents(), dates(node));
      case NodeKind::And:
        return build_and(node, required);
      case NodeKind::Or:
        return build_or(node);
      case NodeKind::Not:
        return Query(Query::OP_AND_NOT, all_documents(), build_negated(node.children[0]));
    }
    return {};
  }

  Query undated() const { return unweighted(std::string(kUndatedTerm)); }

  // What was built, if it was nothing but words, phrases that are left to confirm, and days.
  std::optional<TermQuery> term_query(const QueryNode& tree) const {
    const bool any = has_alternatives(tree);
    if (!is_plain(tree) || !asked_.prefixes.empty() || reader_.stemmer().uses_accents()) return {};
    if (asked_.phrases.size() != deferred_.size()) return {};
    if (terms_.empty()) return {};
    return TermQuery{terms_, !any, date_filters_, deferred_, factors_};
  }

  AskedWords take_asked() { return std::move(asked_); }
  std::vector<std::shared_ptr<const SequenceProgram>> take_deferred() {
    return std::move(deferred_);
  }
  std::vector<std::string> take_notes() { return std::move(notes_); }

 private:
  static bool in_title(const QueryNode& node) {
    return node.field != nullptr && node.field->id == FieldId::Title;
  }

  // Words, phrases and days, all required; or words, one of which is, and days.
  static bool is_plain(const QueryNode& tree) {
    const auto is_leaf = [](const QueryNode& node) {
      return node.kind == NodeKind::Word || node.kind == NodeKind::Phrase ||
             node.kind == NodeKind::Date;
    };
    const auto is_word = [](const QueryNode& node) { return node.kind == NodeKind::Word; };
    const auto is_either = [&](const QueryNode& node) {
      return node.kind == NodeKind::Or && std::ranges::all_of(node.children, is_word);
    };
    if (tree.kind != NodeKind::And) return is_leaf(tree) || is_either(tree);
    if (!has_alternatives(tree)) return std::ranges::all_of(tree.children, is_leaf);
    return tree.children.size() == 2 && is_either(tree.children[0]) &&
           tree.children[1].kind == NodeKind::Date;
  }

  static bool has_alternatives(const QueryNode& tree) {
    return tree.kind == NodeKind::Or ||
           std::ranges::any_of(tree.children,
                               [](const QueryNode& child) { return child.kind == NodeKind::Or; });
  }

  double factor(const QueryWord& word) const {
    return is_function_word(word.word, reader_.settings().language) ? kFunctionWordFactor : 1;
  }

  Query stem_query(std::string_view stem, bool title, double factor = 1) {
    const std::string term = title ? title_stem_term(stem) : stem_term(stem);
    terms_.push_back(term);
    factors_.push_back(factor);
    return negated_ ? unweighted(term) : scaled(Query(term), factor);
  }

  static Query scaled(const Query& query, double factor) {
    return factor == 1 ? query : Query(Query::OP_SCALE_WEIGHT, query, factor);
  }

  // For a term that only filters and that every document has, Xapian (1.4.22) reads the list of all
  // documents under the term's name, and ends with "Unexpected end of posting list" where numbers
  // of removed documents are missing. Asking for all documents ourselves avoids it.
  Query unweighted(const std::string& term) const {
    const Xapian::Database& database = reader_.database();
    return database.get_termfreq(term) == database.get_doccount() ? all_documents() : Query(term);
  }

  Query all_of(const std::vector<std::string>& terms) const {
    std::vector<Query> queries;
    for (const auto& term : terms) queries.push_back(unweighted(term));
    return Query(Query::OP_AND, queries.begin(), queries.end());
  }

  Query build_negated(const QueryNode& node) {
    const bool outside = std::exchange(negated_, true);
    Query query = build(node, false);
    negated_ = outside;
    return query;
  }

  // Any form of the word; with accents typed, what they stem to is asked for beside what the bare
  // letters do.
  Query any_form(const QueryWord& word, bool title) {
    const std::string stem(reader_.stemmer().stem(word.word));
    asked_.stems.push_back(stem);
    asked_.factors.push_back(factor(word));
    if (word.accented.empty() || !reader_.stemmer().uses_accents())
      return stem_query(stem, title, factor(word));
    const std::string accented(reader_.stemmer().stem(word.accented));
    if (accented == stem) return stem_query(stem, title, factor(word));
    asked_.stems.push_back(accented);
    asked_.factors.push_back(0);  // the word is there already
    const Query either(negated_ ? Query::OP_OR : Query::OP_SYNONYM, stem_query(stem, title),
                       stem_query(accented, title));
    return negated_ ? either : scaled(either, factor(word));
  }

  Query build_word(const QueryNode& node, bool required) {
    std::vector<QueryWord> words = query_words(node.text);
    if (words.size() != 1) return build_phrase(node, words, required);
    return is_unspaced_character(words[0].word) ? build_prefix(node, words[0].word, required)
                                                : any_form(words[0], in_title(node));
  }

  // One character of a script without spaces stands at the beginning of a pair, or alone at the end
  // of its run.
  static bool is_unspaced_character(const std::string& word) {
    return words_of(word + word).size() == 2;
  }

  Query build_phrase(const QueryNode& node, const std::vector<QueryWord>& words, bool required) {
    if (words.size() > kMaxPhraseWords) {
      throw QueryError(node.offset,
                       fmt::format("a phrase of {} words is too long: at most {} (phrase words)",
                                   words.size(), kMaxPhraseWords));
    }
    std::vector<std::vector<std::string>> sets;
    std::vector<std::string> asked;
    std::vector<Query> stems;
    for (const auto& word : words) {
      sets.push_back({word.word});
      asked.push_back(word.word);
      stems.push_back(stem_query(reader_.stemmer().stem(word.word), in_title(node), factor(word)));
    }
    asked_.phrases.push_back(std::move(asked));
    return in_sequence(Query(Query::OP_AND, stems.begin(), stems.end()), node, std::move(sets),
                       required);
  }

  // The candidates whose words lie as the sets say.
  Query in_sequence(const Query& candidates, const QueryNode& node,
                    std::vector<std::vector<std::string>> sets, bool required) {
    auto program = std::make_shared<const SequenceProgram>(
        WordOrder::Phrase, 0, std::move(sets), true, !in_title(node), reader_.words().hash());
    const bool later = defer_ && required;
    if (later) deferred_.push_back(program);
    WordSequenceSource source(reader_, program, later ? Confirm::Later : Confirm::InMatch);
    return Query(Query::OP_FILTER, candidates, Query(source.clone()->release()));
  }

  Query build_prefix(const QueryNode& node, const std::string& text, bool required) {
    const std::vector<QueryWord> typed = query_words(text);
    const std::string prefix = typed.empty() ? std::string() : typed.back().word;
    std::vector<std::string> words = reader_.words_with_prefix(prefix, kMaxExpansion);
    if (words.size() > kMaxExpansion) {
      throw QueryError(node.offset,
                       fmt::format("over {} words begin with '{}' (expansion per wildcard)",
                                   kMaxExpansion, quote_for_message(prefix)),
                       "give more letters before the star");
    }
    asked_.prefixes.push_back(prefix);
    notes_.push_back(fmt::format("{}* = {}", prefix, summary(words)));
    if (words.empty()) return Query::MatchNothing;
    return any_of_words(node, std::move(words), required);
  }

  static std::string summary(const std::vector<std::string>& words) {
    constexpr std::size_t kNamed = 12;
    std::string text = fmt::format("{} word{}:", words.size(), words.size() == 1 ? "" : "s");
    for (std::size_t i = 0; i < std::min(words.size(), kNamed); ++i) text += ' ' + words[i];
    return words.size() > kNamed ? text + " ..." : text;
  }

  // Stems find the candidates. When the words are all the forms their stems have, that is the
  // answer; else the words decide.
  Query any_of_words(const QueryNode& node, std::vector<std::string> words, bool required) {
    const std::unordered_set<std::string> wanted(words.begin(), words.end());
    std::vector<std::string> stems;
    for (const auto& word : words) stems.emplace_back(reader_.stemmer().stem(word));
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    bool every_form = true;
    std::vector<Query> queries;
    for (const auto& stem : stems) {
      queries.push_back(stem_query(stem, in_title(node)));
      const auto forms = reader_.forms_of(stem);
      every_form = every_form && std::all_of(forms.begin(), forms.end(), [&](const auto& form) {
                     return wanted.contains(form);
                   });
    }
    // With accents a stem also stands for words that are no forms of it.
    every_form = every_form && !reader_.stemmer().uses_accents();
    const Query candidates(negated_ ? Query::OP_OR : Query::OP_SYNONYM, queries.begin(),
                           queries.end());
    return every_form ? candidates : in_sequence(candidates, node, {std::move(words)}, required);
  }

  Query build_filter(const QueryNode& node) const {
    if (node.field->kind == FieldKind::Path) return path_query(node.text);
    if (node.field->kind == FieldKind::Words) {
      const auto terms = word_terms(*node.field, node.text);
      return all_of(terms);
    }
    return unweighted(filter_term(*node.field, node.text));
  }

  // A folder, a file, one document (file#record), or a pattern over all known paths.
  Query path_query(const std::string& typed) const {
    const std::string_view prefix = field(FieldId::Path).prefix;
    std::string path = typed.starts_with("./") ? typed.substr(2) : typed;
    std::vector<Query> queries = {unweighted(make_term(prefix, path))};
    // A file may be called "cutting [1].txt".
    if (path.find_first_of("*?[") != std::string::npos) queries.push_back(path_pattern(path));
    if (!path.ends_with('/')) queries.push_back(unweighted(make_term(prefix, path + '/')));
    if (path.find('#') != std::string::npos) {
      if (const auto docid = reader_.find(path))
        queries.push_back(unweighted(id_term(reader_.load(*docid).id)));
    }
    return Query(Query::OP_OR, queries.begin(), queries.end());
  }

  Query path_pattern(const std::string& pattern) const {
    const std::string prefix(field(FieldId::Path).prefix);
    const bool whole = pattern.find('/') != std::string::npos;
    std::vector<Query> queries;
    for (auto term = reader_.database().allterms_begin(prefix);
         term != reader_.database().allterms_end(prefix); ++term) {
      const std::string path = (*term).substr(prefix.size());
      if (path.ends_with('/')) continue;
      const std::string text = whole ? path : path.substr(path.rfind('/') + 1);
      if (::fnmatch(pattern.c_str(), text.c_str(), 0) == 0) queries.push_back(unweighted(*term));
    }
    return Query(Query::OP_OR, queries.begin(), queries.end());
  }

  // Gives deleted documents too: for use beside what does not.
  Query dates(const QueryNode& node) {
    if (dates_ == DateMode::Everything && !negated_) return all_documents();
    const DateFilter filter(node.range, dates_ == DateMode::OrUndated && !negated_);
    date_filters_.push_back(filter);
    const DateRangeSource source(reader_.words(), reader_.state().date_ordered, filter);
    return Query(source.clone()->release());
  }

  Query build_and(const QueryNode& node, bool required) {
    std::vector<Query> weighted;
    std::vector<Query> filters;
    std::vector<Query> excluded;
    bool only_dates = true;
    for (const auto& child : node.children) {
      if (child.kind == NodeKind::Not) {
        excluded.push_back(build_negated(child.children[0]));
      } else if (child.kind == NodeKind::Date) {
        filters.push_back(dates(child));
      } else {
        only_dates = false;
        (is_weighted(child) ? weighted : filters).push_back(build(child, required));
      }
    }
    if (only_dates && !filters.empty()) filters.push_back(all_documents());
    Query query =
        weighted.empty() ? Query() : Query(Query::OP_AND, weighted.begin(), weighted.end());
    if (!filters.empty()) {
      const Query all(Query::OP_AND, filters.begin(), filters.end());
      query = weighted.empty() ? all : Query(Query::OP_FILTER, query, all);
    } else if (weighted.empty()) {
      query = all_documents();
    }
    if (excluded.empty()) return query;
    return Query(Query::OP_AND_NOT, query, Query(Query::OP_OR, excluded.begin(), excluded.end()));
  }

  Query build_or(const QueryNode& node) {
    std::vector<Query> queries;
    for (const auto& child : node.children) {
      Query query = build(child, false);
      queries.push_back(is_weighted(child) ? query : Query(Query::OP_SCALE_WEIGHT, query, 0));
    }
    return Query(Query::OP_OR, queries.begin(), queries.end());
  }

  IndexReader& reader_;
  DateMode dates_;
  bool defer_;
  bool negated_ = false;  // below a NOT: nothing is weighted there
  AskedWords asked_;
  std::vector<std::shared_ptr<const SequenceProgram>> deferred_;
  std::vector<std::string> notes_;
  std::vector<std::string> terms_;  // of words
  std::vector<double> factors_;     // of their weights
  std::vector<DateFilter> date_filters_;
};

bool has_date(const QueryNode& node, bool negated = false) {
  if (node.kind == NodeKind::Date) return !negated;
  const bool below_not = negated || node.kind == NodeKind::Not;
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const auto& child) { return has_date(child, below_not); });
}

}  // namespace

BuiltQuery build_query(const QueryNode& tree, IndexReader& reader, const BuildOptions& options) {
  BuiltQuery built;
  Builder builder(reader, options.include_undated ? DateMode::OrUndated : DateMode::Filter,
                  options.defer_phrases);
  built.query = builder.build(tree, true);
  if (!is_weighted(tree)) built.query = Query(Query::OP_SCALE_WEIGHT, built.query, 0);
  built.terms = builder.term_query(tree);
  built.asked = builder.take_asked();
  built.deferred = builder.take_deferred();
  built.notes = builder.take_notes();
  if (options.count_undated && has_date(tree)) {
    const Query undated = builder.undated();
    const Query anyhow = Builder(reader, DateMode::Everything, false).build(tree, true);
    const Query matching = Builder(reader, DateMode::Filter, false).build(tree, true);
    built.left_out = Query(Query::OP_AND_NOT, Query(Query::OP_FILTER, anyhow, undated), matching);
  }
  return built;
}

}  // namespace dateline
