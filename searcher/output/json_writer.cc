// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/json_writer.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "searcher/query/query_explain.h"
#include "searcher/query/query_text.h"

namespace dateline {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

// Such characters can only be inside strings of a dumped line, where an escape means the same.
void append_escaping_unsafe(std::string& out, std::string_view dumped) {
  for (std::size_t position = 0; position < dumped.size();) {
    const std::size_t begin = position;
    const char32_t c = decode_utf8(dumped, position);
    if (is_unsafe(c)) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    } else {
      out += dumped.substr(begin, position - begin);
    }
  }
}

void append_line(std::string& out, const Json& line) {
  append_escaping_unsafe(out, line.dump(-1, ' ', false, Json::error_handler_t::replace));
  out += '\n';
}

Json line_of_type(std::string_view type, const QueryInfo& query) {
  Json line;
  line["type"] = type;
  if (type == "query" || type == "error") line["version"] = kSchemaVersion;
  if (!query.id.empty()) line["query_id"] = query.id;
  return line;
}

std::string base64(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= group.size() ? kBase64Digits[bits >> (18 - 6 * j) & 63] : '=';
    }
  }
  return text;
}

// Marks count bytes; readers in other languages count characters.
std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) decode_utf8(text, position);
  return count;
}

Json highlights(const MarkedText& text) {
  Json spans = Json::array();
  std::size_t position = 0;
  std::size_t count = 0;
  const auto count_up_to = [&](std::size_t offset) {
    count += code_points(std::string_view(text.text).substr(position, offset - position));
    position = offset;
    return count;
  };
  for (const Span& mark : text.marks) {
    const std::size_t begin = count_up_to(mark.begin);
    spans.push_back(Json::array({begin, count_up_to(mark.end)}));
  }
  return spans;
}

void add_path(Json& line, const Document& document) {
  const std::string path = display_path(document);
  line["path"] = path;
  if (!is_valid_utf8(path)) line["path_base64"] = base64(path);
  line["root"] = text_or_null(document.root);
  line["record"] = text_or_null(document.record);
}

void add_date(Json& line, const Publication& publication) {
  const PartialDate& date = publication.best.date;
  line["date"] = text_or_null(to_string(date));
  line["date_precision"] = to_string(date.precision);
  line["date_first"] = date ? Json(to_string(date.first)) : Json();
  line["date_last"] = date ? Json(to_string(date.last)) : Json();
  line["date_source"] = to_string(publication.best.source);
  line["date_conflict"] = publication.conflict;
}

Json day_or_null(const std::optional<Day>& day) { return day ? Json(to_string(*day)) : Json(); }

// As deep as the tree, which the parser bounds.
Json tree(const QueryNode& node) {
  Json object;
  object["type"] = name_of(node.kind);
  if (node.field != nullptr) object["field"] = node.field->name;
  if (has_distance(node.kind)) object["distance"] = node.distance;
  if (node.kind == NodeKind::Date) {
    object["since"] = day_or_null(node.range.since);
    object["until"] = day_or_null(node.range.until);
  } else if (!node.children.empty()) {
    Json children = Json::array();
    for (const QueryNode& child : node.children) children.push_back(tree(child));
    object["children"] = std::move(children);
  } else if (node.kind != NodeKind::All) {
    object["text"] = node.text;
  }
  return object;
}

}  // namespace

void JsonWriter::begin(std::string& out, const QueryInfo& query) const {
  Json line = line_of_type("query", query);
  line["query"] = query.text;
  line["understood"] = query.understood;
  line["searched"] = tree(query.searched);
  line["searched_as"] = to_query_text(query.searched);
  line["expanded"] = query.expanded;
  line["dropped"] = query.dropped;
  append_line(out, line);
}

void JsonWriter::hit(std::string& out, const QueryInfo& query, const Hit& hit) const {
  const Document& document = hit.document;
  Json line = line_of_type("hit", query);
  line["rank"] = hit.rank;
  line["score"] = hit.score;
  line["id"] = document.id.hex();
  add_path(line, document);
  line["url"] = text_or_null(document.url);
  line["site"] = text_or_null(document.site);
  line["author"] = text_or_null(document.author);
  line["language"] = text_or_null(document.language);
  line["tags"] = document.tags;
  line["title"] = text_or_null(document.title);
  add_date(line, document.publication);
  line["snippet"] = hit.snippet.text;
  line["highlights"] = highlights(hit.snippet);
  append_line(out, line);
}

void JsonWriter::end(std::string& out, const QueryInfo& query, const Answer& answer) const {
  Json line = line_of_type("summary", query);
  line["shown"] = answer.hits.size();
  line["total"] = answer.total;
  line["total_is_exact"] = answer.total_is_exact;
  line["undated_left_out"] = answer.undated_left_out ? Json(*answer.undated_left_out) : Json();
  line["feedback"] = answer.feedback;
  line["missing_words"] = answer.missing_words;
  line["did_you_mean"] = text_or_null(answer.did_you_mean);
  append_line(out, line);
}

void JsonWriter::error(std::string& out, const QueryInfo& query, const Error& error) const {
  Json line = line_of_type("error", query);
  line["query"] = query.text;
  line["code"] = static_cast<int>(error.code());
  line["message"] = error.what();
  line["hint"] = text_or_null(error.hint());
  append_line(out, line);
}

}  // namespace dateline
