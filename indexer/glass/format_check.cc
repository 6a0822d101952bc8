// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/glass/format_check.h"

#include <array>
#include <string>
#include <system_error>

#include <xapian.h>

#include "indexer/glass/docdata_table.h"
#include "indexer/glass/postlist_table.h"
#include "indexer/glass/termlist_table.h"
#include "indexer/glass/version_file.h"

namespace dateline::glass {
namespace {

constexpr std::string_view kTerm = "Zprobe";
constexpr std::string_view kData = "data";
constexpr std::string_view kValue = "value";
constexpr std::uint32_t kWdf = 3;

void write_probe(const std::filesystem::path& folder) {
  Tables tables;
  PostlistTable postlist(folder);
  postlist.add_metadata("name", kData);
  SlotStatistics values;
  values.count(kValue);
  postlist.add_slot_statistics(0, values);
  postlist.add_value(0, 1, kValue);
  postlist.end_slot();
  const std::array postings{Posting{1, kWdf}};
  postlist.add_document_lengths(postings);
  postlist.add_term(kTerm, postings);
  tables.postlist = postlist.finish();
  TermListEncoder terms;
  terms.begin(kWdf, 1);
  terms.add(kTerm, kWdf);
  TermlistTable termlist(folder);
  termlist.add(1, terms.finish(), 1);
  tables.termlist = termlist.finish();
  DocdataTable docdata(folder);
  docdata.add(1, kData);
  tables.docdata = docdata.finish();
  Statistics statistics;
  statistics.count(1, kWdf, kWdf);
  write_version_file(folder, tables, statistics);
}

bool reads_back(const std::filesystem::path& folder) {
  const Xapian::Database database(folder.string());
  const Xapian::Document document = database.get_document(1);
  const auto term = document.termlist_begin();
  return database.get_doccount() == 1 && database.get_doclength(1) == kWdf &&
         database.get_collection_freq(std::string(kTerm)) == kWdf && *term == kTerm &&
         term.get_wdf() == kWdf && document.get_data() == kData &&
         document.get_value(0) == kValue && database.get_metadata("name") == kData;
}

}  // namespace

bool xapian_reads_our_format(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  std::filesystem::create_directories(folder);
  bool same = false;
  try {
    write_probe(folder);
    same = reads_back(folder);
  } catch (const Xapian::Error&) {
    same = false;
  }
  std::filesystem::remove_all(folder, ignored);
  return same;
}

}  // namespace dateline::glass
