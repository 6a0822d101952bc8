// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/search.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "common/domain/fields.h"
#include "common/domain/terms.h"
#include "searcher/results/nearness.h"
#include "searcher/results/recency.h"
#include "searcher/results/term_match.h"

namespace dateline {
namespace {

// Documents looked at before a total may be an estimate: small totals are exact.
constexpr Xapian::doccount kExactTotals = 1000;
// The same with phrases, where looking is dear, and where a total that is more than what has been
// confirmed is an estimate anyway.
constexpr Xapian::doccount kExactPhraseTotals = 100;

// What the words of a prefix are taken for, all together, where its weight has to be guessed: in
// one document of ten.
constexpr double kPrefixRarity = 10;

// Like Xapian's BoolWeight, but it claims to need the frequencies within documents: without that
// claim Xapian 1.4.22 misreads terms that every document has (see query_builder.cc, unweighted).
class NoWeight : public Xapian::Weight {
 public:
  NoWeight() { need_stat(WDF); }
  NoWeight* clone() const override { return new NoWeight; }
  void init(double) override {}
  double get_sumpart(Xapian::termcount, Xapian::termcount, Xapian::termcount) const override {
    return 0;
  }
  double get_maxpart() const override { return 0; }
  double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
  double get_maxextra() const override { return 0; }
};

void set_order(Xapian::Enquire& enquire, SortOrder order) {
  switch (order) {
    case SortOrder::Relevance:
      enquire.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, 0));
      enquire.set_sort_by_relevance_then_value(slot::kIdTie, false);
      return;
    case SortOrder::OldestFirst:
      enquire.set_weighting_scheme(NoWeight());
      enquire.set_sort_by_value(slot::kDateAscending, false);
      return;
    case SortOrder::NewestFirst:
      enquire.set_weighting_scheme(NoWeight());
      enquire.set_sort_by_value(slot::kDateDescending, false);
      return;
  }
}

bool confirmed(const BuiltQuery& query, const Document& document) {
  return std::all_of(query.deferred.begin(), query.deferred.end(), [&](const auto& program) {
    return program->matches(document.title, document.body);
  });
}

std::vector<Match> confirmed_matches(IndexReader& reader, const BuiltQuery& query,
                                     const FoundDocuments& found) {
  std::vector<Match> matches;
  for (const auto& [docid, weight, is_certain] : found.best) {
    if (is_certain) {
      matches.push_back({docid, weight, std::nullopt});
      continue;
    }
    Document document = reader.load(docid);
    if (confirmed(query, document)) matches.push_back({docid, weight, std::move(document)});
  }
  return matches;
}

// Without words that weigh anything new documents come before old ones.
Recency recency_of(IndexReader& reader, const AskedWords& asked, const Ranking& ranking) {
  if (!ranking.half_life) return {};
  const double greatest = greatest_weight(reader, asked);
  const Day today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return Recency(greatest > 0 ? greatest / 2 : 1, *ranking.half_life,
                 newest_day(reader.database(), today));
}

// Finds what is best, on fingerprints where the query has phrases.
class Finder {
 public:
  Finder(IndexReader& reader, const BuiltQuery& query, SortOrder order, const Page& page,
         const Ranking& ranking)
      : reader_(reader),
        query_(query),
        is_plain_(query.terms && order == SortOrder::Relevance),
        exact_totals_(!page.with_total         ? 0
                      : query.deferred.empty() ? kExactTotals
                                               : kExactPhraseTotals) {
    if (order == SortOrder::Relevance) {
      recency_ = recency_of(reader, query.asked, ranking);
      if (ranking.by_nearness && query.deferred.empty()) nearness_.emplace(reader, query.asked);
    }
    if (is_plain_) return;
    enquire_.emplace(reader.database());
    enquire_->set_query(recency_ ? with_recency(query.query) : query.query);
    set_order(*enquire_, order);
  }

  FoundDocuments find(std::uint64_t wanted) {
    if (wanted == 0 || !nearness_ || !*nearness_) return find_by_words(wanted);
    FoundDocuments found = find_by_words(std::max<std::uint64_t>(wanted, kReranked));
    rerank_by_nearness(found.best, wanted, *nearness_, reader_.database());
    if (found.best.size() > wanted) found.best.resize(wanted);
    return found;
  }

