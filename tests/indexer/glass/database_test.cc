// SPDX-License-Identifier: GPL-2.0-or-later
//
// Databases written by the glass tables, against those that Xapian writes of the same documents.
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <xapian.h>

#include "common/base/files.h"
#include "common/base/hash.h"
#include "indexer/glass/format_check.h"
#include "indexer/glass/glass_format.h"
#include "tests/indexer/glass/made_database.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

using namespace std::string_literals;

// The example of the format's description: three documents, seen in the bytes that Xapian wrote.
MadeDatabase small_example() {
  MadeDatabase made;
  made.metadata["hello"] = "world";
  made.documents = {
      {1, "short", {{"Qa1", 0}, {"Zappl", 5}, {"apple", 4}, {"apply", 1}}, {{0, "\xDC\x26\x80"}}},
      {2,
       std::string(100, 'y'),
       {{"Qb2", 0}, {"Zappl", 1}, {"apple", 1}},
       {{0, "\xDC\x26\x90"}, {5, "x"}}},
      {40000, "", {{"Qc3", 0}}, {}}};
  return made;
}

std::string hex_of_file(const std::filesystem::path& path, std::size_t from, std::size_t bytes) {
  return to_hex(std::string_view(read_whole_file(path)).substr(from, bytes));
}

TEST_CASE("writes the bytes of the format's example") {
  const TempFolder folder;
  write_with_glass(small_example(), folder.path());
  const auto postlist = folder.path() / "postlist.glass";
  CHECK(read_whole_file(postlist).size() == glass::kBlockBytes);
  CHECK(hex_of_file(postlist, 0, 11) == "00000001001f311f310025");
  CHECK(hex_of_file(postlist, 8189, 3) == "600000");
  CHECK(hex_of_file(postlist, 8174, 15) == "600c0700c068656c6c6f776f726c64");
  CHECK(hex_of_file(postlist, 8161, 13) == "600a0200d00203dc2680dc2690");
  const std::string bytes = read_whole_file(postlist);
  const auto holds = [&](std::string_view item) { return bytes.find(item) != std::string::npos; };
  CHECK(
      holds("\x05"
            "apple\x02\x05\x00\x31\x01\x04\x00\x01"s));
  CHECK(
      holds("\x03"
            "Qc3\x01\x00\xBF\xB8\x02\x31\x00\x00"s));
  CHECK(holds("\x02\x00\xE0\x00\x00\x00\x31\xBF\xB8\x02\x0A\x00\x02\xBD\xB8\x02\x00"s));
  CHECK(holds("\x05\x00\xD8\x00\x00\x01\x03\xDC\x26\x80\x00\x03\xDC\x26\x90"s));
  const std::string version = to_hex(read_whole_file(folder.path() / "iamglass"));
  CHECK(
      version.starts_with("0f0d5861"
                          "7069616e20476c617373046e"));
  CHECK(
      version.ends_with("03bdb802"
                        "02"
                        "05"
                        "05"
                        "00"
                        "0c"
                        "00"));
}

