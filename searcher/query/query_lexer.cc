// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/base/ascii.h"
#include "common/base/edit_distance.h"
#include "common/base/utf8.h"
#include "searcher/query/phrase_parser.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_limits.h"

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

bool ends_text(char32_t character) { return character == kNone || is_blank(character); }

bool ends_word(char32_t character) {
  return ends_text(character) || character == '(' || character == ')' || is_quote(character);
}

// Byte order marks, direction marks and the like, which come along when text is pasted. Before a
// word they would hide a '-' or a field; within one the analyser lets them vanish.
bool is_invisible(char32_t character) {
  return u_charType(static_cast<UChar32>(character)) == U_FORMAT_CHAR;
}

std::string field_list() {
  std::string list;
  for (const Field& field : fields()) {
    list.append(list.empty() ? "" : ", ").append(field.name);
  }
  return list;
}

// Operators as they are written elsewhere, and how they are written here.
struct ForeignOperator {
  std::string_view written;
  std::string_view hint;
};
constexpr std::array kForeignOperators{
    ForeignOperator{"&&", "write a AND b, or just a b"},
    ForeignOperator{"||", "write a OR b"},
    ForeignOperator{"|", "write a OR b; within quotes (a|b)"},
    ForeignOperator{"XOR", "write (a OR b) -(a b)"},
    ForeignOperator{"ANDNOT", "write a NOT b, or a -b"},
};

struct ForeignDistance {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array kForeignDistances{
    ForeignDistance{"W", "NEAR"},      ForeignDistance{"N", "NEAR"},
    ForeignDistance{"WITHIN", "NEAR"}, ForeignDistance{"SAME", "NEAR"},
    ForeignDistance{"DIST", "NEAR"},   ForeignDistance{"PRE", "ADJ"},
    ForeignDistance{"BEFORE", "ADJ"},  ForeignDistance{"NEXT", "ADJ"},
};

// "NEAR/5": letters, a slash, digits.
struct DistanceOperator {
  std::string_view name;
  std::string_view digits;
};

std::optional<DistanceOperator> distance_operator(std::string_view word) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::size_t slash = word.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == word.size()) return {};
  const DistanceOperator parts{word.substr(0, slash), word.substr(slash + 1)};
  if (!std::ranges::all_of(parts.name, is_capital)) return {};
  if (!std::ranges::all_of(parts.digits, is_digit)) return {};
  return parts;
}

bool is_near_name(std::string_view name) { return name == "NEAR" || name == "ADJ"; }

// What an operator that is none here most likely means; empty: nothing, it is a word.
std::string_view meant_by(std::string_view name) {
  for (const ForeignDistance& foreign : kForeignDistances) {
    if (name == foreign.written) return foreign.meant;
  }
  if (name.size() < 3 || name.size() > 6) return {};
  if (edit_distance(name, "NEAR") == 1) return "NEAR";
  return edit_distance(name, "ADJ") == 1 ? "ADJ" : std::string_view();
}

class Lexer {
 public:
  explicit Lexer(std::string_view query)
      : query_(query), no_verbatim_(query.size()), no_regex_(query.size()) {
    no_more_.fill(query.size());
  }

  LexedQuery lex();

 private:
  char32_t at(std::size_t position, std::size_t* next = nullptr) const;
  std::size_t word_end(std::size_t position) const;
  std::size_t find_close(std::size_t position, QuoteFamily family);
  bool skip_blanks();
  void skip_dashes();
  bool is_sign() const;
  void check_sign(bool after_blank) const;
  void check_exclamation() const;
  std::size_t field_name_length() const;
  std::size_t verbatim_close();
  std::size_t regex_close();

  void read_token(bool after_blank);
  void read_sign(char sign, bool after_blank);
  void read_operand(bool is_operator_allowed);
  bool read_marked();
  void read_phrase();
  void read_verbatim();
  void read_regex(std::size_t close);
  void read_field(std::size_t name_length);
  void read_value(const Field& field);
  void read_word(bool is_operator_allowed);
  bool read_operator(std::string_view word);
  void check_foreign(std::string_view word) const;
  void drop(std::size_t length);
  void add(QueryTokenKind kind, std::size_t length, std::string_view text);

  [[noreturn]] void fail_unknown_field(std::string_view name) const;
  [[noreturn]] void fail_value(std::size_t begin, std::string_view name, char32_t found) const;