 private:
  Xapian::Query with_recency(const Xapian::Query& query) const {
    const RecencySource source(reader_.words(), recency_);
    return {Xapian::Query::OP_AND_MAYBE, query, Xapian::Query(source.clone()->release())};
  }

  FoundDocuments find_by_words(std::uint64_t wanted) const {
    if (is_plain_) return match_terms(reader_, *query_.terms, wanted, exact_totals_, recency_);
    const Xapian::MSet matches =
        enquire_->get_mset(0, static_cast<Xapian::doccount>(wanted), exact_totals_);
    FoundDocuments found;
    for (auto hit = matches.begin(); hit != matches.end(); ++hit)
      found.best.push_back({*hit, hit.get_weight(), false});
    found.total = matches.get_matches_estimated();
    found.total_is_exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
    return found;
  }

  IndexReader& reader_;
  const BuiltQuery& query_;
  bool is_plain_;
  Xapian::doccount exact_totals_;
  Recency recency_;
  std::optional<Nearness> nearness_;
  std::optional<Xapian::Enquire> enquire_;
};

template <class Hits>
void drop_before(Hits& hits, std::uint64_t offset) {
  const auto before = std::min<std::uint64_t>(offset, hits.size());
  hits.erase(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(before));
}

Matches find_unconfirmed(Finder& finder, const Page& page) {
  FoundDocuments found = finder.find(page.offset + page.limit);
  drop_before(found.best, page.offset);
  Matches matches;
  for (const auto& [docid, weight, is_certain] : found.best)
    matches.page.push_back({docid, weight, std::nullopt});
  matches.total = found.total;
  matches.total_is_exact = found.total_is_exact;
  return matches;
}

// Hits before the page must be confirmed too, to know where it begins. Fingerprints that only
// looked right take places: more are then asked for, until the page is full.
Matches find_confirmed(IndexReader& reader, const BuiltQuery& query, Finder& finder,
                       const Page& page) {
  const std::uint64_t reach = page.offset + page.limit;
  const std::uint64_t documents = reader.database().get_doccount();
  for (std::uint64_t wanted = std::min(reach, documents);;
       wanted = std::min(wanted * 2, documents)) {
    const FoundDocuments found = finder.find(wanted);
    const bool all_seen = found.best.size() < wanted || wanted == documents ||
                          (found.total_is_exact && found.best.size() == found.total);
    Matches matches;
    matches.page = confirmed_matches(reader, query, found);
    if (!all_seen && matches.page.size() < reach) continue;
    matches.total = all_seen ? matches.page.size() : found.total;
    matches.total_is_exact = all_seen;
    drop_before(matches.page, page.offset);
    if (matches.page.size() > page.limit) matches.page.resize(page.limit);
    return matches;
  }
}

}  // namespace

Matches find_matches(IndexReader& reader, const BuiltQuery& query, SortOrder order,
                     const Page& page, const Ranking& ranking) {
  Finder finder(reader, query, order, page, ranking);
  return query.deferred.empty() ? find_unconfirmed(finder, page)
                                : find_confirmed(reader, query, finder, page);
}

double greatest_weight(IndexReader& reader, const AskedWords& asked) {
  const Xapian::Database& database = reader.database();
  const auto limit = [&](const std::string& stem) {
    const Xapian::doccount documents = database.get_doccount();
    const Xapian::doccount frequency = std::min(database.get_termfreq(stem_term(stem)), documents);
    return frequency == 0 ? 0 : (kBm25K1 + 1) * rarity(documents, frequency);
  };
  double sum = 0;
  for (std::size_t i = 0; i < asked.stems.size(); ++i)
    sum += asked.factor(i) * limit(asked.stems[i]);
  for (const auto& run : asked.runs) {
    for (const auto& words : run) {
      sum += words.size() == 1 ? limit(std::string(reader.stemmer().stem(words.front())))
                               : (kBm25K1 + 1) * std::log(kPrefixRarity);
    }
  }
  return sum;
}

std::uint64_t count_matches(IndexReader& reader, const Xapian::Query& query) {
  Xapian::Enquire enquire(reader.database());
  enquire.set_query(query);
  enquire.set_weighting_scheme(NoWeight());
  return enquire.get_mset(0, 0, reader.database().get_doccount()).get_matches_estimated();
}

}  // namespace dateline
