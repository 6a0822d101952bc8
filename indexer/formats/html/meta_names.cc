// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/meta_names.h"

#include <algorithm>
#include <array>
#include <string>

#include "common/base/ascii.h"

namespace dateline {
namespace {

struct KnownName {
  std::string_view name;  // lower case, letters and digits only
  Statement statement;
  int rank;
};

constexpr auto kKnown = std::to_array<KnownName>({
    {"abstract", Statement::Description, 6},
    {"applicationname", Statement::Site, 3},
    {"articleauthor", Statement::Author, 2},
    {"articleauthorname", Statement::Author, 1},
    {"articlesection", Statement::Tag, 6},
    {"articletag", Statement::Tag, 1},
    {"author", Statement::Author, 3},
    {"authorname", Statement::Author, 3},
    {"authors", Statement::Author, 3},
    {"byl", Statement::Author, 0},
    {"byline", Statement::Author, 1},
    {"citationauthor", Statement::Author, 1},
    {"citationauthors", Statement::Author, 1},
    {"citationjournaltitle", Statement::Site, 4},
    {"citationkeywords", Statement::Tags, 3},
    {"citationlanguage", Statement::Language, 4},
    {"citationtitle", Statement::Title, 2},
    {"contentlanguage", Statement::Language, 1},
    {"cxenseparseauthor", Statement::Author, 2},
    {"cxenseparsetitle", Statement::Title, 4},
    {"cxparseauthor", Statement::Author, 2},
    {"dccreator", Statement::Author, 4},
    {"dcdescription", Statement::Description, 4},
    {"dclanguage", Statement::Language, 3},
    {"dcpublisher", Statement::Site, 5},
    {"dcsubject", Statement::Tags, 4},
    {"dctermscreator", Statement::Author, 4},
    {"dctermsdescription", Statement::Description, 4},
    {"dctermslanguage", Statement::Language, 3},
    {"dctermspublisher", Statement::Site, 5},
    {"dctermssubject", Statement::Tags, 4},
    {"dctermstitle", Statement::Title, 3},
    {"dctitle", Statement::Title, 3},
    {"description", Statement::Description, 1},
    {"headline", Statement::Title, 2},
    {"keywords", Statement::Tags, 2},
    {"language", Statement::Language, 2},
    {"newskeywords", Statement::Tags, 0},
    {"ogdescription", Statement::Description, 0},
    {"oglocale", Statement::Language, 5},
    {"ogsitename", Statement::Site, 0},
    {"ogtitle", Statement::Title, 0},
    {"ogurl", Statement::Url, 0},
    {"parselyauthor", Statement::Author, 1},
    {"parselylink", Statement::Url, 1},
    {"parselysection", Statement::Tag, 6},
    {"parselytags", Statement::Tags, 3},
    {"parselytitle", Statement::Title, 2},
    {"publisher", Statement::Site, 5},
    {"sailthruauthor", Statement::Author, 1},
    {"sailthrudescription", Statement::Description, 3},
    {"sailthrutags", Statement::Tags, 3},
    {"sailthrutitle", Statement::Title, 2},
    {"section", Statement::Tag, 6},
    {"title", Statement::Title, 4},
    {"twitterdescription", Statement::Description, 2},
    {"twittertitle", Statement::Title, 1},
    {"twitterurl", Statement::Url, 2},
});
static_assert(std::ranges::is_sorted(kKnown, {}, &KnownName::name));

constexpr std::size_t kMaxName = 60;

std::string normal_name(std::string_view name) {
  std::string normal;
  normal.reserve(name.size());
  for (const char c : name.substr(0, kMaxName)) {
    if (is_ascii_alnum(c)) normal.push_back(ascii_lower(c));
  }
  return normal;
}

bool has_one_of(std::string_view name, auto& words) {
  return std::ranges::any_of(
      words, [name](auto word) { return name.find(word) != std::string_view::npos; });
}

// By the words in a name, as there are hundreds in use: "article:published_time",
// "DC.date.issued", "publish-date", "lastmod".
MetaMeaning date_meaning(std::string_view name) {
  static constexpr std::array<std::string_view, 13> kNotThese = {
      "expir",   "valid",    "until",     "event",   "start",    "birth",   "refresh",
      "revisit", "metadata", "candidate", "timeout", "timezone", "database"};
  static constexpr std::array<std::string_view, 4> kModified = {"modif", "updat", "lastmod",
                                                                "revis"};
  static constexpr std::array<std::string_view, 6> kPublished = {"publish", "pubdate",  "issued",
                                                                 "pubtime", "publicat", "pdate"};
  static constexpr std::array<std::string_view, 3> kCreated = {"creat", "written", "posted"};
  static constexpr std::array<std::string_view, 6> kDates = {"date",  "time",   "datum",
                                                             "fecha", "issued", "published"};
  const bool is_modified = has_one_of(name, kModified);
  const bool is_dated =
      is_modified || has_one_of(name, kDates) || name == "data" || name.ends_with("created");
  if (!is_dated || has_one_of(name, kNotThese)) return {};
  if (is_modified) return {Statement::Modified, 0};
  if (has_one_of(name, kPublished)) return {Statement::Published, 0};
  if (has_one_of(name, kCreated)) return {Statement::Created, 0};
  return {Statement::Date, 0};
}

}  // namespace

MetaMeaning meta_meaning(std::string_view name) {
  const std::string whole = normal_name(name);
  std::string_view normal = whole;
  if (normal.starts_with("ogarticle")) normal.remove_prefix(2);
  const auto found = std::ranges::lower_bound(kKnown, normal, {}, &KnownName::name);
  if (found != kKnown.end() && found->name == normal) return {found->statement, found->rank};
  return date_meaning(normal);
}

}  // namespace dateline