  std::string_view query_;
  std::size_t position_ = 0;
  std::vector<QueryToken> tokens_;
  std::vector<std::string_view> dropped_;
  // From here on the query is known to hold no quote of the family: what keeps lexing linear.
  std::array<std::size_t, kQuoteFamilies> no_more_{};
  std::size_t no_verbatim_;  // the same for what closes a ' or a /
  std::size_t no_regex_;
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

// Whether the '-' or '+' here stands directly before something that can be searched for.
bool Lexer::is_sign() const {
  const std::size_t end = word_end(position_ + 1);
  const char32_t behind = at(end);
  if (behind == '(' || is_quote(behind)) return true;
  const std::string_view word = query_.substr(position_ + 1, end - position_ - 1);
  return word.find('*') != std::string_view::npos || has_word(word);
}

// `(a OR b)-c` may mean to exclude c, `"peace"-loving` does not.
void Lexer::check_sign(bool after_blank) const {
  if (after_blank || tokens_.empty()) return;
  const QueryTokenKind before = tokens_.back().kind;
  if (before != QueryTokenKind::Phrase && before != QueryTokenKind::Close) return;
  const char sign = query_[position_];
  throw QueryError(position_, fmt::format("unclear '{}' right after a quote or bracket", sign),
                   fmt::format("with a blank before it, it {} what follows; leave it out otherwise",
                               sign == '-' ? "excludes" : "requires"));
}

// Elsewhere "!x" excludes x.
void Lexer::check_exclamation() const {
  const char32_t behind = at(position_ + 1);
  const bool is_before_operand = behind == '(' || is_quote(behind) ||
                                 (behind != kNone && u_isalnum(static_cast<UChar32>(behind)) != 0);
  if (!is_before_operand) return;
  throw QueryError(position_, "'!' is no operator here", "to exclude, write -x or NOT x");
}

// Letters before a ':' that could name a field: not those of a URL or of "note: text". 0: none.
std::size_t Lexer::field_name_length() const {
  std::size_t end = position_;
  while (end < query_.size() && is_ascii_letter(query_[end])) ++end;
  if (end == position_ || end == query_.size() || query_[end] != ':') return 0;
  if (query_.substr(end).starts_with("://")) return 0;
  const std::string_view name = query_.substr(position_, end - position_);
  const char32_t next = at(end + 1);
  const bool has_value = next != kNone && next != ')' && !is_blank(next);
  return has_value || find_field(name) != nullptr ? name.size() : 0;
}

LexedQuery Lexer::lex() {
  for (;;) {
    const bool after_blank = skip_blanks();
    if (position_ == query_.size()) break;
    read_token(after_blank);
  }
  add(QueryTokenKind::End, 0, {});
  return {std::move(tokens_), std::move(dropped_)};
}

void Lexer::read_token(bool after_blank) {
  const char32_t first = at(position_);
  if (first == ')') return add(QueryTokenKind::Close, 1, query_.substr(position_, 1));
  if (first == '-' || first == '+') return read_sign(static_cast<char>(first), after_blank);
  if (first == '!') check_exclamation();
  const bool is_star = first == '*' && ends_word(at(position_ + 1));
  if (is_star && (after_blank || tokens_.empty() || tokens_.back().kind == QueryTokenKind::Open))
    return add(QueryTokenKind::Star, 1, query_.substr(position_, 1));
  read_operand(true);
}

void Lexer::read_sign(char sign, bool after_blank) {
  const std::size_t begin = position_;
  if (sign == '-') skip_dashes();
  if (position_ != begin) return;
  if (!is_sign()) return read_word(true);
  check_sign(after_blank);
  const bool is_minus = sign == '-';
  add(is_minus ? QueryTokenKind::Not : QueryTokenKind::Plus, 1, query_.substr(position_, 1));
  read_operand(false);
}

void Lexer::read_operand(bool is_operator_allowed) {
  if (at(position_) == '(') return add(QueryTokenKind::Open, 1, query_.substr(position_, 1));
  if (read_marked()) return;
  const std::size_t name_length = field_name_length();
  if (name_length > 0) return read_field(name_length);
  read_word(is_operator_allowed);
}

// What its first character tells: "…", '…', /…/, =….
bool Lexer::read_marked() {
  const char32_t first = at(position_);
  if (is_quote(first)) {
    read_phrase();
    return true;
  }
  const bool is_at_text = !ends_text(at(position_ + 1));
  if (first == '\'' && is_at_text && at(position_ + 1) != '\'') {
    read_verbatim();
    return true;
  }
  if (first == '/' && is_at_text) {
    const std::size_t close = regex_close();
    if (close != query_.size()) read_regex(close);
    return close != query_.size();
  }
  if (first != '=') return false;
  if (is_quote(at(position_ + 1))) {  // a phrase is exact without it
    ++position_;
    read_phrase();
    return true;
  }
  const std::size_t length = word_end(position_) - position_;
  const std::string_view word = query_.substr(position_ + 1, length - 1);
  if (!has_word(word)) return false;
  add(QueryTokenKind::Exact, length, word);
  return true;
}

// The ' that stands at the end of a word, from the one here on.
std::size_t Lexer::verbatim_close() {
  const std::size_t searched_from = position_;
  for (std::size_t at_quote = position_ + 1; at_quote < no_verbatim_; ++at_quote) {
    at_quote = query_.find('\'', at_quote);
    if (at_quote == std::string_view::npos) break;
    if (ends_word(at(at_quote + 1))) return at_quote;
  }
  no_verbatim_ = std::min(no_verbatim_, searched_from);
  return query_.size();
}

void Lexer::read_verbatim() {
  const std::size_t close = verbatim_close();
  if (close == query_.size()) {
    throw QueryError(position_, "the quote ' is not closed",
                     "close it, leave it out, or use \" for a phrase");
  }
  add(QueryTokenKind::Verbatim, close + 1 - position_,
      query_.substr(position_ + 1, close - position_ - 1));
}

// The / that ends a word, perhaps with an i behind it, and has no backslash before it.
std::size_t Lexer::regex_close() {
  const std::size_t searched_from = position_;
  for (std::size_t place = position_ + 1; place < no_regex_; ++place) {
    if (query_[place] == '\\') {
      ++place;
      continue;
    }
    if (query_[place] != '/') continue;
    const char32_t behind = at(place + 1);
    if (ends_word(behind) || (behind == 'i' && ends_word(at(place + 2)))) return place;
  }
  no_regex_ = std::min(no_regex_, searched_from);
  return query_.size();
}

void Lexer::read_regex(std::size_t close) {
  const bool ignores_case = at(close + 1) == 'i';
  const std::size_t end = close + (ignores_case ? 2 : 1);
  tokens_.push_back({QueryTokenKind::Regex, position_, end - position_,
                     query_.substr(position_ + 1, close - position_ - 1), nullptr, 0,
                     ignores_case});
  position_ = end;
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
// for the word. Only words can be marked as exact, verbatim or a pattern: a path begins with '/'.
void Lexer::read_value(const Field& field) {
  const std::size_t begin = tokens_.back().offset;
  const char32_t first = at(position_);
  if (first == '(') return add(QueryTokenKind::Open, 1, query_.substr(position_, 1));
  if (is_quote(first)) return read_phrase();
  if (field.kind == FieldKind::Text && read_marked()) return;
  if (ends_word(first) || first == '-') fail_value(begin, field.name, first);
  const std::size_t length = word_end(position_) - position_;
  add(QueryTokenKind::Word, length, query_.substr(position_, length));
}

void Lexer::drop(std::size_t length) {
  dropped_.push_back(query_.substr(position_, length));
  position_ += length;
}

void Lexer::read_word(bool is_operator_allowed) {
  const std::size_t length = word_end(position_) - position_;
  const std::string_view word = query_.substr(position_, length);
  if (is_operator_allowed && read_operator(word)) return;
  if (word.find('*') == std::string_view::npos && !has_word(word)) return drop(length);
  add(QueryTokenKind::Word, length, word);
}

// Operators are written in capitals.
bool Lexer::read_operator(std::string_view word) {
  check_foreign(word);
  const auto give = [&](QueryTokenKind kind) {
    add(kind, word.size(), word);
    return true;
  };
  if (word == "AND") return give(QueryTokenKind::And);
  if (word == "OR") return give(QueryTokenKind::Or);
  if (word == "NOT") return give(QueryTokenKind::Not);
  if (word == "NEAR") return give(QueryTokenKind::Near);
  if (word == "ADJ") return give(QueryTokenKind::Adj);
  const auto parts = distance_operator(word);
  if (!parts || !is_near_name(parts->name)) return false;
  unsigned distance = 0;
  const char* const end = parts->digits.data() + parts->digits.size();
  const auto read = std::from_chars(parts->digits.data(), end, distance);
  if (read.ec != std::errc() || distance == 0 || distance > kMaxNearWords) {
    throw QueryError(
        position_ + parts->name.size() + 1,
        fmt::format("{} takes 1 to {} words (near window)", parts->name, kMaxNearWords));
  }
  give(parts->name == "NEAR" ? QueryTokenKind::Near : QueryTokenKind::Adj);
  tokens_.back().distance = distance;
  return true;
}

void Lexer::check_foreign(std::string_view word) const {
  for (const ForeignOperator& foreign : kForeignOperators) {
    if (word == foreign.written) {
      throw QueryError(position_, fmt::format("'{}' is no operator here", word),
                       std::string(foreign.hint));
    }
  }
  const auto parts = distance_operator(word);
  if (!parts || is_near_name(parts->name)) return;
  const std::string_view meant = meant_by(parts->name);
  if (meant.empty()) return;
  throw QueryError(position_,
                   fmt::format("there is no operator {}; did you mean '{}/{}'?",
                               quote_for_message(word), meant, parts->digits.substr(0, 3)),
                   "a NEAR/5 b is any order, a ADJ/5 b this order; a word is in small letters");
}

}  // namespace

LexedQuery lex_query(std::string_view query) { return Lexer(query).lex(); }

}  // namespace dateline
