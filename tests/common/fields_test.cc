// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/fields.h"

#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace dateline {
namespace {

struct Lookup {
  const char* input;
  const char* want;  // the field's name; empty: there is none
};

TEST_CASE("finds a field by name or alias, whatever the case") {
  const std::vector<Lookup> table{
      {"title", "title"},
      {"headline", "title"},
      {"intitle", "title"},
      {"site", "site"},
      {"source", "site"},
      {"domain", "site"},
      {"author", "author"},
      {"by", "author"},
      {"byline", "author"},
      {"lang", "lang"},
      {"language", "lang"},
      {"path", "path"},
      {"file", "path"},
      {"type", "type"},
      {"format", "type"},
      {"tag", "tag"},
      {"tags", "tag"},
      {"keyword", "tag"},
      {"date", "date"},
      {"published", "date"},
      {"Title", "title"},
      {"DATE", "date"},
      {"", ""},
      {"autor", ""},
      {"titl", ""},
      {"title ", ""},
      {"ti\ntle", ""},
      {"дата", ""},
  };
  for (const Lookup& row : table) {
    CAPTURE(row.input);
    const Field* found = find_field(row.input);
    CHECK(std::string(found ? found->name : "") == row.want);
  }
}

TEST_CASE("names the field a typing error most likely meant") {
  const std::vector<Lookup> table{
      {"autor", "author"},  {"auhtor", "author"}, {"auth", "author"}, {"authors", "author"},
      {"tilte", "title"},   {"titel", "title"},   {"ttle", "title"},  {"headlines", "title"},
      {"stie", "site"},     {"sites", "site"},    {"sorce", "site"},  {"domian", "site"},
      {"langauge", "lang"}, {"lnag", "lang"},     {"la", "lang"},     {"pth", "path"},
      {"paths", "path"},    {"filename", "path"}, {"tpye", "type"},   {"fromat", "type"},
      {"keywords", "tag"},  {"tga", "tag"},       {"dtae", "date"},   {"dat", "date"},
      {"publish", "date"},  {"Autor", "author"},  {"DATES", "date"},  {"title", "title"},
      {"file", "path"},
  };
  for (const Lookup& row : table) {
    CAPTURE(row.input);
    CHECK(std::string(nearest_field(row.input).name) == row.want);
  }
}

TEST_CASE("a name of any length and any bytes has a nearest field and is not one") {
  const std::vector<std::string> table{"", std::string(100'000, 't'), std::string(30, '\0'),
                                       "\xFF\xFE", "\xE2\x80"};
  for (const std::string& input : table) {
    CHECK(find_field(input) == nullptr);
    CHECK(!nearest_field(input).name.empty());
  }
}

TEST_CASE("every field says what it is and shows an example of itself") {
  for (const Field& one : fields()) {
    CAPTURE(one.name);
    CHECK(&field(one.id) == &one);
    CHECK(find_field(one.name) == &one);
    CHECK(!one.help.empty());
    CHECK(one.example.starts_with(std::string(one.name) + ":"));
  }
}

TEST_CASE("fields and document terms share no prefix") {
  std::multiset<std::string_view> prefixes{kStemPrefix,          kIdPrefix,    kDateSourcePrefix,
                                           kDatePrecisionPrefix, kUndatedTerm, kConflictTerm};
  for (const Field& one : fields()) {
    if (!one.prefix.empty()) prefixes.insert(one.prefix);
  }
  for (const std::string_view prefix : prefixes) CHECK(prefixes.count(prefix) == 1);
}

}  // namespace
}  // namespace dateline
