// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/search.h"

#include <algorithm>

#include "common/domain/fields.h"

namespace dateline {
namespace {

// Documents looked at before a total may be an estimate: small totals are exact.
constexpr Xapian::doccount kExactTotals = 1000;

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
      enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0));
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
                                     const Xapian::MSet& found) {
  std::vector<Match> matches;
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    Match match{*hit, hit.get_weight(), std::nullopt};
    if (!query.deferred.empty()) match.document = reader.load(*hit);
    if (!match.document || confirmed(query, *match.document)) matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace

Matches find_matches(IndexReader& reader, const BuiltQuery& query, SortOrder order,
                     const Page& page) {
  Xapian::Enquire enquire(reader.database());
  enquire.set_query(query.query);
  set_order(enquire, order);
  const auto documents = reader.database().get_doccount();
  const bool deferred = !query.deferred.empty();
  // Hits before the page must be confirmed too, to know where it begins.
  const std::uint64_t first = deferred ? 0 : page.offset;
  std::uint64_t wanted = deferred ? page.offset + page.limit : page.limit;
  for (;;) {
    const auto asked = static_cast<Xapian::doccount>(std::min<std::uint64_t>(wanted, documents));
    const Xapian::MSet found =
        enquire.get_mset(static_cast<Xapian::doccount>(std::min<std::uint64_t>(first, documents)),
                         asked, kExactTotals);
    Matches matches;
    matches.page = confirmed_matches(reader, query, found);
    const bool exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
    const bool all_seen = found.size() < asked || asked == documents ||
                          (exact && first + found.size() == found.get_matches_estimated());
    if (deferred && !all_seen && matches.page.size() < page.offset + page.limit) {
      wanted *= 2;  // fingerprints that only looked right took places on the page
      continue;
    }
    matches.total = deferred && all_seen ? matches.page.size() : found.get_matches_estimated();
    matches.total_is_exact = deferred ? all_seen : exact;
    if (deferred) {
      matches.page.erase(matches.page.begin(),
                         matches.page.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(
                                                    page.offset, matches.page.size())));
      if (matches.page.size() > page.limit) matches.page.resize(page.limit);
    }
    return matches;
  }
}

std::uint64_t count_matches(IndexReader& reader, const Xapian::Query& query) {
  Xapian::Enquire enquire(reader.database());
  enquire.set_query(query);
  enquire.set_weighting_scheme(NoWeight());
  return enquire.get_mset(0, 0, reader.database().get_doccount()).get_matches_estimated();
}

}  // namespace dateline
