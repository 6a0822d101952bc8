// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>

#include "common/domain/fields.h"
#include "common/domain/function_words.h"
#include "common/domain/terms.h"
#include "searcher/date_range_source.h"
#include "searcher/deadline_source.h"
#include "searcher/expand/vocabulary.h"
#include "searcher/query/place_runs.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_limits.h"
#include "searcher/query/query_words.h"
#include "searcher/query/word_choice.h"
#include "searcher/regex_test.h"
#include "searcher/verbatim_test.h"
#include "searcher/word_sequence_source.h"

namespace dateline {
namespace {

using Xapian::Query;

enum class DateMode {
  Filter,      // only documents that lie in the range
  OrUndated,   // and undated ones
  Everything,  // no date is a reason to leave a document out
};

// BM25 weighs a word at most k1 + 1 = 2.2 times the logarithm of its rarity, nearness adds to that.
constexpr double kHighestFactor = 3;

Query all_documents() { return Query::MatchAll; }

Query join(Query::op op, const std::vector<Query>& queries) {
  return queries.size() == 1 ? queries.front() : Query(op, queries.begin(), queries.end());
}

static_assert(kMaxNearOperands <= kMaxOperands && kMaxPhraseWords <= kMaxProgramSets,
              "what the parser lets pass a program can hold");

class Builder {
 public:
  Builder(IndexReader& reader, Vocabulary& vocabulary, DateMode dates, const BuildOptions& options)
      : reader_(reader),
        chooser_(reader, vocabulary),
        dates_(dates),
        defer_(options.defer_phrases),
        deadline_(options.deadline) {}

  // `required`: every match has this node.
  Query build(const QueryNode& node, bool required) {
    switch (node.kind) {
      case NodeKind::All:
        return all_documents();
      case NodeKind::Word:
        return build_word(node, required);
      case NodeKind::Exact:
        return build_exact(node, required);
      case NodeKind::Prefix:
        return build_prefix(node, query_words(node.text), required);
      case NodeKind::Fuzzy:
        return build_choice(node, chooser_.fuzzy(node), required);
      case NodeKind::Phrase:
        return build_phrase(node, required);
      case NodeKind::Near:
      case NodeKind::Adj:
        return build_near(node, required);
      case NodeKind::Verbatim:
        return build_verbatim(node);
      case NodeKind::Regex:
        return build_regex(node);
      case NodeKind::Filter:
        return build_filter(node);
      case NodeKind::Date:
        return Query(Query::OP_AND, all_documents(), dates(node));
      case NodeKind::And:
        return build_and(node, required);
      case NodeKind::Or:
        return build_or(node);
      case NodeKind::Most:
        return build_most(node);
      case NodeKind::Maybe:
        return build(node.children.front(), false);
      case NodeKind::Not:
        return Query(Query::OP_AND_NOT, all_documents(), build_negated(node.children[0]));
      case NodeKind::Variants:
        return build_variants(node);
    }
    return {};
  }

  // What was built, ending in time. One word more is read as quickly as it is: only choices of
  // many take long, and they are read within Xapian.
  Query in_time(const Query& query) const {
    if (!has_choices_) return query;
    const DeadlineSource source(deadline_);
    return Query(Query::OP_FILTER, query, Query(source.clone()->release()));
  }

  Query undated() const { return unweighted(std::string(kUndatedTerm)); }

  // What was built, if it was nothing but words, phrases that are left to confirm, and days.
  std::optional<TermQuery> term_query(const QueryNode& tree) const {
    if (!is_plain(tree) || has_choices_ || terms_.empty()) return {};
    if (tests_ != deferred_.size() || reader_.stemmer().uses_accents()) return {};
    return TermQuery{terms_, !has_alternatives(tree), date_filters_, deferred_, factors_};
  }

  AskedWords take_asked() { return std::move(asked_); }
  std::vector<std::shared_ptr<const TextTest>> take_deferred() { return std::move(deferred_); }
  std::vector<std::string> take_notes() { return chooser_.take_notes(); }

 private:
  static bool in_title(const QueryNode& node) {
    return node.field != nullptr && node.field->id == FieldId::Title;
  }

  static bool is_plain_leaf(const QueryNode& node) {
    switch (node.kind) {
      case NodeKind::Word:
      case NodeKind::Exact:
      case NodeKind::Phrase:
      case NodeKind::Near:
      case NodeKind::Adj:
      case NodeKind::Date:
        return true;
      default:
        return false;
    }
  }

