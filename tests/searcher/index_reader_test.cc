// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/index_reader.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/error.h"
#include "tests/searcher/small_index.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("knows the forms of each stem, and no others") {
  // "professional" has the stem "profession", which as a word has another one.
  const SmallIndex index({"profession consider", "professional professionals considerable",
                          "presidents", "president profess", "considerably ship ships"});
  IndexReader reader(index.path());
  CHECK(reader.forms_of("profession") == Words{"professional", "professionals"});
  CHECK(reader.forms_of("profess") == Words{"profess", "profession"});
  CHECK(reader.forms_of("presid") == Words{"president", "presidents"});
  CHECK(reader.forms_of("ship") == Words{"ship", "ships"});
  CHECK(reader.forms_of("nothing").empty());
  for (const auto& word : reader.words_with_prefix("p", 100)) {
    const std::string stem(reader.stemmer().stem(word));
    const Words forms = reader.forms_of(stem);
    CAPTURE(word);
    CHECK(std::find(forms.begin(), forms.end(), word) != forms.end());
    for (const auto& form : forms) CHECK(reader.stemmer().stem(form) == stem);
  }
}

TEST_CASE("lists known words by their beginning") {
  const SmallIndex index({"harbour harvest", "harbours hart"});
  const IndexReader reader(index.path());
  CHECK(reader.words_with_prefix("harb", 10) == Words{"harbour", "harbours"});
  CHECK(reader.words_with_prefix("har", 2).size() == 3);  // one more than the limit: too many
  CHECK(reader.words_with_prefix("x", 10).empty());
}

TEST_CASE("finds a document by id, beginning of id, and path") {
  const SmallIndex index({"one", "two"});
  IndexReader reader(index.path());
  const std::string id = index.ids()[1].hex();
  CHECK(reader.load(reader.find(id).value()).body == "two");
  CHECK(reader.load(reader.find(id.substr(0, 8)).value()).body == "two");
  CHECK(reader.load(reader.find("0.txt").value()).body == "one");
  CHECK(!reader.find("2.txt"));
  CHECK(!reader.find("abcdef0123"));
}

TEST_CASE("says that there is no index") {
  const TempFolder empty;
  try {
    const IndexReader reader(empty.path());
    FAIL("opened an empty folder");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::NoIndex);
  }
}

}  // namespace
}  // namespace dateline
