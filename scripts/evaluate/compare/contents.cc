// SPDX-License-Identifier: GPL-2.0-or-later
#include "scripts/evaluate/compare/contents.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "common/base/hash.h"
#include "common/base/terminal_text.h"
#include "common/storage/doc_record.h"

namespace dateline::compare {
namespace {

constexpr Xapian::valueno kSlots = 32;  // more than there are
constexpr std::uint8_t kRecordVersion = 1;

struct Posting {
  Place place = 0;
  Xapian::termcount wdf = 0;

  auto operator<=>(const Posting&) const = default;
};

// A sum over postings in whatever order they come.
class PostingSum {
 public:
  void add(std::uint64_t term_hash, Posting posting) {
    char bytes[16];
    std::memcpy(bytes, &term_hash, 8);
    std::memcpy(bytes + 8, &posting.place, 4);
    std::memcpy(bytes + 12, &posting.wdf, 4);
    sum_ += hash64({bytes, sizeof bytes});
  }
  std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0;
};

struct PostingSums {
  PostingSum by_term;
  PostingSum by_document;
};

std::vector<Posting> postings_of(Side& side, const std::string& term, PostingSum& sum) {
  std::vector<Posting> postings;
  const std::uint64_t hash = hash64(term);
  const auto end = side.database().postlist_end(term);
  for (auto at = side.database().postlist_begin(term); at != end; ++at) {
    postings.push_back({side.place(*at), at.get_wdf()});
    sum.add(hash, postings.back());
  }
  std::sort(postings.begin(), postings.end());
  return postings;
}

std::vector<std::string> all_terms(Side& side) {
  return {side.database().allterms_begin(), side.database().allterms_end()};
}

std::vector<std::string> terms_of_both(Side& a, Side& b, Check& check) {
  const std::vector<std::string> ours = all_terms(a);
  const std::vector<std::string> theirs = all_terms(b);
  std::vector<std::string> both;
  std::set_intersection(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                        std::back_inserter(both));
  check.equal(ours.size(), both.size(), [] { return "terms that only the first has"; });
  check.equal(theirs.size(), both.size(), [] { return "terms that only the second has"; });
  return both;
}

Xapian::termcount greatest_count(const std::vector<Posting>& postings) {
  Xapian::termcount greatest = 0;
  for (const auto& posting : postings) greatest = std::max(greatest, posting.wdf);
  return greatest;
}

// Xapian takes them from the count in the first document and the sum of all, so they are equal only
// where documents have the same numbers. Everywhere they must hold.
template <class Where>
void compare_bounds(Xapian::termcount ours, Xapian::termcount theirs, Xapian::termcount greatest,
                    bool are_equal, Check& check, const Where& where) {
  check.equal(ours >= greatest, true, where);
  check.equal(theirs >= greatest, true, where);
  if (are_equal) check.equal(ours, theirs, where);
}

void compare_terms(Side& a, Side& b, Tally& tally, PostingSum& a_sum, PostingSum& b_sum) {
  Check& names = tally.check("terms");
  Check& frequencies = tally.check("frequencies of terms");
  Check& bounds = tally.check("bounds of counts");
  Check& postings = tally.check("postings with their counts");
  const bool alike = are_numbered_alike(a, b);
  for (const auto& term : terms_of_both(a, b, names)) {
    const auto where = [&] { return fmt::format("term '{}'", terminal_safe(term, false)); };
    names.equal(true, true, where);
    frequencies.equal(a.database().get_termfreq(term), b.database().get_termfreq(term), where);
    frequencies.equal(a.database().get_collection_freq(term),
                      b.database().get_collection_freq(term), where);
    const std::vector<Posting> ours = postings_of(a, term, a_sum);
    const std::vector<Posting> theirs = postings_of(b, term, b_sum);
    frequencies.equal(ours.size(), a.database().get_termfreq(term), where);
    compare_bounds(a.database().get_wdf_upper_bound(term), b.database().get_wdf_upper_bound(term),
                   greatest_count(ours), alike, bounds, where);
    if (!postings.equal(ours.size(), theirs.size(), where)) continue;
    for (std::size_t i = 0; i < ours.size(); ++i) postings.equal(ours[i], theirs[i], where);
  }
}

struct DocumentChecks {
  explicit DocumentChecks(Tally& tally)
      : lengths(tally.check("document lengths, numbers of terms")),
        terms(tally.check("terms of documents with their counts")),
        values(tally.check("values of documents")),
        records(tally.check("records")),
        words(tally.check("word sequences, checksums, dates")) {}

  Check& lengths;
  Check& terms;
  Check& values;
  Check& records;
  Check& words;
  std::uint64_t same_bytes = 0;
};

using Terms = std::vector<std::pair<std::string, Xapian::termcount>>;

Terms terms_of(const Xapian::Document& document, Place place, PostingSum& sum) {
  Terms terms;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    terms.emplace_back(*term, term.get_wdf());
    sum.add(hash64(terms.back().first), {place, term.get_wdf()});
  }
  return terms;
}

std::vector<std::pair<Xapian::valueno, std::string>> values_of(const Xapian::Document& document) {
  std::vector<std::pair<Xapian::valueno, std::string>> values;
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    values.emplace_back(value.get_valueno(), *value);
  }
  return values;
}

template <class List, class Where>
void compare_lists(Check& check, const List& ours, const List& theirs, const Where& where) {
  if (!check.equal(ours.size(), theirs.size(), where)) return;
  for (std::size_t i = 0; i < ours.size(); ++i) check.equal(ours[i], theirs[i], where);
}

