// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_explain.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::array<std::string_view, 18> kNames{
    "all",   "word",   "exact", "prefix", "fuzzy", "phrase", "near",  "adj", "verbatim",
    "regex", "filter", "date",  "and",    "or",    "most",   "maybe", "not", "variants"};
static_assert(static_cast<std::size_t>(NodeKind::Variants) + 1 == kNames.size());

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  for (std::size_t position = 0; position < text.size();) {
    const char32_t character = decode_utf8(text, position);
    if (is_unsafe(character)) {
      line += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(character));
      continue;
    }
    if (character == '"' || character == '\\') line += '\\';
    append_utf8(line, character);
  }
  line += '"';
}

void append_range(std::string& line, const DateRange& range) {
  if (range.since) line += to_string(*range.since);
  line += "..";
  if (range.until) line += to_string(*range.until);
}

// As deep as the tree, which the parser bounds.
void append_node(std::string& line, const QueryNode& node) {
  line.append("(").append(name_of(node.kind));
  const bool is_date = node.kind == NodeKind::Date;
  if (node.field != nullptr && !is_date) line.append(" ").append(node.field->name);
  if (has_distance(node.kind)) line += fmt::format(" {}", node.distance);
  if (is_date) {
    line += ' ';
    append_range(line, node.range);
  }
  for (const QueryNode& child : node.children) {
    line += ' ';
    append_node(line, child);
  }
  if (node.children.empty() && !is_date && node.kind != NodeKind::All) {
    line += ' ';
    append_quoted(line, node.text);
  }
  line += ')';
}

}  // namespace

bool has_distance(NodeKind kind) {
  return kind == NodeKind::Near || kind == NodeKind::Adj || kind == NodeKind::Fuzzy;
}

std::string_view name_of(NodeKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::string to_string(const QueryNode& node) {
  std::string line;
  append_node(line, node);
  return line;
}

}  // namespace dateline
