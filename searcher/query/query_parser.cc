// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_parser.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "searcher/query/phrase_parser.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_lexer.h"

namespace dateline {
namespace {

using Kind = QueryTokenKind;

constexpr const char* kOperatorHint = "to search for the word itself, write it in small letters";

bool is_operator(Kind kind) {
  return kind == Kind::And || kind == Kind::Or || kind == Kind::Not || kind == Kind::Plus ||
         kind == Kind::Near || kind == Kind::Adj;
}

bool begins_operand(Kind kind) {
  switch (kind) {
    case Kind::And:
    case Kind::Or:
    case Kind::Near:
    case Kind::Adj:
    case Kind::Close:
    case Kind::End:
      return false;
    default:
      return true;
  }
}

QueryNode leaf_of(NodeKind kind, const Field* field, const QueryToken& token) {
  QueryNode node;
  node.kind = kind;
  node.field = field;
  node.text = token.text;
  node.offset = token.offset;
  node.length = token.length;
  return node;
}

// Children of the same kind are taken in: a AND (b AND c) is a AND b AND c.
void adopt(std::vector<QueryNode>& children, NodeKind kind, QueryNode&& child) {
  if (child.kind != kind) {
    children.push_back(std::move(child));
    return;
  }
  std::ranges::move(child.children, std::back_inserter(children));
}

QueryNode join(NodeKind kind, std::vector<QueryNode>&& parts) {
  if (parts.size() == 1) return std::move(parts.front());
  QueryNode node;
  node.kind = kind;
  node.offset = parts.front().offset;
  node.length = parts.back().offset + parts.back().length - node.offset;
  for (QueryNode& part : parts) adopt(node.children, kind, std::move(part));
  return node;
}

QueryNode wrap(NodeKind kind, QueryNode&& child, std::size_t offset) {
  QueryNode node;
  node.kind = kind;
  node.offset = offset;
  node.length = child.offset + child.length - offset;
  node.children.push_back(std::move(child));
  return node;
}

QueryNode negate(QueryNode&& node, std::size_t offset) {
  if (node.kind == NodeKind::Not) return QueryNode(std::move(node.children.front()));
  return wrap(NodeKind::Not, std::move(node), offset);
}

// Whether every match has a word that this node asks for.
bool requires_word(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::And:
      return std::ranges::any_of(node.children, requires_word);
    case NodeKind::Or:
    case NodeKind::Most:
      return std::ranges::all_of(node.children, requires_word);
    case NodeKind::Regex:
    case NodeKind::Maybe:
      return false;
    default:
      return is_weighted(node);
  }
}

void check_patterns(const QueryNode& node, bool has_word_beside) {
  if (node.kind == NodeKind::Regex && !has_word_beside) {
    throw QueryError(node.offset, "a pattern alone would have to read every text",
                     "add a word that must be there too: word /pattern/");
  }
  const bool narrows = node.kind == NodeKind::And && requires_word(node);
  for (const QueryNode& child : node.children) check_patterns(child, has_word_beside || narrows);
}

// An item of a list.
struct Item {
  QueryNode node;
  bool is_required = false;  // by its '+'
};

// What a list asks for when not all of it is required.
class AnyList {
 public:
  explicit AnyList(MatchMode match)
      : kind_(match == MatchMode::Most ? NodeKind::Most : NodeKind::Or) {}

  QueryNode join_items(std::vector<Item>&& items) {
    for (Item& item : items) sort_in(std::move(item));
    if (!optional_.empty()) add_optional();
    std::ranges::sort(required_, {}, &QueryNode::offset);
    return join(NodeKind::And, std::move(required_));
  }

 private:
  // Filters, dates and exclusions choose documents: one more of them is never an alternative.
  void sort_in(Item&& item) {
    has_plus_ = has_plus_ || item.is_required;
    if (item.is_required || !is_weighted(item.node)) {
      required_.push_back(std::move(item.node));
    } else {
      std::ranges::move(split_words(std::move(item.node)), std::back_inserter(optional_));
    }
  }

