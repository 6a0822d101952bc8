// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_parser.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "common/domain/character_table.h"
#include "common/domain/tokenizer.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_lexer.h"

namespace dateline {
namespace {

using Kind = QueryTokenKind;

constexpr const char* kOperatorHint = "to search for the word itself, write it in small letters";
constexpr const char* kStarHint = "a '*' stands at the end of a word, as in econom*";
constexpr const char* kWordHint = "a word needs a letter or digit";

bool is_operator(Kind kind) { return kind == Kind::And || kind == Kind::Or || kind == Kind::Not; }

bool begins_operand(Kind kind) {
  return kind == Kind::Word || kind == Kind::Phrase || kind == Kind::Field || kind == Kind::Not ||
         kind == Kind::Open;
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

QueryNode negate(QueryNode&& node, std::size_t offset) {
  if (node.kind == NodeKind::Not) return QueryNode(std::move(node.children.front()));
  QueryNode negation;
  negation.kind = NodeKind::Not;
  negation.offset = offset;
  negation.length = node.offset + node.length - offset;
  negation.children.push_back(std::move(node));
  return negation;
}

// What the analyser makes of a text, as far as it decides whether a '*' may follow.
struct WordShape {
  std::size_t words = 0;     // without the characters that only close a run
  std::size_t letters = 0;   // of the last word, folded
  std::size_t end = 0;       // where the last word ends
  bool ends_in_run = false;  // of two or more characters of a script without spaces
};

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) decode_utf8(text, position);
  return count;
}

WordShape shape_of(std::string_view text) {
  WordShape shape;
  Tokenizer tokenizer(text);
  Token token;
  while (tokenizer.next(token)) {
    shape.end = token.end;
    shape.ends_in_run = token.run_tail;
    if (token.run_tail) continue;
    ++shape.words;
    shape.letters = count_characters(token.word);
  }
  return shape;
}

bool has_word(std::string_view text) { return shape_of(text).words > 0; }

bool is_unspaced(std::string_view text) {
  std::size_t position = 0;
  return character(decode_utf8(text, position)).kind == CharacterClass::Pair;
}

void check_prefix(std::string_view text, const WordShape& shape, std::size_t place) {
  if (shape.end != text.size()) {
    throw QueryError(place, "a '*' has to follow a letter or digit", kStarHint);
  }
  if (shape.words > 1) {
    throw QueryError(place,
                     fmt::format("{} is several words, and a '*' works on a single one only",
                                 quote_for_message(text)),
                     "prefixes inside phrases are not there yet");
  }
  if (shape.letters < kMinPrefixLetters && !is_unspaced(text)) {
    throw QueryError(place,
                     fmt::format("a '*' needs at least {} letters before it", kMinPrefixLetters),
                     "write more of the word");
  }
}

class Parser {
 public:
  explicit Parser(std::string_view query) : query_(query), tokens_(lex_query(query)) {}

  QueryNode parse();

 private:
  const QueryToken& current() const { return tokens_[next_]; }
  const QueryToken& take() { return tokens_[next_++]; }
  bool accept(Kind kind);

  QueryNode parse_or(const Field* field);
  QueryNode parse_and(const Field* field);
  QueryNode parse_not(const Field* field);
  QueryNode parse_operand(const Field* field);
  QueryNode parse_group(const Field* field);

  QueryNode make_leaf(const QueryToken& token, const Field* field);
  QueryNode make_word(const QueryToken& token, const Field* field);
  QueryNode make_prefix(const QueryToken& token, const Field* field, std::size_t star);
  QueryNode make_phrase(const QueryToken& token, const Field* field);
  QueryNode make_filter(const QueryToken& token, const Field* field);
  QueryNode make_date(const QueryToken& token, const Field* field);
  void count_leaf(const QueryToken& token);
  void count_wildcard(std::size_t star);
  std::size_t text_offset(const QueryToken& token) const;

  [[noreturn]] void fail_operand() const;
  [[noreturn]] void fail_without_tokens() const;