// The record without its compression; data of another program as it is.
std::string record_of(Side& side, const std::string& data) {
  if (data.empty() || static_cast<std::uint8_t>(data[0]) != kRecordVersion) return data;
  return serialise_document(decode_record(data, side.codec()));
}

bool equal_words(const FingerprintView& a, const FingerprintView& b) {
  return a.to_vector() == b.to_vector();
}

template <class Where>
void compare_words(Side& a, Side& b, Place place, Check& check, const Where& where) {
  if (a.words() == nullptr || b.words() == nullptr) return;
  const WordSequence ours = a.words()->get(a.docid(place));
  const WordSequence theirs = b.words()->get(b.docid(place));
  check.equal(equal_words(ours.title, theirs.title), true, where);
  check.equal(equal_words(ours.body, theirs.body), true, where);
  check.equal(a.words()->date(a.docid(place)), b.words()->date(b.docid(place)), where);
  check.equal(a.words()->verify(a.docid(place)), true, where);
  check.equal(b.words()->verify(b.docid(place)), true, where);
}

void compare_document(Side& a, Side& b, Place place, DocumentChecks& checks, PostingSum& a_sum,
                      PostingSum& b_sum) {
  const auto where = [&] { return "document " + a.ids()[place]; };
  const Xapian::docid first = a.docid(place);
  const Xapian::docid second = b.docid(place);
  const Xapian::Document ours = a.database().get_document(first);
  const Xapian::Document theirs = b.database().get_document(second);
  checks.lengths.equal(a.database().get_doclength(first), b.database().get_doclength(second),
                       where);
  checks.lengths.equal(a.database().get_unique_terms(first), b.database().get_unique_terms(second),
                       where);
  compare_lists(checks.terms, terms_of(ours, place, a_sum), terms_of(theirs, place, b_sum), where);
  compare_lists(checks.values, values_of(ours), values_of(theirs), where);
  const std::string our_data = ours.get_data();
  const std::string their_data = theirs.get_data();
  checks.records.equal(record_of(a, our_data), record_of(b, their_data), where);
  checks.same_bytes += our_data == their_data ? 1 : 0;
  compare_words(a, b, place, checks.words, where);
}

struct PlacedValue {
  Place place = 0;
  std::string value;

  auto operator<=>(const PlacedValue&) const = default;
};

std::vector<PlacedValue> stream_of(Side& side, Xapian::valueno slot) {
  std::vector<PlacedValue> values;
  const auto end = side.database().valuestream_end(slot);
  for (auto at = side.database().valuestream_begin(slot); at != end; ++at) {
    values.push_back({side.place(at.get_docid()), *at});
  }
  std::sort(values.begin(), values.end());
  return values;
}

}  // namespace

void compare_totals(Side& a, Side& b, Tally& tally) {
  Check& check = tally.check("totals of the database");
  Xapian::Database& ours = a.database();
  Xapian::Database& theirs = b.database();
  check.equal(ours.get_doccount(), theirs.get_doccount(), [] { return "documents"; });
  check.equal(ours.get_total_length(), theirs.get_total_length(), [] { return "total length"; });
  check.equal(ours.get_average_length(), theirs.get_average_length(),
              [] { return "average length"; });
  check.equal(ours.get_doclength_lower_bound(), theirs.get_doclength_lower_bound(),
              [] { return "least length"; });
  check.equal(ours.get_doclength_upper_bound(), theirs.get_doclength_upper_bound(),
              [] { return "greatest length"; });
  check.equal(ours.has_positions(), false, [] { return "positions in the first"; });
  check.equal(theirs.has_positions(), false, [] { return "positions in the second"; });
  tally.note(
      fmt::format("last document numbers {} and {}", ours.get_lastdocid(), theirs.get_lastdocid()));
}

void compare_terms_and_documents(Side& a, Side& b, Tally& tally) {
  PostingSums ours;
  PostingSums theirs;
  compare_terms(a, b, tally, ours.by_term, theirs.by_term);
  DocumentChecks checks(tally);
  for (Place place = 0; place < a.ids().size(); ++place) {
    compare_document(a, b, place, checks, ours.by_document, theirs.by_document);
  }
  Check& sums = tally.check("all postings = all term lists, on each side");
  sums.equal(ours.by_term.value(), ours.by_document.value(), [] { return "the first"; });
  sums.equal(theirs.by_term.value(), theirs.by_document.value(), [] { return "the second"; });
  tally.note(fmt::format("records of the same compressed bytes: {} of {}", checks.same_bytes,
                         a.ids().size()));
}

void compare_values(Side& a, Side& b, Tally& tally) {
  Check& statistics = tally.check("frequency and bounds of value slots");
  Check& streams = tally.check("values by slot");
  for (Xapian::valueno slot = 0; slot < kSlots; ++slot) {
    const auto where = [&] { return fmt::format("slot {}", slot); };
    statistics.equal(a.database().get_value_freq(slot), b.database().get_value_freq(slot), where);
    statistics.equal(a.database().get_value_lower_bound(slot),
                     b.database().get_value_lower_bound(slot), where);
    statistics.equal(a.database().get_value_upper_bound(slot),
                     b.database().get_value_upper_bound(slot), where);
    compare_lists(streams, stream_of(a, slot), stream_of(b, slot), where);
  }
}

}  // namespace dateline::compare
