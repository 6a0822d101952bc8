// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/markdown_reader.h"

#include <initializer_list>
#include <string_view>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/formats/front_matter.h"
#include "indexer/formats/markdown_text.h"
#include "indexer/formats/text_reader.h"

namespace dateline {
namespace {

using Keys = std::initializer_list<std::string_view>;

// Most trusted first: published before created before modified.
constexpr std::string_view kDateKeys[] = {
    "datepublished", "published",   "publisheddate",   "publishdate", "publishedat", "publishedon",
    "pubdate",       "publication", "publicationdate", "date",        "datetime",    "created",
    "datecreated",   "createdat",   "createddate",     "timestamp",   "modified",    "datemodified",
    "updated",       "updatedat",   "lastmod",         "lastmodified"};

std::string first_value(const FrontMatter& head, Keys keys) {
  for (const std::string_view key : keys) {
    for (const std::string& value : head.values(key)) {
      if (!trim(value).empty()) return std::string(trim(value));
    }
  }
  return {};
}

std::string joined_values(const FrontMatter& head, Keys keys) {
  std::string joined;
  for (const std::string_view key : keys) {
    for (const std::string& value : head.values(key)) {
      if (value.empty()) continue;
      if (!joined.empty()) joined += ", ";
      joined += value;
    }
    if (!joined.empty()) break;
  }
  return joined;
}

// "a, b" in one value are two tags.
void add_tags(std::string_view value, std::vector<std::string>& tags) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string_view tag = trim(value.substr(0, comma));
    if (!tag.empty()) tags.emplace_back(tag);
    value.remove_prefix(std::min(comma + 1, value.size()));
  }
}

void take_fields(const FrontMatter& head, RawDocument& raw) {
  raw.title = first_value(head, {"title", "headline", "name"});
  raw.author = joined_values(head, {"author", "authors", "byline", "by", "creator"});
  raw.language = first_value(head, {"lang", "language", "inlanguage", "locale"});
  raw.url =
      first_value(head, {"url", "canonicalurl", "canonical", "link", "sourceurl", "permalink"});
  raw.site =
      first_value(head, {"site", "sitename", "publisher", "publication", "outlet", "domain"});
  raw.own_id = first_value(head, {"id", "guid", "uuid"});
  // "source" is an address for web clippers, a publication for others.
  const std::string source = first_value(head, {"source"});
  const bool is_address = source.find("://") != std::string::npos;
  std::string& place = is_address ? raw.url : raw.site;
  if (place.empty()) place = source;
  for (const std::string_view key : {"tags", "categories", "keywords", "category", "topics"}) {
    for (const std::string& value : head.values(key)) add_tags(value, raw.tags);
  }
  for (const std::string_view key : kDateKeys) {
    for (const std::string& value : head.values(key)) {
      if (!value.empty()) raw.dates.push_back({DateSource::FrontMatter, value});
    }
  }
}

}  // namespace

RawDocument read_markdown(std::string utf8) {
  normalise_line_ends(utf8);
  RawDocument raw;
  raw.type = "markdown";
  std::string_view markdown = utf8;
  if (const auto head = parse_front_matter(markdown)) {
    take_fields(*head, raw);
    markdown.remove_prefix(head->end);
  }
  MarkdownText stripped = strip_markdown(markdown);
  raw.text = std::move(stripped.text);
  if (raw.title.empty()) raw.title = std::move(stripped.heading);
  return raw;
}

}  // namespace dateline
