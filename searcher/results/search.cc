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
    Document document = reader.load(*hit);
    if (confirmed(query, document))
      matches.push_back({*hit, hit.get_weight(), std::move(document)});
  }
  return matches;
}

bool is_exact(const Xapian::MSet& found) {
  return found.get_matches_lower_bound() == found.get_matches_upper_bound();
}

Matches find_unconfirmed(const Xapian::Enquire& enquire, const Page& page) {
  const Xapian::MSet found =
      enquire.get_mset(static_cast<Xapian::doccount>(page.offset),
                       static_cast<Xapian::doccount>(page.limit), kExactTotals);
  Matches matches;
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    matches.page.push_back({*hit, hit.get_weight(), std::nullopt});
  }
  matches.total = found.get_matches_estimated();
  matches.total_is_exact = is_exact(found);
  return matches;
}

// Hits before the page must be confirmed too, to know where it begins. Fingerprints that only
// looked right take places: more are then asked for, until the page is full.
Matches find_confirmed(IndexReader& reader, const BuiltQuery& query, const Xapian::Enquire& enquire,
                       const Page& page) {
  const std::uint64_t reach = page.offset + page.limit;
  const std::uint64_t documents = reader.database().get_doccount();
  for (std::uint64_t wanted = std::min(reach, documents);;
       wanted = std::min(wanted * 2, documents)) {
    const Xapian::MSet found =
        enquire.get_mset(0, static_cast<Xapian::doccount>(wanted), kExactTotals);
    const bool all_seen = found.size() < wanted || wanted == documents ||
                          (is_exact(found) && found.size() == found.get_matches_estimated());
    Matches matches;
    matches.page = confirmed_matches(reader, query, found);
    if (!all_seen && matches.page.size() < reach) continue;
    matches.total = all_seen ? matches.page.size() : found.get_matches_estimated();
    matches.total_is_exact = all_seen;
    const auto before = std::min<std::uint64_t>(page.offset, matches.page.size());
    matches.page.erase(matches.page.begin(),
                       matches.page.begin() + static_cast<std::ptrdiff_t>(before));
    if (matches.page.size() > page.limit) matches.page.resize(page.limit);
    return matches;
  }
}

}  // namespace

Matches find_matches(IndexReader& reader, const BuiltQuery& query, SortOrder order,
                     const Page& page) {
  Xapian::Enquire enquire(reader.database());
  enquire.set_query(query.query);
  set_order(enquire, order);
  return query.deferred.empty() ? find_unconfirmed(enquire, page)
                                : find_confirmed(reader, query, enquire, page);
}

std::uint64_t count_matches(IndexReader& reader, const Xapian::Query& query) {
  Xapian::Enquire enquire(reader.database());
  enquire.set_query(query);
  enquire.set_weighting_scheme(NoWeight());
  return enquire.get_mset(0, 0, reader.database().get_doccount()).get_matches_estimated();
}

}  // namespace dateline