// Documents that meet the borders of the format, of random content otherwise.
MadeDatabase odd_documents(unsigned seed, std::size_t count, bool with_gaps) {
  std::mt19937 random(seed);
  MadeDatabase made;
  Xapian::docid docid = 0;
  const auto word = [&] { return fmt::format("Z{}", random() % (random() % 9 == 0 ? 5000 : 60)); };
  for (std::size_t i = 0; i < count; ++i) {
    MadeDocument document;
    docid += with_gaps && random() % 10 == 0 ? 1 + random() % 3000 : 1;
    document.docid = docid;
    const std::size_t terms = random() % 50 == 0 ? 3000 : random() % 60;
    for (std::size_t term = 0; term < terms; ++term) document.terms[word()] += random() % 4;
    if (i % 97 == 0) document.terms["long" + std::string(241, 'x')] = 300;
    if (i % 97 == 1) document.terms["\x00zero\x00\x00"s] = 2;
    if (i % 97 == 2) document.terms["\xFF\xFF\xFE"s] = 1;
    if (i % 97 == 3) document.terms["a"] = 1'000'000;
    document.terms["Everywhere"] = 1;
    if (i % 5 == 0) document.terms.clear();
    if (i % 3 != 0) document.values[0] = std::to_string(random() % 100);
    if (i % 4 != 0) document.values[7] = std::string(random() % 200 + 1, 'v');
    if (i % 40 == 0) document.values[12] = "\x00\xFF"s;
    if (i % 7 != 0) document.data = std::string(random() % 3000, static_cast<char>(random()));
    made.documents.push_back(std::move(document));
  }
  for (std::size_t i = 0; i < 300; ++i)
    made.metadata[fmt::format("w{}", random() % 10'000)] = std::string(random() % 40 + 1, 'm');
  made.metadata["!dictionary"] = std::string(112'000, 'd');
  return made;
}

struct Pair {
  TempFolder folder;
  std::filesystem::path ours = folder.path() / "ours";
  std::filesystem::path xapians = folder.path() / "xapians";

  explicit Pair(const MadeDatabase& made) {
    write_with_glass(made, ours);
    write_with_xapian(made, xapians);
  }
};

void check_equal(const Pair& pair, std::size_t least_checks) {
  std::size_t checks = 0;
  CHECK(differences(pair.ours, pair.xapians, checks) == "");
  CHECK(checks >= least_checks);
  CHECK(xapian_check(pair.ours) == "");
}

// The same changes to both, through Xapian.
void change(const std::filesystem::path& path, unsigned seed) {
  std::mt19937 random(seed);
  Xapian::WritableDatabase database(path.string(), Xapian::DB_OPEN);
  std::vector<Xapian::docid> docids;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting)
    docids.push_back(*posting);
  for (std::size_t i = 0; i < docids.size(); i += 4) {
    if (random() % 2 == 0) {
      database.delete_document(docids[i]);
    } else {
      Xapian::Document document = database.get_document(docids[i]);
      document.add_term("Zchanged");
      document.add_value(3, "changed");
      database.replace_document(docids[i], document);
    }
  }
  for (int i = 0; i < 50; ++i) {
    Xapian::Document document;
    document.set_data("new");
    for (int term = 0; term < 40; ++term) document.add_term(fmt::format("Z{}", random() % 4000));
    database.add_document(document);
  }
  database.set_metadata("w1", "");
  database.set_metadata("new", "value");
  database.commit();
}

TEST_CASE("gives what Xapian gives, before and after Xapian has changed it") {
  struct Row {
    const char* name;
    std::size_t documents;
    bool with_gaps;
  };
  for (const auto& row : {Row{"none", 0, false}, Row{"one", 1, false}, Row{"a few", 5, false},
                          Row{"many", 1500, false}, Row{"many with gaps", 1500, true}}) {
    SUBCASE(row.name) {
      const Pair pair(odd_documents(20240305, row.documents, row.with_gaps));
      check_equal(pair, row.documents);
      change(pair.ours, 7);
      change(pair.xapians, 7);
      check_equal(pair, row.documents);
      const auto compacted = pair.folder.path() / "compacted";
      Xapian::Database(pair.ours.string())
          .compact(compacted.string(), Xapian::DBCOMPACT_NO_RENUMBER);
      std::size_t checks = 0;
      CHECK(differences(compacted, pair.xapians, checks) == "");
    }
  }
}

TEST_CASE("cuts data of any length so that it comes back") {
  MadeDatabase made;
  // A whole item, one byte more, two items, a whole block, and what lies around them.
  std::vector<std::size_t> lengths;
  for (const std::size_t border : {2038U, 4069U, 6100U, 8131U, 8192U, 16384U}) {
    for (std::size_t length = border - 12; length < border + 12; ++length)
      lengths.push_back(length);
  }
  lengths.push_back(5'000'000);
  for (const std::size_t length : lengths) {
    const auto docid = static_cast<Xapian::docid>(made.documents.size() + 1);
    made.documents.push_back({docid, std::string(length, static_cast<char>(length)), {}, {}});
  }
  const TempFolder folder;
  write_with_glass(made, folder.path());
  const Xapian::Database database(folder.path().string());
  for (const auto& document : made.documents) {
    CAPTURE(document.data.size());
    CHECK(database.get_document(document.docid).get_data() == document.data);
  }
  CHECK(xapian_check(folder.path()) == "");
}

TEST_CASE("makes trees of three levels") {
  MadeDatabase made;
  for (Xapian::docid docid = 1; docid <= 20'000; ++docid)
    made.documents.push_back({docid, fmt::format("{:1900}", docid), {}, {}});
  const TempFolder folder;
  write_with_glass(made, folder.path());
  const Xapian::Database database(folder.path().string());
  for (Xapian::docid docid = 1; docid <= 20'000; docid += 17)
    CHECK(database.get_document(docid).get_data() == fmt::format("{:1900}", docid));
  CHECK(xapian_check(folder.path()) == "");
}

// Xapian cannot read back all that it deflates (glass_format.h): neither this program nor a later
// WritableDatabase may write such a thing.
TEST_CASE("writes term lists that Xapian can read, however well they deflate") {
  MadeDatabase made;
  for (Xapian::docid docid = 1; docid <= 60; ++docid) {
    MadeDocument document{docid, std::string(8180 + docid, 'a'), {}, {}};
    for (unsigned number = 0; number < 1400 + 37 * docid; ++number)
      document.terms[std::to_string(100'000 + number)] = 1;
    made.documents.push_back(std::move(document));
  }
  const TempFolder folder;
  write_with_glass(made, folder.path());
  {
    Xapian::WritableDatabase database(folder.path().string(), Xapian::DB_OPEN);
    for (Xapian::docid docid = 1; docid <= 60; ++docid)
      database.add_document(database.get_document(docid));
    database.commit();
  }
  CHECK(xapian_check(folder.path()) == "");
  Xapian::WritableDatabase database(folder.path().string(), Xapian::DB_OPEN);
  for (Xapian::docid docid = 1; docid <= 120; ++docid) {
    CAPTURE(docid);
    CHECK(database.get_document(docid).get_data().size() == 8180 + (docid - 1) % 60 + 1);
    CHECK_NOTHROW(database.delete_document(docid));
  }
  database.commit();
  CHECK(database.get_doccount() == 0);
}

TEST_CASE("knows that this Xapian reads its format") {
  const TempFolder folder;
  CHECK(glass::xapian_reads_our_format(folder.path() / "probe"));
  CHECK(!std::filesystem::exists(folder.path() / "probe"));
}

}  // namespace
}  // namespace dateline
