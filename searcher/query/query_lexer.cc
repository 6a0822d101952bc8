// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_lexer.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/base/utf8.h"
#include "common/domain/tokenizer.h"
#include "searcher/query/query_error.h"

namespace dateline {
namespace {

constexpr char32_t kNone = 0xFFFFFFFF;  // behind the end of the query

enum class QuoteFamily { None, Straight, Curly, Guillemets };
constexpr std::size_t kQuoteFamilies = 4;

QuoteFamily quote_family(char32_t character) {
  switch (character) {
    case U'"':
      return QuoteFamily::Straight;
    case U'“':
    case U'”':
    case U'„':
    case U'‟':
      return QuoteFamily::Curly;
    case U'«':
    case U'»':
      return QuoteFamily::Guillemets;
    default:
      return QuoteFamily::None;
  }
}

bool is_quote(char32_t character) { return quote_family(character) != QuoteFamily::None; }

bool is_blank(char32_t character) {
  return character < 0x20 || (character >= 0x7F && character <= 0x9F) ||
         u_isUWhiteSpace(static_cast<UChar32>(character));
}

bool ends_word(char32_t character) {
  return character == kNone || character == '(' || character == ')' || is_quote(character) ||
         is_blank(character);
}

// Byte order marks, direction marks and the like, which come along when text is pasted. Before a
// word they would hide a '-' or a field; within one the analyser lets them vanish.
bool is_invisible(char32_t character) {
  return u_charType(static_cast<UChar32>(character)) == U_FORMAT_CHAR;
}

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

bool has_word(std::string_view text) {
  Tokenizer tokenizer(text);
  Token token;
  return tokenizer.next(token);
}

std::string field_list() {
  std::string list;
  for (const Field& field : fields()) {
    list.append(list.empty() ? "" : ", ").append(field.name);
  }
  return list;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) { no_more_.fill(query.size()); }

  std::vector<QueryToken> lex();

 private:
  char32_t at(std::size_t position, std::size_t* next = nullptr) const;
  std::size_t word_end(std::size_t position) const;
  std::size_t find_close(std::size_t position, QuoteFamily family);
  bool skip_blanks();
  void skip_dashes();
  bool excludes_next() const;
  void check_dash(bool after_blank) const;
  std::size_t field_name_length() const;

  void read_token(bool after_blank);
  void read_phrase();
  void read_field(std::size_t name_length);
  void read_value(const Field& field);
  void read_word(bool is_operator_allowed);
  void add(QueryTokenKind kind, std::size_t length, std::string_view text);

  [[noreturn]] void fail_unknown_field(std::string_view name) const;
  [[noreturn]] void fail_value(std::size_t begin, std::string_view name, char32_t found) const;

