// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/glass_version_file.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include "common/base/error.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

// Data that deflates better than four to one: what Xapian 1.4.22 can write so that it cannot read
// it back.
void add_repetitive_documents(Xapian::WritableDatabase& database) {
  for (std::size_t length = 8180; length < 8220; ++length) {
    Xapian::Document document;
    document.set_data(std::string(length, 'a'));
    database.add_document(document);
  }
  database.commit();
}

int unreadable(const std::filesystem::path& path) {
  const Xapian::Database database(path.string());
  int count = 0;
  for (Xapian::docid docid = 1; docid <= database.get_lastdocid(); ++docid) {
    try {
      static_cast<void>(database.get_document(docid).get_data());
    } catch (const Xapian::DatabaseCorruptError&) {
      ++count;
    }
  }
  return count;
}

TEST_CASE("makes Xapian write tags that it can read") {
  TempFolder folder;
  for (const bool mended : {false, true}) {
    const auto path = folder.path() / (mended ? "mended" : "plain");
    { Xapian::WritableDatabase(path.string(), Xapian::DB_CREATE).commit(); }
    if (mended) disable_tag_compression(path);
    {
      Xapian::WritableDatabase database(path.string(), Xapian::DB_OPEN);
      add_repetitive_documents(database);
      add_repetitive_documents(database);
    }
    CAPTURE(mended);
    if (mended) CHECK(unreadable(path) == 0);
    // The defect this guards against: when this fails, Xapian has mended it.
    if (!mended) CHECK(unreadable(path) > 0);
  }
}

TEST_CASE("refuses what is no glass database") {
  TempFolder folder;
  folder.write("iamglass", "something else");
  CHECK_THROWS_AS(disable_tag_compression(folder.path()), Error);
}

}  // namespace
}  // namespace dateline
