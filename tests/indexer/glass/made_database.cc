// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/indexer/glass/made_database.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "common/base/hash.h"
#include "indexer/glass/docdata_table.h"
#include "indexer/glass/postlist_table.h"
#include "indexer/glass/termlist_table.h"
#include "indexer/glass/version_file.h"

namespace dateline {
namespace {

constexpr unsigned kSlots = 16;
constexpr std::size_t kMaxDifferences = 20;

class Comparison {
 public:
  Comparison(const std::filesystem::path& one, const std::filesystem::path& other)
      : one_(one.string()), other_(other.string()) {}

  std::string run() {
    compare_statistics();
    compare_metadata();
    compare_terms();
    compare_values();
    compare_documents();
    std::string text;
    for (const auto& line : lines_) text += line + '\n';
    return text;
  }

  std::size_t checks() const { return checks_; }

 private:
  template <class Value>
  void same(const std::string& what, const Value& one, const Value& other) {
    ++checks_;
    if (one == other || lines_.size() >= kMaxDifferences) return;
    lines_.push_back(fmt::format("{}: '{}' and '{}'", what, one, other));
  }

  void compare_statistics() {
    same("documents", one_.get_doccount(), other_.get_doccount());
    same("last docid", one_.get_lastdocid(), other_.get_lastdocid());
    same("total length", one_.get_total_length(), other_.get_total_length());
    same("shortest", one_.get_doclength_lower_bound(), other_.get_doclength_lower_bound());
    same("longest", one_.get_doclength_upper_bound(), other_.get_doclength_upper_bound());
  }

  static std::string keys(const Xapian::Database& database) {
    std::string all;
    for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key)
      all += to_hex(*key) + ' ' + to_hex(database.get_metadata(*key)) + '\n';
    return all;
  }

  void compare_metadata() { same("metadata", keys(one_), keys(other_)); }

  static std::string postings(const Xapian::Database& database, const std::string& term) {
    std::string all = fmt::format("tf {} cf {}:", database.get_termfreq(term),
                                  database.get_collection_freq(term));
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
         ++posting) {
      all += fmt::format(" {}*{}/{}", *posting, posting.get_wdf(), posting.get_doclength());
    }
    return all;
  }

  void compare_terms() {
    auto one = one_.allterms_begin();
    auto other = other_.allterms_begin();
    for (; one != one_.allterms_end() && other != other_.allterms_end(); ++one, ++other) {
      same("term", to_hex(*one), to_hex(*other));
      same("postings of " + to_hex(*one), postings(one_, *one), postings(other_, *other));
    }
    same("end of terms", one == one_.allterms_end(), other == other_.allterms_end());
    same("all documents", postings(one_, ""), postings(other_, ""));
  }

  static std::string values(const Xapian::Database& database, unsigned slot) {
    std::string all = fmt::format("freq {} from {} to {}:", database.get_value_freq(slot),
                                  to_hex(database.get_value_lower_bound(slot)),
                                  to_hex(database.get_value_upper_bound(slot)));
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot);
         ++value) {
      all += fmt::format(" {}={}", value.get_docid(), to_hex(*value));
    }
    return all;
  }

  void compare_values() {
    for (unsigned slot = 0; slot < kSlots; ++slot)
      same(fmt::format("slot {}", slot), values(one_, slot), values(other_, slot));
  }

  static std::string document(const Xapian::Database& database, Xapian::docid docid) {
    const Xapian::Document stored = database.get_document(docid);
    std::string all =
        fmt::format("length {} unique {} data {} terms", database.get_doclength(docid),
                    database.get_unique_terms(docid), to_hex(stored.get_data()));
    for (auto term = stored.termlist_begin(); term != stored.termlist_end(); ++term)
      all += fmt::format(" {}*{}/{}", to_hex(*term), term.get_wdf(), term.get_termfreq());
    for (auto value = stored.values_begin(); value != stored.values_end(); ++value)
      all += fmt::format(" {}={}", value.get_valueno(), to_hex(*value));
    return all;
  }

  void compare_documents() {
    for (auto posting = one_.postlist_begin(""); posting != one_.postlist_end(""); ++posting)
      same(fmt::format("document {}", *posting), document(one_, *posting),
           document(other_, *posting));
  }

  const Xapian::Database one_;
  const Xapian::Database other_;
  std::vector<std::string> lines_;
  std::size_t checks_ = 0;
};