  // Words, phrases and days, all required; or words, one of which is, and days.
  static bool is_plain(const QueryNode& tree) {
    const auto is_word = [](const QueryNode& node) { return node.kind == NodeKind::Word; };
    const auto is_either = [&](const QueryNode& node) {
      return node.kind == NodeKind::Or && std::ranges::all_of(node.children, is_word);
    };
    if (tree.kind != NodeKind::And) return is_plain_leaf(tree) || is_either(tree);
    if (!has_alternatives(tree)) return std::ranges::all_of(tree.children, is_plain_leaf);
    return tree.children.size() == 2 && is_either(tree.children[0]) &&
           tree.children[1].kind == NodeKind::Date;
  }

  static bool has_alternatives(const QueryNode& tree) {
    return tree.kind == NodeKind::Or ||
           std::ranges::any_of(tree.children,
                               [](const QueryNode& child) { return child.kind == NodeKind::Or; });
  }

  double factor(const std::string& word) const {
    return is_function_word(word, reader_.settings().language) ? kFunctionWordFactor : 1;
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

  // Any of these stems, counted together as if they were one.
  Query any_stem(const std::vector<std::string>& stems, bool title, double factor = 1) {
    if (stems.empty()) return Query::MatchNothing;
    if (stems.size() == 1) return stem_query(stems.front(), title, factor);
    has_choices_ = true;
    std::vector<Query> queries;
    for (const auto& stem : stems) queries.push_back(stem_query(stem, title));
    return negated_ ? join(Query::OP_OR, queries)
                    : scaled(join(Query::OP_SYNONYM, queries), factor);
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

  // What is excluded is not marked.
  template <class List, class Asked>
  void ask(List& list, Asked&& asked) const {
    if (!negated_) list.push_back(std::forward<Asked>(asked));
  }

  // Any form of the word; with accents typed, what they stem to is asked for beside what the bare
  // letters do.
  Query any_form(const QueryWord& word, bool title) {
    const std::vector<std::string> stems = chooser_.stems(word);
    const double weight = factor(word.word);
    for (std::size_t i = 0; i < stems.size(); ++i) {
      ask(asked_.stems, stems[i]);
      // Beside what it stands for it is no other word.
      ask(asked_.factors, i > 0 || is_variant_ ? 0 : weight);
    }
    return any_stem(stems, title, weight);
  }

  Query build_word(const QueryNode& node, bool required) {
    const std::vector<QueryWord> words = query_words(node.text);
    if (words.size() != 1) return build_exact(node, required);
    return is_unspaced_character(words[0].word) ? build_prefix(node, words, required)
                                                : any_form(words[0], in_title(node));
  }

  Query build_exact(const QueryNode& node, bool required) {
    PlaceRun run = exact_run(node.text, chooser_);
    if (run.size() != 1) return in_sequence({run}, node, required);
    return build_choice(node, chooser_.exact_only(run.front().words.front()), required);
  }

  Query build_phrase(const QueryNode& node, bool required) {
    const std::vector<PlaceRun> runs = place_runs(node, chooser_);
    if (runs.empty()) return Query::MatchNothing;
    return in_sequence(runs, node, required);
  }

  Query build_prefix(const QueryNode& node, const std::vector<QueryWord>& typed, bool required) {
    const std::string prefix = typed.empty() ? std::string() : typed.back().word;
    return build_choice(node, chooser_.prefix(prefix, node), required);
  }

  // Stems find the candidates. When the words are all the forms their stems have, that is the
  // answer; else the words decide.
  Query build_choice(const QueryNode& node, WordChoice&& choice, bool required) {
    if (choice.words.empty()) return Query::MatchNothing;
    if (!choice.is_every_form) return in_sequence({{std::move(choice)}}, node, required);
    const Query query = any_stem(choice.stems, in_title(node));
    ask(asked_.runs, WordRun{std::move(choice.words)});
    return query;
  }

  // The documents that have a word for each place of one of the runs.
  Query candidates(const std::vector<PlaceRun>& runs, bool title) {
    std::vector<Query> ways;
    for (const PlaceRun& run : runs) {
      std::vector<Query> places;
      for (const WordChoice& place : run) {
        const double weight = place.words.size() == 1 ? factor(place.words.front()) : 1;
        places.push_back(any_stem(place.stems, title, weight));
      }
      ways.push_back(join(Query::OP_AND, places));
    }
    has_choices_ = has_choices_ || ways.size() > 1;
    return join(Query::OP_OR, ways);
  }

  void ask_for(const Operand& operand) {
    for (const WordRun& run : operand.alternatives) ask(asked_.runs, run);
  }

  // The candidates whose words lie as the runs say.
  Query in_sequence(const std::vector<PlaceRun>& runs, const QueryNode& node, bool required) {
    Operand operand = operand_of(runs);
    ask_for(operand);
    const Query found = candidates(runs, in_title(node));
    return tested(found, node, WordOrder::Ordered, {std::move(operand)}, required);
  }

  Query build_near(const QueryNode& node, bool required) {
    std::vector<Query> queries;
    std::vector<Operand> operands;
    for (const QueryNode& child : node.children) {
      const std::vector<PlaceRun> runs = place_runs(child, chooser_);
      if (runs.empty()) return Query::MatchNothing;
      queries.push_back(candidates(runs, in_title(node)));
      operands.push_back(operand_of(runs));
      ask_for(operands.back());
    }
    const WordOrder order = node.kind == NodeKind::Near ? WordOrder::Near : WordOrder::Ordered;
    return tested(join(Query::OP_AND, queries), node, order, std::move(operands), required);
  }

  Query tested(const Query& found, const QueryNode& node, WordOrder order,
               std::vector<Operand> operands, bool required) {
    const bool is_long_phrase = operands.size() == 1 && operands[0].alternatives.size() == 1;
    if (!is_long_phrase && count_sets(operands) > kMaxProgramSets) {
      throw QueryError(node.offset, fmt::format("too many different words: the limit is {} "
                                                "(phrase words)",
                                                kMaxProgramSets));
    }
    return test_with(
        found,
        std::make_shared<const SequenceProgram>(order, node.distance, std::move(operands), true,
                                                !in_title(node), reader_.words().hash()),
        defer_ && required);
  }

  Query test_with(const Query& found, std::shared_ptr<const TextTest> test, bool later) {
    ++tests_;
    if (later) deferred_.push_back(test);
    return Query(Query::OP_FILTER, found, source(std::move(test), later));
  }

  Query source(std::shared_ptr<const TextTest> test, bool later) const {
    const WordSequenceSource words(reader_, std::move(test),
                                   later ? Confirm::Later : Confirm::InMatch, deadline_);
    return Query(words.clone()->release());
  }

  // Its words may well be there in another case: fingerprints tell little, and the total would be
  // wrong if texts were asked later.
  Query build_verbatim(const QueryNode& node) {
    auto test = std::make_shared<const VerbatimTest>(node.text, true, !in_title(node),
                                                     reader_.words().hash());
    ask(asked_.stretches, test);
    PlaceRun run;
    for (const std::string& word : test->words()) run.push_back(chooser_.exact(word));
    return test_with(candidates({run}, in_title(node)), std::move(test), false);
  }

  Query build_regex(const QueryNode& node) {
    auto made = RegexTest::compile(node.text, true, !in_title(node), deadline_);
    if (!made.test) {
      throw QueryError(node.offset, fmt::format("wrong pattern: {}", made.error),
                       "the syntax is RE2's; outside of patterns leave out the '/'");
    }
    ++tests_;
    ask(asked_.stretches, made.test);
    return source(std::move(made.test), false);
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
    std::vector<Query> maybe;
    bool leads = false;  // something gives documents of its own
    for (const auto& child : node.children) {
      if (child.kind == NodeKind::Not) {
        excluded.push_back(build_negated(child.children[0]));
      } else if (child.kind == NodeKind::Date) {
        filters.push_back(dates(child));
      } else if (child.kind == NodeKind::Maybe) {
        maybe.push_back(build(child, false));
      } else {
        leads = leads || child.kind != NodeKind::Regex;
        (is_weighted(child) ? weighted : filters).push_back(build(child, required));
      }
    }
    if (!leads && !filters.empty()) filters.push_back(all_documents());
    Query query =
        weighted.empty() ? Query() : Query(Query::OP_AND, weighted.begin(), weighted.end());
    if (!filters.empty()) {
      const Query all(Query::OP_AND, filters.begin(), filters.end());
      query = weighted.empty() ? all : Query(Query::OP_FILTER, query, all);
    } else if (weighted.empty()) {
      query = all_documents();
    }
    if (!maybe.empty()) query = Query(Query::OP_AND_MAYBE, query, join(Query::OP_OR, maybe));
    if (excluded.empty()) return query;
    return Query(Query::OP_AND_NOT, query, join(Query::OP_OR, excluded));
  }

  std::vector<Query> build_each(const QueryNode& node) {
    std::vector<Query> queries;
    for (const auto& child : node.children) {
      Query query = build(child, false);
      const bool counts = is_weighted(child) && !negated_;
      queries.push_back(counts ? query : Query(Query::OP_SCALE_WEIGHT, query, 0));
    }
    return queries;
  }

  Query build_or(const QueryNode& node) {
    const auto queries = build_each(node);
    return Query(Query::OP_OR, queries.begin(), queries.end());
  }

  // Each that matches counts more than all could weigh together.
  Query build_most(const QueryNode& node) {
    const std::size_t before = terms_.size();
    std::vector<Query> queries = build_each(node);
    const double documents = reader_.database().get_doccount() + 1.0;
    const double highest = kHighestFactor * std::log(documents);
    const double step = highest * static_cast<double>(terms_.size() - before) + 1;
    const double bonus = std::pow(10, std::ceil(std::log10(step)));
    if (!negated_) {
      for (Query& query : queries) {
        const Query fixed((new Xapian::FixedWeightPostingSource(bonus))->release());
        query = Query(Query::OP_AND, query, fixed);
      }
    }
    return Query(Query::OP_OR, queries.begin(), queries.end());
  }

  // Whatever a variant weighs, the typed form weighs more in the same place: all of them together
  // have half of the weight they would have as one word, and the typed form has the other half of
  // its own.
  Query build_variants(const QueryNode& node) {
    has_choices_ = true;
    std::vector<Query> queries{build(node.children.front(), false)};
    const bool outside = std::exchange(is_variant_, true);
    for (std::size_t i = 1; i < node.children.size(); ++i)
      queries.push_back(build(node.children[i], false));
    is_variant_ = outside;
    if (negated_) return join(Query::OP_OR, queries);
    const auto is_term = [](const Query& query) { return query.get_type() == Query::LEAF_TERM; };
    const Query any = std::ranges::all_of(queries, is_term)
                          ? Query(Query::OP_SYNONYM, queries.begin(), queries.end())
                          : Query(Query::OP_MAX, queries.begin(), queries.end());
    return Query(Query::OP_OR, Query(Query::OP_SCALE_WEIGHT, any, kVariantWeight),
                 Query(Query::OP_SCALE_WEIGHT, queries.front(), 1 - kVariantWeight));
  }

  IndexReader& reader_;
  WordChooser chooser_;
  DateMode dates_;
  bool defer_;
  Deadline deadline_;
  bool negated_ = false;      // below a NOT: nothing is weighted there
  bool is_variant_ = false;   // below a Variants node, but for its first child
  bool has_choices_ = false;  // somewhere more than one term would do
  std::size_t tests_ = 0;     // of texts, deferred or not
  AskedWords asked_;
  std::vector<std::shared_ptr<const TextTest>> deferred_;
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
  Vocabulary vocabulary(reader, [&] { options.deadline.check(); });
  const auto builder_for = [&](DateMode dates, bool defer) {
    BuildOptions these = options;
    these.defer_phrases = defer;
    return Builder(reader, vocabulary, dates, these);
  };
  BuiltQuery built;
  Builder builder = builder_for(options.include_undated ? DateMode::OrUndated : DateMode::Filter,
                                options.defer_phrases);
  built.query = builder.build(tree, true);
  if (!is_weighted(tree)) built.query = Query(Query::OP_SCALE_WEIGHT, built.query, 0);
  built.query = builder.in_time(built.query);
  built.terms = builder.term_query(tree);
  built.asked = builder.take_asked();
  built.deferred = builder.take_deferred();
  built.notes = builder.take_notes();
  if (options.count_undated && has_date(tree)) {
    const Query undated = builder.undated();
    const Query anyhow = builder_for(DateMode::Everything, false).build(tree, true);
    const Query matching = builder_for(DateMode::Filter, false).build(tree, true);
    built.left_out = builder.in_time(
        Query(Query::OP_AND_NOT, Query(Query::OP_FILTER, anyhow, undated), matching));
  }
  return built;
}

}  // namespace dateline
