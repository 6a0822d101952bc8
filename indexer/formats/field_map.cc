// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/field_map.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "common/base/ascii.h"
#include "common/base/error.h"

namespace dateline {
namespace {

struct Defaults {
  RecordField field;
  std::string_view option;  // what --map calls it
  std::vector<std::string> names;
};

// Dates: published before created before modified.
const std::array<Defaults, kRecordFieldCount>& defaults() {
  using enum RecordField;
  static const std::array<Defaults, kRecordFieldCount> kDefaults{{
      {Title, "title", {"title", "headline", "name", "subject", "heading"}},
      {Text,
       "text",
       {"text", "body", "content", "articlebody", "article", "maintext", "fulltext", "contenttext",
        "contenthtml", "articletext", "story", "description", "summary"}},
      {Date, "date", {"datepublished",  "published",       "publishedat",  "publishdate",
                      "publisheddate",  "publicationdate", "pubdate",      "publishedon",
                      "firstpublished", "datepublish",     "date",         "datetime",
                      "articledate",    "created",         "createdat",    "datecreated",
                      "createdutc",     "timestamp",       "time",         "updated",
                      "updatedat",      "modified",        "datemodified", "datemodify",
                      "lastmodified"}},
      {Url, "url", {"url", "link", "canonical", "canonicalurl", "sourceurl", "permalink", "href"}},
      {Author, "author", {"author", "authors", "byline", "creator", "by"}},
      {Language, "language", {"lang", "language", "inlanguage", "locale"}},
      {Site,
       "site",
       {"site", "sitename", "source", "publisher", "publication", "outlet", "domain",
        "sourcedomain", "newspaper"}},
      {Tags, "tags", {"tags", "keywords", "categories", "topics", "category", "section"}},
      {Id, "id", {"id", "_id", "guid", "uuid"}},
  }};
  return kDefaults;
}

std::optional<RecordField> field_named(std::string_view name) {
  for (const Defaults& one : defaults()) {
    if (one.option == name) return one.field;
  }
  return std::nullopt;
}

std::string all_fields() {
  std::string list;
  for (const Defaults& one : defaults()) {
    if (!list.empty()) list += ", ";
    list += one.option;
  }
  return list;
}

std::string normal_name(std::string_view name) {
  std::string normal;
  append_normal_name(normal, name);
  return normal;
}

}  // namespace

std::string_view to_string(RecordField field) {
  return defaults()[static_cast<std::size_t>(field)].option;
}

FieldMap::FieldMap() {
  for (const Defaults& one : defaults()) {
    auto& names = names_[static_cast<std::size_t>(one.field)];
    for (const std::string& name : one.names) names.push_back(normal_name(name));
  }
}

void FieldMap::map(std::string_view assignment) {
  const std::size_t equals = assignment.find('=');
  const std::string_view field_name = assignment.substr(0, equals);
  const auto field = field_named(field_name);
  const std::string hint = fmt::format("fields are: {}; as in --map title=headline", all_fields());
  if (!field) {
    throw Error(ExitCode::Usage,
                fmt::format("cannot map '{}': there is no field '{}'", assignment, field_name),
                hint);
  }
  std::string name;
  if (equals != std::string_view::npos) name = normal_name(assignment.substr(equals + 1));
  if (name.empty()) {
    throw Error(ExitCode::Usage, fmt::format("cannot map '{}': no name of the JSON", assignment),
                hint);
  }
  auto& names = names_[static_cast<std::size_t>(*field)];
  std::erase(names, name);
  names.insert(names.begin(), std::move(name));
}

void append_normal_name(std::string& to, std::string_view name) {
  for (const char c : name) {
    if (c == '_' || c == '-' || c == ' ') continue;
    to.push_back(ascii_lower(c));
  }
}

}  // namespace dateline