void write_postlist(const MadeDatabase& made, glass::PostlistTable& table) {
  for (const auto& [name, value] : made.metadata) table.add_metadata(name, value);
  std::map<unsigned, glass::SlotStatistics> statistics;
  std::map<std::string, std::vector<glass::Posting>> terms;
  std::vector<glass::Posting> lengths;
  for (const auto& document : made.documents) {
    std::uint32_t length = 0;
    for (const auto& [term, wdf] : document.terms) {
      terms[term].push_back({document.docid, wdf});
      length += wdf;
    }
    for (const auto& [slot, value] : document.values) statistics[slot].count(value);
    lengths.push_back({document.docid, length});
  }
  for (const auto& [slot, of_slot] : statistics) table.add_slot_statistics(slot, of_slot);
  for (const auto& [slot, of_slot] : statistics) {
    for (const auto& document : made.documents) {
      const auto value = document.values.find(slot);
      if (value != document.values.end()) table.add_value(slot, document.docid, value->second);
    }
    table.end_slot();
  }
  if (!lengths.empty()) table.add_document_lengths(lengths);
  // A zero byte at the beginning becomes 00 FF, which stands behind all keys of other kinds.
  for (const auto& [term, postings] : terms) table.add_term(term, postings);
}

}  // namespace

void write_with_glass(const MadeDatabase& made, const std::filesystem::path& path) {
  std::filesystem::create_directories(path);
  glass::PostlistTable postlist(path);
  glass::TermlistTable termlist(path);
  glass::DocdataTable docdata(path);
  glass::TermListEncoder terms;
  glass::Statistics statistics;
  write_postlist(made, postlist);
  for (const auto& document : made.documents) {
    std::uint64_t length = 0;
    std::uint64_t highest = 0;
    std::uint32_t slots = 0;
    for (const auto& [term, wdf] : document.terms) {
      length += wdf;
      highest = std::max<std::uint64_t>(highest, wdf);
    }
    terms.begin(length, document.terms.size());
    for (const auto& [term, wdf] : document.terms) terms.add(term, wdf);
    for (const auto& [slot, value] : document.values) slots |= 1U << slot;
    termlist.add(document.docid, terms.finish(), slots);
    docdata.add(document.docid, document.data);
    statistics.count(document.docid, length, highest);
  }
  glass::Tables tables;
  tables.postlist = postlist.finish();
  tables.termlist = termlist.finish();
  tables.docdata = docdata.finish();
  glass::write_version_file(path, tables, statistics);
}

void write_with_xapian(const MadeDatabase& made, const std::filesystem::path& path) {
  Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
  for (const auto& [name, value] : made.metadata) database.set_metadata(name, value);
  for (const auto& document : made.documents) {
    Xapian::Document stored;
    stored.set_data(document.data);
    for (const auto& [term, wdf] : document.terms) stored.add_term(term, wdf);
    for (const auto& [slot, value] : document.values) stored.add_value(slot, value);
    database.replace_document(document.docid, stored);
  }
  database.commit();
}

std::string differences(const std::filesystem::path& one, const std::filesystem::path& other,
                        std::size_t& checks) {
  Comparison comparison(one, other);
  std::string text = comparison.run();
  checks += comparison.checks();
  return text;
}

// In a process of its own: Xapian 1.4.22's check frees a table by another size than it had, which
// AddressSanitizer would end these tests for.
std::string xapian_check(const std::filesystem::path& path) {
  const std::string command = "xapian-check '" + path.string() + "' 2>&1";
  FILE* const output = ::popen(command.c_str(), "r");
  if (output == nullptr) return "xapian-check cannot be started";
  std::string report;
  std::array<char, 4096> part{};
  while (const std::size_t bytes = std::fread(part.data(), 1, part.size(), output))
    report.append(part.data(), bytes);
  const bool is_clean = ::pclose(output) == 0 && report.ends_with("No errors found\n");
  return is_clean ? std::string() : report;
}

}  // namespace dateline
