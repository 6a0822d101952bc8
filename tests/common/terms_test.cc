// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/terms.h"

#include <random>
#include <set>

#include <doctest/doctest.h>
#include <xapian.h>

#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

TEST_CASE("makes terms with their field's prefix") {
  CHECK(stem_term("presid") == "Zpresid");
  CHECK(title_stem_term("presid") == "ZSpresid");
  CHECK(filter_term(field(FieldId::Site), "The Guardian") == "Hthe guardian");
  CHECK(word_terms(field(FieldId::Author), "José Núñez") ==
        std::vector<std::string>{"Ajose", "Anunez"});
  CHECK(date_precision_term(DatePrecision::Month) == "XDPmonth");
}

TEST_CASE("gives a host the terms of its parent domains") {
  CHECK(site_terms("news.bbc.co.uk") ==
        std::vector<std::string>{"Hnews.bbc.co.uk", "Hbbc.co.uk", "Hco.uk"});
  CHECK(site_terms("Reuters") == std::vector<std::string>{"Hreuters"});
  CHECK(site_terms("St. Louis Post") == std::vector<std::string>{"Hst. louis post"});
}

TEST_CASE("gives a path the terms of its folders") {
  CHECK(path_terms("2024/05/a.txt") ==
        std::vector<std::string>{"P2024/05/a.txt", "P2024/", "P2024/05/"});
}

TEST_CASE("shortens long values without losing what tells them apart") {
  const std::string a(1000, 'a');
  const std::string term = make_term("K", a);
  CHECK(term.size() <= kMaxTermBytes);
  CHECK(term != make_term("K", a + "b"));
  CHECK(make_term("K", a) == term);
}

TEST_CASE("makes only terms that Xapian commits, whatever the value") {
  TempFolder folder;
  Xapian::WritableDatabase database((folder.path() / "db").string(), Xapian::DB_CREATE);
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    std::string value;
    for (std::size_t length = random() % 400; length > 0; --length) {
      value += random() % 3 == 0 ? '\0' : static_cast<char>(random());
    }
    Xapian::Document document;
    document.add_boolean_term(make_term("K", value));
    document.add_boolean_term(make_term("P", value));
    database.add_document(document);
  }
  CHECK_NOTHROW(database.commit());
  CHECK(database.get_doccount() == 2000);
}

TEST_CASE("gives different documents different ids") {
  std::set<DocumentId> ids;
  for (const char* root : {"a", "b"}) {
    for (const char* path : {"x", "x/y", "y"}) {
      for (const char* record : {"", "1", "2"}) ids.insert(make_document_id(root, path, record));
    }
  }
  CHECK(ids.size() == 18);
  CHECK(make_document_id("a", "b", "c") == make_document_id("a", "b", "c"));
  CHECK(make_document_id("a", "b", "c") != make_document_id("a", "bc", ""));
}

}  // namespace
}  // namespace dateline
