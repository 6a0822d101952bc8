// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_explain.h"

#include <string_view>

#include <fmt/format.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

std::string_view name_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::Word:
      return "word";
    case NodeKind::Prefix:
      return "prefix";
    case NodeKind::Phrase:
      return "phrase";
    case NodeKind::Filter:
      return "filter";
    case NodeKind::Date:
      return "date";
    case NodeKind::And:
      return "and";
    case NodeKind::Or:
      return "or";
    case NodeKind::Not:
      break;
  }
  return "not";
}

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

void append_node(std::string& line, const QueryNode& node);

void append_content(std::string& line, const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::And:
    case NodeKind::Or:
    case NodeKind::Not:
      for (const QueryNode& child : node.children) {
        line += ' ';
        append_node(line, child);
      }
      return;
    case NodeKind::Date:
      line += ' ';
      append_range(line, node.range);
      return;
    default:
      if (node.field != nullptr) line.append(" ").append(node.field->name);
      line += ' ';
      append_quoted(line, node.text);
  }
}

// As deep as the tree, which the parser bounds.
void append_node(std::string& line, const QueryNode& node) {
  line.append("(").append(name_of(node.kind));
  append_content(line, node);
  line += ')';
}

}  // namespace

std::string to_string(const QueryNode& node) {
  std::string line;
  append_node(line, node);
  return line;
}

}  // namespace dateline
