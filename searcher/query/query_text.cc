// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "common/base/terminal_text.h"

namespace dateline {
namespace {

// How tightly what is written holds together: what is looser than its surroundings needs brackets.
enum class Binding { Or, List, Near, Operand };

std::string write(const QueryNode& node, Binding around);

Binding binding_of(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::Or:
    case NodeKind::Most:
    case NodeKind::Variants:
      return Binding::Or;
    case NodeKind::And:
      return Binding::List;
    case NodeKind::Near:
    case NodeKind::Adj:
      return Binding::Near;
    default:
      return Binding::Operand;
  }
}

std::string quoted(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, '"', '\'');
  return '"' + plain + '"';
}

// Within the quotes of a phrase.
std::string write_place(const QueryNode& node) {
  const auto join = [&](std::string_view between) {
    std::string text;
    for (const QueryNode& child : node.children)
      text.append(text.empty() ? "" : between).append(write_place(child));
    return text;
  };
  switch (node.kind) {
    case NodeKind::Or:
    case NodeKind::Variants:
      return "(" + join("|") + ")";
    case NodeKind::Phrase:
      return node.children.empty() ? node.text : join(" ");
    case NodeKind::Prefix:
      return node.text + "*";
    case NodeKind::Fuzzy:
      return fmt::format("{}~{}", node.text, node.distance);
    default:
      return node.text;
  }
}

std::string write_date(const DateRange& range) {
  const std::string since = range.since ? to_string(*range.since) : "";
  const std::string until = range.until ? to_string(*range.until) : "";
  return since == until ? "date:" + since : fmt::format("date:{}..{}", since, until);
}

bool needs_quotes(std::string_view value) {
  return value.empty() || value.find_first_of(" \t\r\n()\"-") != std::string_view::npos;
}

std::string write_leaf(const QueryNode& node) {
  const bool is_several = node.text.find_first_of(" \t\r\n") != std::string::npos;
  switch (node.kind) {
    case NodeKind::All:
      return "*";
    case NodeKind::Exact:
      return is_several ? quoted(node.text) : "=" + node.text;
    case NodeKind::Phrase:
      return quoted(write_place(node));
    case NodeKind::Verbatim:
      return "'" + node.text + "'";
    case NodeKind::Regex:
      return "/" + node.text + "/";
    case NodeKind::Date:
      return write_date(node.range);
    case NodeKind::Filter:
      return needs_quotes(node.text) ? quoted(node.text) : node.text;
    default:
      return write_place(node);
  }
}

std::string write_joined(const QueryNode& node, std::string_view between, Binding around) {
  std::string text;
  for (const QueryNode& child : node.children)
    text.append(text.empty() ? "" : between).append(write(child, around));
  return text;
}

// With something that need not match, the rest is marked as required.
std::string write_list(const QueryNode& node) {
  const auto is_maybe = [](const QueryNode& child) { return child.kind == NodeKind::Maybe; };
  const bool has_maybe = std::ranges::any_of(node.children, is_maybe);
  std::string text;
  for (const QueryNode& child : node.children) {
    const bool is_required = has_maybe && !is_maybe(child) && child.kind != NodeKind::Not;
    const Binding around = is_required ? Binding::Operand : Binding::Near;
    text.append(text.empty() ? "" : " ").append(is_required ? "+" : "");
    text += write(is_maybe(child) ? child.children.front() : child, around);
  }
  return text;
}

std::string write_content(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::And:
      return write_list(node);
    case NodeKind::Or:
    case NodeKind::Most:
    case NodeKind::Variants:
      return write_joined(node, " OR ", Binding::List);
    case NodeKind::Near:
    case NodeKind::Adj:
      return write_joined(
          node, fmt::format(" {}/{} ", node.kind == NodeKind::Near ? "NEAR" : "ADJ", node.distance),
          Binding::Operand);
    case NodeKind::Not:
      return "-" + write(node.children.front(), Binding::Operand);
    case NodeKind::Maybe:
      return write(node.children.front(), Binding::Operand);
    default:
      return write_leaf(node);
  }
}

std::string write(const QueryNode& node, Binding around) {
  const bool has_field = node.field != nullptr && node.kind != NodeKind::Date;
  std::string text = write_content(node);
  const Binding here = binding_of(node);
  if (here < around || (has_field && here != Binding::Operand)) text = "(" + text + ")";
  return has_field ? fmt::format("{}:{}", node.field->name, text) : text;
}

}  // namespace

std::string to_query_text(const QueryNode& node) { return one_line(write(node, Binding::Or)); }

}  // namespace dateline