  void add_optional() {
    QueryNode group = join(kind_, std::move(optional_));
    const std::size_t offset = group.offset;
    if (has_plus_) group = wrap(NodeKind::Maybe, std::move(group), offset);
    required_.push_back(std::move(group));
  }

  NodeKind kind_;
  bool has_plus_ = false;
  std::vector<QueryNode> required_;
  std::vector<QueryNode> optional_;
};

// Throws QueryError where it is too long to be looked for in sequence; else its number of words.
std::size_t check_length(const QueryNode& node) {
  const std::size_t words = node.kind == NodeKind::Regex ? 0 : count_words(node);
  if (words > kMaxPhraseWords) {
    throw QueryError(node.offset, fmt::format("a phrase of {} words is too long: the limit is {} "
                                              "(phrase words)",
                                              words, kMaxPhraseWords));
  }
  return words;
}

class Parser {
 public:
  Parser(std::string_view query, MatchMode match)
      : query_(query), match_(match), lexed_(lex_query(query)) {}

  ParsedQuery parse();

 private:
  const QueryToken& current() const { return lexed_.tokens[next_]; }
  const QueryToken& take() { return lexed_.tokens[next_++]; }
  bool accept(Kind kind);

  QueryNode parse_or(const Field* field);
  QueryNode parse_list(const Field* field);
  Item parse_and(const Field* field);
  Item parse_signed(const Field* field);
  QueryNode parse_near(const Field* field);
  QueryNode parse_operand(const Field* field);
  QueryNode parse_group(const Field* field);

  QueryNode make_near(std::vector<QueryNode>&& operands, const QueryToken& op);
  QueryNode make_leaf(const QueryToken& token, const Field* field);
  QueryNode make_text(const QueryToken& token, const Field* field);
  QueryNode make_verbatim(const QueryToken& token, const Field* field) const;
  QueryNode make_regex(const QueryToken& token, const Field* field) const;
  QueryNode make_filter(const QueryToken& token, const Field* field);
  QueryNode make_date(const QueryToken& token, const Field* field);
  void count(std::size_t leaves, std::size_t wildcards, const QueryToken& token);
  std::size_t text_offset(const QueryToken& token) const;

  [[noreturn]] void fail_operand() const;
  [[noreturn]] void fail_without_tokens() const;