  std::string_view query_;
  std::size_t position_ = 0;
  std::vector<QueryToken> tokens_;
  // From here on the query is known to hold no quote of the family: what keeps lexing linear.
  std::array<std::size_t, kQuoteFamilies> no_more_{};
};

char32_t Lexer::at(std::size_t position, std::size_t* next) const {
  if (position >= query_.size()) return kNone;
  const char32_t character = decode_utf8(query_, position);
  if (next != nullptr) *next = position;
  return character;
}

std::size_t Lexer::word_end(std::size_t position) const {
  std::size_t next = position;
  while (!ends_word(at(position, &next))) position = next;
  return position;
}

void Lexer::add(QueryTokenKind kind, std::size_t length, std::string_view text) {
  tokens_.push_back({kind, position_, length, text});
  position_ += length;
}

// True when something separates what follows from the token before.
bool Lexer::skip_blanks() {
  bool has_blank = position_ == 0;
  std::size_t next = position_;
  for (;;) {
    const char32_t character = at(position_, &next);
    if (character == kNone || (!is_blank(character) && !is_invisible(character))) return has_blank;
    has_blank = has_blank || is_blank(character);
    position_ = next;
  }
}

// Two hyphens and more are a typed dash, not a double negation.
void Lexer::skip_dashes() {
  const std::size_t end = std::min(query_.find_first_not_of('-', position_), query_.size());
  if (end - position_ >= 2) position_ = end;
}

// Whether the '-' here stands directly before something that can be searched for.
bool Lexer::excludes_next() const {
  const std::size_t end = word_end(position_ + 1);
  const char32_t behind = at(end);
  if (behind == '(' || is_quote(behind)) return true;
  const std::string_view word = query_.substr(position_ + 1, end - position_ - 1);
  return word.find('*') != std::string_view::npos || has_word(word);
}

// `(a OR b)-c` may mean to exclude c, `"peace"-loving` does not.
void Lexer::check_dash(bool after_blank) const {
  if (after_blank || tokens_.empty()) return;
  const QueryTokenKind before = tokens_.back().kind;
  if (before != QueryTokenKind::Phrase && before != QueryTokenKind::Close) return;
  throw QueryError(position_, "unclear '-' right after a quote or bracket",
                   "with a blank before it, it excludes what follows; leave it out otherwise");
}

// Letters before a ':' that could name a field: not those of a URL or of "note: text". 0: none.
std::size_t Lexer::field_name_length() const {
  std::size_t end = position_;
  while (end < query_.size() && is_letter(query_[end])) ++end;
  if (end == position_ || end == query_.size() || query_[end] != ':') return 0;
  if (query_.substr(end).starts_with("://")) return 0;
  const std::string_view name = query_.substr(position_, end - position_);
  const char32_t next = at(end + 1);
  const bool has_value = next != kNone && next != ')' && !is_blank(next);
  return has_value || find_field(name) != nullptr ? name.size() : 0;
}

std::vector<QueryToken> Lexer::lex() {
  for (;;) {
    const bool after_blank = skip_blanks();
    if (position_ == query_.size()) break;
    read_token(after_blank);
  }
  add(QueryTokenKind::End, 0, {});
  return std::move(tokens_);
}

void Lexer::read_token(bool after_blank) {
  const char32_t first = at(position_);
  if (is_quote(first)) return read_phrase();
  if (first == '(') return add(QueryTokenKind::Open, 1, query_.substr(position_, 1));
  if (first == ')') return add(QueryTokenKind::Close, 1, query_.substr(position_, 1));
  if (first != '-') {
    const std::size_t name_length = field_name_length();
    if (name_length > 0) return read_field(name_length);
    return read_word(true);
  }
  const std::size_t begin = position_;
  skip_dashes();
  if (position_ != begin) return;
  if (!excludes_next()) return read_word(true);
  check_dash(after_blank);
  add(QueryTokenKind::Not, 1, query_.substr(position_, 1));
  const char32_t excluded = at(position_);
  if (excluded == '(' || is_quote(excluded)) return;
  const std::size_t name_length = field_name_length();
  if (name_length > 0) return read_field(name_length);
  read_word(false);
}

// The next quote of the family; query_.size() when there is none.
std::size_t Lexer::find_close(std::size_t position, QuoteFamily family) {
  std::size_t& no_more = no_more_[static_cast<std::size_t>(family)];
  const std::size_t searched_from = position;
  std::size_t next = position;
  while (position < no_more) {
    if (quote_family(at(position, &next)) == family) return position;
    position = next;
  }
  no_more = std::min(no_more, searched_from);
  return query_.size();
}

// A quote is closed by the next of its own family, so that one family may quote within the other;
// only the last one of its family, by any, as half-corrected typing mixes them.
void Lexer::read_phrase() {
  std::size_t inside = position_;
  const QuoteFamily family = quote_family(at(position_, &inside));
  std::size_t close = find_close(inside, family);
  if (close == query_.size()) {
    close =
        std::min({find_close(inside, QuoteFamily::Straight), find_close(inside, QuoteFamily::Curly),
                  find_close(inside, QuoteFamily::Guillemets)});
  }
  if (close == query_.size()) {
    throw QueryError(position_, "the quote is not closed", "close it, or leave it out");
  }
  std::size_t end = close;
  at(close, &end);
  add(QueryTokenKind::Phrase, end - position_, query_.substr(inside, close - inside));
}

void Lexer::fail_unknown_field(std::string_view name) const {
  throw QueryError(position_,
                   fmt::format("there is no field {}; did you mean '{}'?", quote_for_message(name),
                               nearest_field(name).name),
                   fmt::format("fields are {}; a word before a colon needs a blank after the colon",
                               field_list()));
}

void Lexer::fail_value(std::size_t begin, std::string_view name, char32_t found) const {
  if (found == '-') {
    throw QueryError(position_, fmt::format("a '-' cannot stand between '{}:' and its value", name),
                     fmt::format("to exclude, write -{}:…; quotes keep the '-'", name));
  }
  throw QueryError(begin, fmt::format("nothing to search for after '{}:'", name),
                   "the value follows the colon without a blank; for the word itself, leave out "
                   "the colon");
}

void Lexer::read_field(std::size_t name_length) {
  const std::string_view name = query_.substr(position_, name_length);
  const Field* field = find_field(name);
  if (field == nullptr) fail_unknown_field(name);
  tokens_.push_back({QueryTokenKind::Field, position_, name_length + 1,
                     query_.substr(position_, name_length + 1), field});
  position_ += name_length + 1;
  read_value(*field);
}

// Everything up to the next blank, bracket or quote: a value may hold colons, and `title:OR` asks
// for the word.
void Lexer::read_value(const Field& field) {
  const std::size_t begin = tokens_.back().offset;
  const char32_t first = at(position_);
  if (is_quote(first)) return read_phrase();
  if (first == '(') return add(QueryTokenKind::Open, 1, query_.substr(position_, 1));
  if (ends_word(first) || first == '-') fail_value(begin, field.name, first);
  const std::size_t length = word_end(position_) - position_;
  add(QueryTokenKind::Word, length, query_.substr(position_, length));
}

void Lexer::read_word(bool is_operator_allowed) {
  const std::size_t length = word_end(position_) - position_;
  const std::string_view word = query_.substr(position_, length);
  if (is_operator_allowed && word == "AND") return add(QueryTokenKind::And, length, word);
  if (is_operator_allowed && word == "OR") return add(QueryTokenKind::Or, length, word);
  if (is_operator_allowed && word == "NOT") return add(QueryTokenKind::Not, length, word);
  if (word.find('*') == std::string_view::npos && !has_word(word)) {
    position_ += length;
    return;
  }
  add(QueryTokenKind::Word, length, word);
}

}  // namespace

std::vector<QueryToken> lex_query(std::string_view query) { return Lexer(query).lex(); }

}  // namespace dateline
