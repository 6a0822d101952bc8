// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/file_state.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include "common/domain/terms.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

FileState sample(const std::string& path) {
  FileState state;
  state.root = "articles";
  state.path = path;
  state.status = FileStatus::Skipped;
  state.skip = SkipKind::Binary;
  state.skip_detail = "detail";
  state.size = 12345678901;
  state.mtime_ns = 1'700'000'000'123'456'789;
  state.content_hash = 99;
  state.id_path = "old/" + path;
  state.documents = 3;
  state.records = {{make_document_id("a", "b", "c"), 7}};
  return state;
}

TEST_CASE("comes back from the index as it was written, whatever the path") {
  TempFolder folder;
  Xapian::WritableDatabase database((folder.path() / "db").string(), Xapian::DB_CREATE);
  for (const std::string& path :
       {std::string("a.txt"), std::string(1000, 'x') + "/b.txt", std::string("с/к\xFF.txt")}) {
    database.set_metadata(file_state_key(sample(path)), encode_file_state(sample(path)));
  }
  database.commit();
  const auto states = read_file_states(database);
  REQUIRE(states.size() == 3);
  for (const auto& state : states) {
    const FileState want = sample(state.path);
    CHECK(encode_file_state(state) == encode_file_state(want));
    CHECK(state.records.size() == 1);
    CHECK(state.origin() == "old/" + state.path);
  }
}

TEST_CASE("folds the log of a file of many records") {
  TempFolder folder;
  Xapian::WritableDatabase database((folder.path() / "db").string(), Xapian::DB_CREATE);
  FileState state = sample("a.jsonl");
  state.records.clear();
  state.chunks = 2;
  const auto one = make_document_id("a", "b", "1");
  const auto two = make_document_id("a", "b", "2");
  const auto three = make_document_id("a", "b", "3");
  database.set_metadata(chunk_key(state, 0), encode_chunk({{one, 10}, {two, 20}}));
  database.set_metadata(chunk_key(state, 1), encode_chunk({{one, 0}, {two, 21}, {three, 30}}));
  const KnownRecords known = read_known_records(database, state);
  CHECK(known.size() == 2);
  CHECK(known.at(two) == 21);
  CHECK(known.at(three) == 30);
}

}  // namespace
}  // namespace dateline
