// SPDX-License-Identifier: GPL-2.0-or-later
#include "scripts/evaluate/compare/queries.h"

#include <algorithm>
#include <array>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/domain/fields.h"

namespace dateline::compare {
namespace {

using Xapian::Query;

constexpr Xapian::doccount kTop = 10;
constexpr int kAttempts = 100;

// Makes queries from what a random document holds, so that even an AND of three finds something.
class QueryMaker {
 public:
  QueryMaker(Side& side, std::uint64_t seed) : side_(side), random_(seed) {}

  struct Made {
    const char* kind;
    Query query;
  };

  Made make() {
    choose_document();
    switch (next_++ % 8) {
      case 0:
        return {"term", term()};
      case 1:
        return {"OR", many(Query::OP_OR, 2 + number(4))};
      case 2:
        return {"AND", many(Query::OP_AND, 2 + number(2))};
      case 3:
        return {"AND_NOT", Query(Query::OP_AND_NOT, either(), term_of_another())};
      case 4:
        return {"FILTER by a range", Query(Query::OP_FILTER, either(), range())};
      case 5:
        return {"range alone", range()};
      case 6:
        return {"AND_MAYBE", Query(Query::OP_AND_MAYBE, term(), term_of_another())};
      default:
        return {"OR of ANDs", Query(Query::OP_OR, many(Query::OP_AND, 2), term_of_another())};
    }
  }

 private:
  std::size_t number(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

  void choose_document() {
    const Xapian::docid docid = side_.docid(static_cast<Place>(number(side_.ids().size())));
    document_ = side_.database().get_document(docid);
    terms_.assign(document_.termlist_begin(), document_.termlist_end());
  }

  // Not one that every document has: Xapian 1.4.22 misreads such a filter term where document
  // numbers have gaps, and the gaps of two indexes differ.
  Query term() {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const std::string& name = terms_[number(terms_.size())];
      if (side_.database().get_termfreq(name) < side_.database().get_doccount()) return Query(name);
    }
    return Query(terms_.front());
  }

  Query many(Query::op op, std::size_t count) {
    std::vector<Query> terms;
    for (std::size_t i = 0; i < count; ++i) terms.push_back(term());
    return {op, terms.begin(), terms.end()};
  }

  Query either() { return number(2) == 0 ? term() : many(Query::OP_OR, 3); }

  Query term_of_another() {
    choose_document();
    return term();
  }

  std::string value_of_another(Xapian::valueno slot) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      choose_document();
      std::string value = document_.get_value(slot);
      if (!value.empty()) return value;
    }
    return {};
  }

  Query range() {
    static constexpr std::array<Xapian::valueno, 5> kRanged = {
        slot::kFirstDay, slot::kLastDay, slot::kIdTie, slot::kDateAscending, slot::kSite};
    const Xapian::valueno place = kRanged[number(kRanged.size())];
    std::string begin = value_of_another(place);
    std::string end = value_of_another(place);
    if (end < begin) std::swap(begin, end);
    switch (number(3)) {
      case 0:
        return {Query::OP_VALUE_GE, place, begin};
      case 1:
        return {Query::OP_VALUE_LE, place, end};
      default:
        return {Query::OP_VALUE_RANGE, place, begin, end};
    }
  }

  Side& side_;
  std::mt19937_64 random_;
  std::size_t next_ = 0;
  Xapian::Document document_;
  std::vector<std::string> terms_;
};

using Hits = std::vector<std::pair<Place, double>>;

Hits hits_of(Side& side, const Xapian::MSet& answer) {
  Hits hits;
  for (auto hit = answer.begin(); hit != answer.end(); ++hit) {
    hits.emplace_back(side.place(*hit), hit.get_weight());
  }
  return hits;
}

Xapian::Enquire enquire(Side& side, const Query& query) {
  Xapian::Enquire enquire(side.database());
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0));
  return enquire;
}

// Equal weights come in the order of document numbers, which differ.
Xapian::MSet all_matches(Side& side, const Query& query, Hits& hits) {
  const Xapian::MSet answer = enquire(side, query).get_mset(0, side.database().get_doccount());
  hits = hits_of(side, answer);
  std::sort(hits.begin(), hits.end(), [](const auto& x, const auto& y) {
    return x.second != y.second ? x.second > y.second : x.first < y.first;
  });
  return answer;
}

// As a search does: ties by a value.
Hits best_matches(Side& side, const Query& query) {
  auto searcher = enquire(side, query);
  searcher.set_sort_by_relevance_then_value(slot::kIdTie, false);
  return hits_of(side, searcher.get_mset(0, kTop));
}

Hits sorted_matches(Side& side, const Query& query, Xapian::valueno by) {
  auto searcher = enquire(side, query);
  searcher.set_sort_by_value(by, false);
  return hits_of(side, searcher.get_mset(0, kTop));
}

template <class Where>
void compare_hits(Check& check, const Hits& ours, const Hits& theirs, const Where& where) {
  if (!check.equal(ours.size(), theirs.size(), where)) return;
  for (std::size_t i = 0; i < ours.size(); ++i) check.equal(ours[i], theirs[i], where);
}

}  // namespace

void compare_queries(Side& a, Side& b, std::size_t queries, std::uint64_t seed, Tally& tally) {
  if (a.ids().empty()) return;
  Check& totals = tally.check("queries: totals and greatest weights");
  Check& all = tally.check("queries: all matches with weights");
  Check& best = tally.check("queries: the ten best, in order");
  Check& sorted = tally.check("queries: ten by a value, in order");
  const bool alike = are_numbered_alike(a, b);
  QueryMaker maker(a, seed);
  for (std::size_t i = 0; i < queries; ++i) {
    const auto [kind, query] = maker.make();
    const auto where = [&, name = kind, &asked = query] {
      return fmt::format("{}: {}", name, asked.get_description());
    };
    Hits ours;
    Hits theirs;
    const Xapian::MSet our_answer = all_matches(a, query, ours);
    const Xapian::MSet their_answer = all_matches(b, query, theirs);
    totals.equal(our_answer.get_matches_estimated(), their_answer.get_matches_estimated(), where);
    // Made from bounds of counts, which differ where document numbers do (contents.cc).
    if (alike) {
      totals.equal(our_answer.get_max_possible(), their_answer.get_max_possible(), where);
    }
    totals.equal(our_answer.get_max_attained(), their_answer.get_max_attained(), where);
    compare_hits(all, ours, theirs, where);
    compare_hits(best, best_matches(a, query), best_matches(b, query), where);
    const Xapian::valueno by = i % 2 == 0 ? slot::kDateAscending : slot::kDateDescending;
    compare_hits(sorted, sorted_matches(a, query, by), sorted_matches(b, query, by), where);
  }
}

}  // namespace dateline::compare
