// SPDX-License-Identifier: GPL-2.0-or-later
//
// Runs, what is left of them after an interruption, and their merge.
#include "indexer/bulk/bulk_writer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <xapian.h>

#include "common/base/error.h"
#include "common/domain/terms.h"
#include "common/storage/index_folder.h"
#include "indexer/analyse/entry_builder.h"
#include "indexer/bulk/merge_heap.h"
#include "tests/indexer/glass/made_database.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPlenty = std::uint64_t{64} << 20U;

Document article(const std::string& path, const std::string& body, const char* date = "") {
  Document document{};
  document.root = "r";
  document.path = path;
  document.title = "Ferry";
  document.body = body;
  document.id = make_document_id("r", path, "");
  if (const auto known = parse_iso_date(date)) {
    document.publication.best.date = *known;
    document.publication.best.source = DateSource::JsonField;
  }
  return document;
}

// A build in a folder of its own, with one worker.
class Build {
 public:
  explicit Build(const IndexFolder& folder, const std::string& identity = "made")
      : build_(BuildFolder::find(folder, identity)
                   .value_or(BuildFolder::create(folder, identity, ""))),
        writer_(build_, std::nullopt, AnalyserSettings(), IndexState(), 1, kPlenty),
        sink_(writer_.make_sink()),
        builder_(AnalyserSettings(), std::make_shared<ZstdDictionary>(""), 1) {}

  void add(const Document& document, std::uint64_t source) {
    sink_->add(builder_.build(document), sequence_++, source);
  }
  bool claim(std::uint64_t source) { return sink_->claim(source).has_value(); }
  void write_run() {
    sink_->write_run(builder_.take_words());
    builder_.forget();
  }
  MergeCounts finish() { return writer_.finish(); }
  fs::path database() const { return database_path(writer_.generation()); }
  fs::path run(unsigned number) const { return build_.run_path(number); }

 private:
  BuildFolder build_;
  BulkWriter writer_;
  std::shared_ptr<BulkSink> sink_;
  EntryBuilder builder_;
  std::uint64_t sequence_ = 0;
};

std::vector<std::string> ids_in_order(const Xapian::Database& database) {
  std::vector<std::string> ids;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
       ++posting) {
    const Xapian::Document document = database.get_document(*posting);
    auto term = document.termlist_begin();
    term.skip_to("Q");
    ids.push_back(*term);
  }
  return ids;
}

std::vector<std::string> ids_of(const std::vector<std::string>& paths) {
  std::vector<std::string> ids;
  for (const auto& path : paths) ids.push_back(id_term(make_document_id("r", path, "")));
  return ids;
}

TEST_CASE("numbers documents by date, over all runs") {
  const TempFolder temp;
  Build build{IndexFolder(temp.path())};
  build.add(article("c", "third", "2024-03-05"), 1);
  build.add(article("undated", "last"), 2);
  build.add(article("a", "first", "1999-12-31"), 3);
  build.write_run();
  build.add(article("month", "not to the day", "2001-02"), 4);
  build.add(article("b", "second", "2024-03-04"), 5);
  build.add(article("c2", "third as well", "2024-03-05"), 6);
  build.write_run();
  const MergeCounts counts = build.finish();
  CHECK(counts.documents == 6);
  CHECK(counts.date_ordered == 4);
  const Xapian::Database database(build.database().string());
  CHECK(ids_in_order(database) == ids_of({"a", "b", "c", "c2", "month", "undated"}));
  CHECK(xapian_check(build.database()) == "");
  CHECK(database.get_termfreq("Zferri") == 6);
  CHECK(database.get_termfreq("Zthird") == 2);
  CHECK(read_state(database).date_ordered == 4);
  CHECK(!fs::exists(build.run(1)));
}