  std::string_view query_;
  MatchMode match_;
  LexedQuery lexed_;
  std::size_t next_ = 0;
  std::size_t nesting_ = 0;
  std::size_t leaves_ = 0;
  std::size_t wildcards_ = 0;
};

bool Parser::accept(Kind kind) {
  if (current().kind != kind) return false;
  ++next_;
  return true;
}

ParsedQuery Parser::parse() {
  if (current().kind == Kind::End) fail_without_tokens();
  ParsedQuery parsed;
  parsed.tree = parse_or(nullptr);
  if (current().kind == Kind::Close) {
    throw QueryError(current().offset, "this bracket closes nothing", "open it, or leave it out");
  }
  check_patterns(parsed.tree, false);
  parsed.dropped.assign(lexed_.dropped.begin(), lexed_.dropped.end());
  return parsed;
}

QueryNode Parser::parse_or(const Field* field) {
  std::vector<QueryNode> parts;
  do {
    parts.push_back(parse_list(field));
  } while (accept(Kind::Or));
  return join(NodeKind::Or, std::move(parts));
}

QueryNode Parser::parse_list(const Field* field) {
  std::vector<Item> items;
  do {
    items.push_back(parse_and(field));
  } while (begins_operand(current().kind));
  if (match_ != MatchMode::All) return AnyList(match_).join_items(std::move(items));
  std::vector<QueryNode> parts;
  for (Item& item : items) parts.push_back(std::move(item.node));
  return join(NodeKind::And, std::move(parts));
}

Item Parser::parse_and(const Field* field) {
  Item first = parse_signed(field);
  if (current().kind != Kind::And) return first;
  std::vector<QueryNode> parts;
  parts.push_back(std::move(first.node));
  while (accept(Kind::And)) parts.push_back(parse_signed(field).node);
  return {join(NodeKind::And, std::move(parts)), first.is_required};
}

Item Parser::parse_signed(const Field* field) {
  const std::size_t offset = current().offset;
  bool is_negative = false;
  bool is_required = false;
  while (current().kind == Kind::Not || current().kind == Kind::Plus) {
    (current().kind == Kind::Plus ? is_required : is_negative) ^= true;
    ++next_;
  }
  QueryNode node = parse_near(field);
  return {is_negative ? negate(std::move(node), offset) : std::move(node), is_required};
}

QueryNode Parser::parse_near(const Field* field) {
  std::vector<QueryNode> operands;
  operands.push_back(parse_operand(field));
  const QueryToken* first = nullptr;
  while (current().kind == Kind::Near || current().kind == Kind::Adj) {
    const QueryToken& op = take();
    if (first == nullptr) first = &op;
    if (op.kind != first->kind || op.distance != first->distance) {
      throw QueryError(
          op.offset,
          fmt::format("'{}' and '{}' cannot be mixed in one chain", first->text, op.text),
          "use the same one throughout: a NEAR/5 b NEAR/5 c");
    }
    operands.push_back(parse_operand(field));
  }
  return first == nullptr ? std::move(operands.front()) : make_near(std::move(operands), *first);
}

// Takes the field off the leaves of an operand of NEAR, and gives it back: null for none.
const Field* take_field(QueryNode& node, const QueryToken& op) {
  const Field* field = nullptr;
  switch (node.kind) {
    case NodeKind::Word:
    case NodeKind::Exact:
    case NodeKind::Prefix:
    case NodeKind::Fuzzy:
    case NodeKind::Phrase:
      return std::exchange(node.field, nullptr);
    case NodeKind::Or:
      field = take_field(node.children.front(), op);
      for (std::size_t i = 1; i < node.children.size(); ++i) {
        if (take_field(node.children[i], op) != field)
          throw QueryError(node.offset, "alternatives beside NEAR or ADJ must be in one field",
                           "put the field before a bracket: title:(a NEAR/5 b)");
      }
      return field;
    default:
      throw QueryError(node.offset,
                       fmt::format("{} stands between words, phrases and alternatives only",
                                   quote_for_message(op.text)),
                       "as in a NEAR/5 \"b c\" or (a OR b) NEAR/5 c*");
  }
}

QueryNode Parser::make_near(std::vector<QueryNode>&& operands, const QueryToken& op) {
  if (operands.size() > kMaxNearOperands) {
    throw QueryError(op.offset, fmt::format("a chain of {} is too long: the limit is {} "
                                            "(near operands)",
                                            operands.size(), kMaxNearOperands));
  }
  QueryNode near;
  near.kind = op.kind == Kind::Near ? NodeKind::Near : NodeKind::Adj;
  near.distance = op.distance == 0 ? kDefaultNearWords : op.distance;
  near.offset = operands.front().offset;
  near.length = operands.back().offset + operands.back().length - near.offset;
  near.field = take_field(operands.front(), op);
  for (std::size_t i = 1; i < operands.size(); ++i) {
    if (take_field(operands[i], op) != near.field)
      throw QueryError(
          operands[i].offset,
          fmt::format("both sides of {} must be in the same field", quote_for_message(op.text)),
          "put the field before a bracket: title:(a NEAR/5 b)");
  }
  near.children = std::move(operands);
  return near;
}

QueryNode Parser::parse_operand(const Field* field) {
  if (current().kind == Kind::Field) field = take().field;
  switch (current().kind) {
    case Kind::Open:
      return parse_group(field);
    case Kind::Word:
    case Kind::Exact:
    case Kind::Phrase:
    case Kind::Verbatim:
    case Kind::Regex:
    case Kind::Star:
      return make_leaf(take(), field);
    default:
      fail_operand();
  }
}

QueryNode Parser::parse_group(const Field* field) {
  const QueryToken& open = take();
  if (++nesting_ > kMaxQueryNesting) {
    throw QueryError(open.offset,
                     fmt::format("too many brackets in one another: the limit is {} (nesting)",
                                 kMaxQueryNesting));
  }
  if (current().kind == Kind::Close) {
    throw QueryError(open.offset, "no word between the brackets", kWordHint);
  }
  QueryNode node;
  if (current().kind != Kind::End) node = parse_or(field);
  if (!accept(Kind::Close)) {
    throw QueryError(open.offset, "the bracket is not closed", "close it, or leave it out");
  }
  --nesting_;
  return node;
}

// The token before explains best what is missing: an operand is asked for only at the beginning,
// behind an opening bracket, and behind an operator.
void Parser::fail_operand() const {
  if (next_ > 0 && is_operator(lexed_.tokens[next_ - 1].kind)) {
    const QueryToken& before = lexed_.tokens[next_ - 1];
    throw QueryError(before.offset, fmt::format("nothing to search for after '{}'", before.text),
                     kOperatorHint);
  }
  if (current().kind == Kind::Close) {
    throw QueryError(current().offset, "this bracket closes nothing", "open it, or leave it out");
  }
  throw QueryError(current().offset,
                   fmt::format("nothing to search for before '{}'", current().text), kOperatorHint);
}

void Parser::fail_without_tokens() const {
  const bool is_blank = trim(query_).empty();
  throw QueryError(0, is_blank ? "the query is empty" : "no word in the query", kWordHint);
}

std::size_t Parser::text_offset(const QueryToken& token) const {
  return static_cast<std::size_t>(token.text.data() - query_.data());
}

void Parser::count(std::size_t leaves, std::size_t wildcards, const QueryToken& token) {
  leaves_ += leaves;
  wildcards_ += wildcards;
  if (leaves_ > kMaxQueryLeaves) {
    throw QueryError(token.offset,
                     fmt::format("too many words, phrases and filters: the limit is {} (leaves)",
                                 kMaxQueryLeaves));
  }
  if (wildcards_ > kMaxQueryWildcards) {
    throw QueryError(token.offset, fmt::format("too many words with '*' or '~': the limit is {} "
                                               "(wildcards)",
                                               kMaxQueryWildcards));
  }
}

QueryNode Parser::make_leaf(const QueryToken& token, const Field* field) {
  const bool is_quoted = token.kind == Kind::Phrase || token.kind == Kind::Verbatim;
  if (is_quoted && trim(token.text).empty())
    throw QueryError(token.offset, "nothing between the quotes", kWordHint);
  switch (field == nullptr ? FieldKind::Text : field->kind) {
    case FieldKind::Date:
      return make_date(token, field);
    case FieldKind::Filter:
    case FieldKind::Words:
    case FieldKind::Path:
      return make_filter(token, field);
    case FieldKind::Text:
      break;
  }
  QueryNode node = make_text(token, field);
  node.field = field;
  node.offset = token.offset;
  node.length = token.length;
  const std::size_t words = check_length(node);
  const std::size_t leaves = count_leaves(node);
  // Where any of them will do, each is one of its own.
  count(match_ == MatchMode::All ? leaves : std::max(leaves, words), count_wildcards(node), token);
  return node;
}

QueryNode Parser::make_text(const QueryToken& token, const Field* field) {
  switch (token.kind) {
    case Kind::Star:
      if (field == nullptr && (next_ < 2 || lexed_.tokens[next_ - 2].kind != Kind::Not))
        return leaf_of(NodeKind::All, field, token);
      throw QueryError(token.offset, "a '*' without a word", kStarHint);
    case Kind::Exact:
      if (token.text.find('*') != std::string_view::npos)
        throw QueryError(token.offset, "a word cannot have both '=' and '*'",
                         "write =word for this form, or word* for words that begin so");
      return leaf_of(NodeKind::Exact, field, token);
    case Kind::Phrase:
      if (!has_word(token.text))
        throw QueryError(token.offset, "no word between the quotes", kWordHint);
      return parse_phrase(token.text, text_offset(token));
    case Kind::Verbatim:
      return make_verbatim(token, field);
    case Kind::Regex:
      return make_regex(token, field);
    default:
      return parse_word(token.text, token.offset, NodeKind::Word);
  }
}

QueryNode Parser::make_verbatim(const QueryToken& token, const Field* field) const {
  if (has_word(token.text)) return leaf_of(NodeKind::Verbatim, field, token);
  throw QueryError(token.offset, "no word between the quotes",
                   "the index finds candidates by words: add one, or use word /pattern/");
}

QueryNode Parser::make_regex(const QueryToken& token, const Field* field) const {
  QueryNode node = leaf_of(NodeKind::Regex, field, token);
  if (token.ignores_case) node.text.insert(0, "(?i)");
  return node;
}

QueryNode Parser::make_filter(const QueryToken& token, const Field* field) {
  const bool is_path = field->kind == FieldKind::Path;  // of any characters, and may hold stars
  const std::size_t star = token.text.find('*');
  if (star != std::string_view::npos && !is_path) {
    throw QueryError(text_offset(token) + star, fmt::format("'{}:' takes no '*'", field->name),
                     "words, title: and path: do");
  }
  count(1, star == std::string_view::npos ? 0 : 1, token);
  if (is_path || has_word(token.text)) return leaf_of(NodeKind::Filter, field, token);
  throw QueryError(
      token.offset,
      fmt::format("{} is no value for '{}:'", quote_for_message(token.text), field->name),
      "a value needs a letter or digit");
}

QueryNode Parser::make_date(const QueryToken& token, const Field* field) {
  count(1, 0, token);
  const ParsedDateRange parsed = parse_date_range(token.text);
  if (!parsed.range) {
    throw QueryError(
        text_offset(token) + parsed.offset, "wrong date: " + parsed.problem,
        "write 2022, 2022-09, 2022-09-01, or a range: 2022-09..2022-10, 2022.., ..2022");
  }
  QueryNode node = leaf_of(NodeKind::Date, field, token);
  node.range = *parsed.range;
  return node;
}

void check_bytes(std::string_view query, std::size_t max_bytes) {
  max_bytes = std::min(max_bytes, kHardMaxQueryBytes);
  if (query.size() > max_bytes) {
    throw QueryError(max_bytes, fmt::format("the query has {} bytes: the limit is {} (query bytes)",
                                            query.size(), max_bytes));
  }
  const std::size_t valid = valid_utf8_prefix(query);
  if (valid < query.size()) {
    throw QueryError(valid,
                     fmt::format("the query is not UTF-8: wrong byte 0x{:02X}",
                                 static_cast<unsigned char>(query[valid])),
                     "check the encoding of the terminal or the file it comes from");
  }
}

}  // namespace

ParsedQuery parse_query(std::string_view query, const ParseOptions& options) {
  check_bytes(query, options.max_bytes);
  return Parser(query, options.match).parse();
}

ParsedQuery parse_verbatim(std::string_view query, const ParseOptions& options) {
  check_bytes(query, options.max_bytes);
  if (!has_word(query))
    throw QueryError(0, trim(query).empty() ? "the query is empty" : "no word in the query",
                     kWordHint);
  const QueryToken whole{Kind::Verbatim, 0, query.size(), trim(query)};
  QueryNode tree = leaf_of(NodeKind::Verbatim, nullptr, whole);
  check_length(tree);
  return {std::move(tree), {}};
}

}  // namespace dateline