  std::string_view query_;
  std::vector<QueryToken> tokens_;
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

QueryNode Parser::parse() {
  if (current().kind == Kind::End) fail_without_tokens();
  QueryNode root = parse_or(nullptr);
  if (current().kind == Kind::Close) {
    throw QueryError(current().offset, "this bracket closes nothing", "open it, or leave it out");
  }
  return root;
}

QueryNode Parser::parse_or(const Field* field) {
  std::vector<QueryNode> parts;
  do {
    parts.push_back(parse_and(field));
  } while (accept(Kind::Or));
  return join(NodeKind::Or, std::move(parts));
}

QueryNode Parser::parse_and(const Field* field) {
  std::vector<QueryNode> parts;
  do {
    parts.push_back(parse_not(field));
  } while (accept(Kind::And) || begins_operand(current().kind));
  return join(NodeKind::And, std::move(parts));
}

QueryNode Parser::parse_not(const Field* field) {
  const std::size_t offset = current().offset;
  bool is_negative = false;
  while (accept(Kind::Not)) is_negative = !is_negative;
  QueryNode node = parse_operand(field);
  return is_negative ? negate(std::move(node), offset) : node;
}

QueryNode Parser::parse_operand(const Field* field) {
  if (current().kind == Kind::Field) field = take().field;
  switch (current().kind) {
    case Kind::Open:
      return parse_group(field);
    case Kind::Word:
    case Kind::Phrase:
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
  if (next_ > 0 && is_operator(tokens_[next_ - 1].kind)) {
    const QueryToken& before = tokens_[next_ - 1];
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

void Parser::count_leaf(const QueryToken& token) {
  if (++leaves_ <= kMaxQueryLeaves) return;
  throw QueryError(token.offset,
                   fmt::format("too many words, phrases and filters: the limit is {} (leaves)",
                               kMaxQueryLeaves));
}

void Parser::count_wildcard(std::size_t star) {
  if (++wildcards_ <= kMaxQueryWildcards) return;
  throw QueryError(star, fmt::format("too many words with '*': the limit is {} (wildcards)",
                                     kMaxQueryWildcards));
}

QueryNode Parser::make_leaf(const QueryToken& token, const Field* field) {
  count_leaf(token);
  if (token.kind == Kind::Phrase && trim(token.text).empty()) {
    throw QueryError(token.offset, "nothing between the quotes", kWordHint);
  }
  const FieldKind kind = field == nullptr ? FieldKind::Text : field->kind;
  switch (kind) {
    case FieldKind::Date:
      return make_date(token, field);
    case FieldKind::Filter:
    case FieldKind::Words:
    case FieldKind::Path:
      return make_filter(token, field);
    case FieldKind::Text:
      break;
  }
  return token.kind == Kind::Phrase ? make_phrase(token, field) : make_word(token, field);
}

QueryNode Parser::make_word(const QueryToken& token, const Field* field) {
  const std::size_t star = token.text.find('*');
  if (star != std::string_view::npos) return make_prefix(token, field, star);
  if (has_word(token.text)) return leaf_of(NodeKind::Word, field, token);
  throw QueryError(token.offset, fmt::format("no word in {}", quote_for_message(token.text)),
                   kWordHint);
}

QueryNode Parser::make_prefix(const QueryToken& token, const Field* field, std::size_t star) {
  const std::size_t place = token.offset + star;
  if (!has_word(token.text)) throw QueryError(place, "a '*' without a word", kStarHint);
  if (star + 1 != token.text.size()) {
    throw QueryError(place, "a '*' can only stand at the end of a word", kStarHint);
  }
  count_wildcard(place);
  QueryNode node = leaf_of(NodeKind::Prefix, field, token);
  node.text.pop_back();
  const WordShape shape = shape_of(node.text);
  if (shape.words > 1 && shape.ends_in_run && shape.end == star) {
    node.kind = NodeKind::Word;  // pairs of characters are found whatever follows: no star needed
  } else {
    check_prefix(node.text, shape, place);
  }
  return node;
}

QueryNode Parser::make_phrase(const QueryToken& token, const Field* field) {
  const std::size_t star = token.text.find('*');
  if (star != std::string_view::npos) {
    throw QueryError(text_offset(token) + star, "prefixes inside phrases are not there yet",
                     "leave out the '*', or take the word out of the quotes");
  }
  if (has_word(token.text)) return leaf_of(NodeKind::Phrase, field, token);
  throw QueryError(token.offset, "no word between the quotes", kWordHint);
}

QueryNode Parser::make_filter(const QueryToken& token, const Field* field) {
  const bool is_path = field->kind == FieldKind::Path;  // of any characters, and may hold stars
  const std::size_t star = token.text.find('*');
  if (star != std::string_view::npos) {
    const std::size_t place = text_offset(token) + star;
    if (!is_path) {
      throw QueryError(place, fmt::format("'{}:' takes no '*'", field->name),
                       "words, title: and path: do");
    }
    count_wildcard(place);
  }
  if (is_path || has_word(token.text)) return leaf_of(NodeKind::Filter, field, token);
  throw QueryError(
      token.offset,
      fmt::format("{} is no value for '{}:'", quote_for_message(token.text), field->name),
      "a value needs a letter or digit");
}

QueryNode Parser::make_date(const QueryToken& token, const Field* field) {
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

}  // namespace

QueryNode parse_query(std::string_view query, std::size_t max_bytes) {
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
  return Parser(query).parse();
}

}  // namespace dateline