TEST_CASE("an interrupted build is gone on with from its runs") {
  const TempFolder temp;
  const IndexFolder folder(temp.path());
  fs::path damaged;
  {
    Build build(folder);
    build.add(article("a", "kept ferries", "2024-01-01"), 1);
    build.add(article("b", "its source has changed", "2024-01-02"), 2);
    build.write_run();
    build.add(article("c", "in a damaged run"), 3);
    build.write_run();
    damaged = build.run(2);
    build.add(article("d", "never written"), 4);
  }
  std::fstream(damaged, std::ios::in | std::ios::out | std::ios::binary).seekp(700).put('\x55');
  std::ofstream(damaged.parent_path() / "000003.run.tmp") << "half a run";
  Build build(folder);
  CHECK(build.claim(1));
  CHECK(!build.claim(5));
  CHECK(!build.claim(3));
  CHECK(!build.claim(4));
  build.add(article("b", "changed", "2024-01-02"), 5);
  build.add(article("c", "made again"), 3);
  build.write_run();
  const MergeCounts counts = build.finish();
  CHECK(counts.documents == 3);
  const Xapian::Database database(build.database().string());
  CHECK(ids_in_order(database) == ids_of({"a", "b", "c"}));
  CHECK(database.get_termfreq("Zferri") == 3);
  CHECK(database.get_collection_freq("Zferri") == 3 * 3 + 1);  // in the title three times as much
  CHECK(!database.term_exists("Zsourc"));
  CHECK(!database.term_exists("Zdamag"));
  CHECK(xapian_check(build.database()) == "");
}

TEST_CASE("a build of something else is begun anew") {
  const TempFolder temp;
  const IndexFolder folder(temp.path());
  {
    Build build(folder, "one");
    build.add(article("a", "text"), 1);
    build.write_run();
  }
  CHECK(!BuildFolder::find(folder, "other"));
  CHECK(BuildFolder::find(folder, "one"));
  Build build(folder, "other");
  CHECK(!build.claim(1));
}

TEST_CASE("of two documents with one id the first in the index stays, and that is told") {
  const TempFolder temp;
  Build build{IndexFolder(temp.path())};
  build.add(article("a", "younger", "2024-01-02"), 1);
  build.add(article("b", "another", "2024-01-03"), 2);
  build.write_run();
  build.add(article("a", "older", "2024-01-01"), 3);
  build.write_run();
  const MergeCounts counts = build.finish();
  CHECK(counts.documents == 2);
  REQUIRE(counts.duplicates.size() == 1);
  CHECK(counts.duplicates[0] == make_document_id("r", "a", ""));
  const Xapian::Database database(build.database().string());
  CHECK(database.term_exists("Zolder"));
  CHECK(!database.term_exists("Zyounger"));
  CHECK(xapian_check(build.database()) == "");
}

TEST_CASE("a build of nothing is an index") {
  const TempFolder temp;
  Build build{IndexFolder(temp.path())};
  CHECK(build.finish().documents == 0);
  CHECK(xapian_check(build.database()) == "");
  Xapian::WritableDatabase database(build.database().string(), Xapian::DB_OPEN);
  CHECK(database.get_doccount() == 0);
  Xapian::Document document;
  document.add_term("Zferri");
  database.add_document(document);
  database.commit();
  CHECK(xapian_check(build.database()) == "");
}

TEST_CASE("a run that is cut off or no run is refused") {
  const TempFolder temp;
  Build build{IndexFolder(temp.path())};
  build.add(article("a", "text"), 1);
  build.write_run();
  CHECK(RunFile(build.run(1)).is_intact());
  fs::resize_file(build.run(1), fs::file_size(build.run(1)) - 1);
  CHECK_THROWS_AS(RunFile(build.run(1)), Error);
  fs::resize_file(build.run(1), 3);
  CHECK_THROWS_AS(RunFile(build.run(1)), Error);
}

struct Numbers {
  bool next() {
    if (place == values.size()) return false;
    value = values[place++];
    return true;
  }
  int name;
  std::vector<int> values;
  std::size_t place = 0;
  int value = 0;
};

struct ByValue {
  bool operator()(const Numbers& one, const Numbers& other) const {
    return one.value < other.value;
  }
};

TEST_CASE("streams are merged in order, equal ones as the streams are") {
  std::vector<Numbers> streams = {{0, {1, 3, 3, 9}}, {1, {}}, {2, {3, 4}}, {3, {0, 3, 10}}};
  std::vector<std::pair<int, int>> got;
  for (MergeHeap<Numbers, ByValue> heap(streams); !heap.empty(); heap.advance())
    got.emplace_back(heap.top().value, heap.top().name);
  const std::vector<std::pair<int, int>> want = {{0, 3}, {1, 0}, {3, 0}, {3, 0}, {3, 2},
                                                 {3, 3}, {4, 2}, {9, 0}, {10, 3}};
  CHECK(got == want);
}

}  // namespace
}  // namespace dateline
