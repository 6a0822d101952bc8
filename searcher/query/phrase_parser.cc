// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/phrase_parser.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "common/domain/character_table.h"
#include "common/domain/tokenizer.h"
#include "searcher/query/query_error.h"
#include "searcher/query/query_limits.h"

namespace dateline {
namespace {

constexpr const char* kTildeHint = "a '~' stands at the end of a word, as in zelenski~ or odesa~2";

QueryNode make_node(NodeKind kind, std::string_view text, std::size_t offset, std::size_t length) {
  QueryNode node;
  node.kind = kind;
  node.text = text;
  node.offset = offset;
  node.length = length;
  return node;
}

// What the analyser makes of a text, as far as it decides whether a star or tilde may follow.
struct WordShape {
  std::size_t words = 0;       // without the characters that only close a run
  std::size_t letters = 0;     // of the last word, folded
  std::size_t last_begin = 0;  // of the last word
  std::size_t end = 0;         // where the last word ends
  bool ends_in_run = false;    // of two or more characters of a script without spaces
};

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) decode_utf8(text, position);
  return count;
}

WordShape shape_of(std::string_view text) {
  WordShape shape;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    shape.end = token.end;
    shape.ends_in_run = token.run_tail;
    if (token.run_tail) continue;
    ++shape.words;
    shape.letters = count_characters(token.word);
    shape.last_begin = token.begin;
  }
  return shape;
}

bool is_unspaced(std::string_view text) {
  std::size_t position = 0;
  return character(decode_utf8(text, position)).kind == CharacterClass::Pair;
}

// The last word of several, and those before it, one behind the other.
QueryNode split_off_last(QueryNode&& last, const WordShape& shape) {
  const std::size_t offset = last.offset;
  QueryNode phrase = make_node(NodeKind::Phrase, {}, offset, last.length);
  const std::string before = last.text.substr(0, shape.last_begin);
  phrase.children.push_back(make_node(NodeKind::Exact, before, offset, before.size()));
  last.text.erase(0, shape.last_begin);
  last.offset += shape.last_begin;
  last.length -= shape.last_begin;
  phrase.children.push_back(std::move(last));
  return phrase;
}

QueryNode parse_prefix(std::string_view word, std::size_t offset, std::size_t star) {
  const std::size_t place = offset + star;
  if (!has_word(word)) throw QueryError(place, "a '*' without a word", kStarHint);
  if (star + 1 != word.size())
    throw QueryError(place, "a '*' can only stand at the end of a word", kStarHint);
  QueryNode node = make_node(NodeKind::Prefix, word.substr(0, star), offset, word.size());
  const WordShape shape = shape_of(node.text);
  if (shape.words > 1 && shape.ends_in_run && shape.end == star) {
    node.kind = NodeKind::Word;  // pairs of characters are found whatever follows: no star needed
    return node;
  }
  if (shape.end != star)
    throw QueryError(place, "a '*' has to follow a letter or digit", kStarHint);
  const std::string_view last = std::string_view(node.text).substr(shape.last_begin);
  if (shape.letters < kMinPrefixLetters && !is_unspaced(last)) {
    throw QueryError(place,
                     fmt::format("a '*' needs at least {} letters before it", kMinPrefixLetters),
                     "write more of the word");
  }
  return shape.words > 1 ? split_off_last(std::move(node), shape) : node;
}

// The tilde of "word~" or "word~2", where it follows a letter or digit; npos: there is none. A '~'
// elsewhere separates words, as in "~500".
std::size_t find_tilde(std::string_view word) {
  const std::size_t tilde = word.rfind('~');
  if (tilde == std::string_view::npos) return tilde;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool ends_word = std::ranges::all_of(word.substr(tilde + 1), is_digit);
  return ends_word && has_word(word.substr(0, tilde)) ? tilde : std::string_view::npos;
}

QueryNode parse_fuzzy(std::string_view word, std::size_t offset, std::size_t tilde) {
  const std::size_t place = offset + tilde;
  const std::string_view digits = word.substr(tilde + 1);
  if (!digits.empty() && digits != "1" && digits != "2")
    throw QueryError(place, fmt::format("a '~' takes 1 or {}", kMaxFuzzyEdits), kTildeHint);
  QueryNode node = make_node(NodeKind::Fuzzy, word.substr(0, tilde), offset, word.size());
  node.distance = digits == "2" ? 2 : 1;
  const WordShape shape = shape_of(node.text);
  if (shape.words != 1 || shape.end != tilde) {
    throw QueryError(place,
                     fmt::format("{} is not a single word, and a '~' has to follow one",
                                 quote_for_message(node.text)),
                     kTildeHint);
  }
  if (is_unspaced(node.text))
    throw QueryError(place, "a '~' works on words of scripts that write spaces only");
  const std::size_t least = kMinFuzzyLetters + 2 * (node.distance - 1);
  if (shape.letters < least) {
    throw QueryError(
        place, fmt::format("'{}' needs at least {} letters before it", word.substr(tilde), least),
        "in short words nearly everything is near");
  }
  return node;
}

class PhraseParser {
 public:
  PhraseParser(std::string_view text, std::size_t offset) : text_(text), offset_(offset) {}

  QueryNode parse() {
    QueryNode phrase = make_node(NodeKind::Phrase, text_, offset_, text_.size());
    while (position_ < text_.size()) {
      const std::size_t open = next_alternatives();
      add_words(phrase.children, position_, open);
      position_ = open;
      if (open < text_.size()) phrase.children.push_back(read_alternatives());
    }
    // Words alone need no children.
    const bool is_plain =
        phrase.children.size() == 1 && phrase.children.front().kind == NodeKind::Exact;
    if (is_plain) phrase.children.clear();
    if (!is_plain) phrase.text.clear();
    return phrase;
  }

 private:
  // The next bracket that holds alternatives; the others are punctuation.
  std::size_t next_alternatives() {
    for (std::size_t open = text_.find('(', position_); open != std::string_view::npos;
         open = text_.find('(', open + 1)) {
      const std::size_t end = text_.find_first_of("()", open + 1);
      if (bar_ != std::string_view::npos && bar_ < open) bar_ = text_.find('|', open);
      if (bar_ == std::string_view::npos) break;
      if (bar_ < std::min(end, text_.size())) return open;
    }
    return text_.size();
  }

  // What stands in [begin, end): runs of plain words, and words with a star or tilde.
  void add_words(std::vector<QueryNode>& nodes, std::size_t begin, std::size_t end) const {
    std::size_t plain_begin = begin;
    for (std::size_t at = begin; at < end;) {
      const std::size_t word_begin = std::min(text_.find_first_not_of(" \t\r\n", at), end);
      const std::size_t word_end = std::min(text_.find_first_of(" \t\r\n", word_begin), end);
      const std::string_view word = text_.substr(word_begin, word_end - word_begin);
      if (word.find('*') != std::string_view::npos || find_tilde(word) != std::string_view::npos) {
        add_plain(nodes, plain_begin, word_begin);
        add_marked(nodes, word, word_begin);
        plain_begin = word_end;
      }
      at = word_end;
    }
    add_plain(nodes, plain_begin, end);
  }

  void add_plain(std::vector<QueryNode>& nodes, std::size_t begin, std::size_t end) const {
    const std::string_view words = trim(text_.substr(begin, end - begin));
    const auto place = static_cast<std::size_t>(words.data() - text_.data());
    if (has_word(words))
      nodes.push_back(make_node(NodeKind::Exact, words, offset_ + place, words.size()));
  }

  void add_marked(std::vector<QueryNode>& nodes, std::string_view word, std::size_t begin) const {
    QueryNode node = parse_word(word, offset_ + begin, NodeKind::Exact);
    if (node.kind == NodeKind::Word) node.kind = NodeKind::Exact;
    if (node.kind != NodeKind::Phrase) return nodes.push_back(std::move(node));
    for (QueryNode& child : node.children) nodes.push_back(std::move(child));
  }

  QueryNode read_alternatives() {
    const std::size_t open = position_;
    const std::size_t end = text_.find_first_of("()", open + 1);
    if (end == std::string_view::npos || text_[end] == '(') {
      throw QueryError(offset_ + open, "the bracket is not closed within the quotes",
                       "alternatives are words: \"(missile|drone) strike\"");
    }
    QueryNode either = make_node(NodeKind::Or, {}, offset_ + open, end + 1 - open);
    for (std::size_t begin = open + 1; begin <= end;) {
      const std::size_t bar = std::min(text_.find('|', begin), end);
      either.children.push_back(read_alternative(begin, bar));
      begin = bar + 1;
    }
    position_ = end + 1;
    return either;
  }

  QueryNode read_alternative(std::size_t begin, std::size_t end) const {
    std::vector<QueryNode> nodes;
    add_words(nodes, begin, end);
    if (nodes.empty())
      throw QueryError(offset_ + begin, "an alternative without a word", kWordHint);
    if (nodes.size() == 1) return std::move(nodes.front());
    QueryNode phrase = make_node(NodeKind::Phrase, {}, offset_ + begin, end - begin);
    phrase.children = std::move(nodes);
    return phrase;
  }

  std::string_view text_;
  std::size_t offset_;
  std::size_t position_ = 0;
  std::size_t bar_ = text_.find('|');  // the next one
};

std::size_t count_readings(const QueryNode& node) {
  std::size_t readings = node.kind == NodeKind::Or ? 0 : 1;
  for (const QueryNode& child : node.children) {
    const std::size_t of_child = count_readings(child);
    readings = node.kind == NodeKind::Or ? readings + of_child : readings * of_child;
    readings = std::min(readings, kMaxAlternatives + 1);
  }
  return readings;
}

}  // namespace

bool has_word(std::string_view text) {
  Tokenizer tokenizer(text);
  Token token;
  return tokenizer.next(token);
}

QueryNode parse_word(std::string_view word, std::size_t offset, NodeKind plain) {
  const std::size_t star = word.find('*');
  if (star != std::string_view::npos) return parse_prefix(word, offset, star);
  const std::size_t tilde = find_tilde(word);
  if (tilde != std::string_view::npos) return parse_fuzzy(word, offset, tilde);
  if (has_word(word)) return make_node(plain, word, offset, word.size());
  throw QueryError(offset, fmt::format("no word in {}", quote_for_message(word)), kWordHint);
}

std::vector<QueryNode> split_words(QueryNode&& node) {
  std::vector<QueryNode> words;
  Tokenizer tokenizer(node.text);
  Token token;
  while (node.kind == NodeKind::Word && tokenizer.next(token) && !is_unspaced(token.word)) {
    const std::size_t length = token.end - token.begin;
    words.push_back(make_node(NodeKind::Word, node.text.substr(token.begin, length),
                              node.offset + token.begin, length));
    words.back().field = node.field;
  }
  const bool is_whole = words.size() == shape_of(node.text).words;
  if (words.size() < 2 || !is_whole) {
    words.clear();
    words.push_back(std::move(node));
  }
  return words;
}

void check_alternatives(std::size_t readings, std::size_t offset) {
  if (readings <= kMaxAlternatives) return;
  throw QueryError(offset, fmt::format("too many ways to read the phrase: the limit is {} "
                                       "(phrase alternatives)",
                                       kMaxAlternatives));
}

QueryNode parse_phrase(std::string_view text, std::size_t offset) {
  QueryNode phrase = PhraseParser(text, offset).parse();
  check_alternatives(count_readings(phrase), offset);
  return phrase;
}

std::size_t count_words(const QueryNode& node) {
  std::size_t words = 0;
  switch (node.kind) {
    case NodeKind::Or:
      for (const QueryNode& child : node.children) words = std::max(words, count_words(child));
      return words;
    case NodeKind::Phrase:
      if (node.children.empty()) return shape_of(node.text).words;
      for (const QueryNode& child : node.children) words += count_words(child);
      return words;
    default:
      return shape_of(node.text).words;
  }
}

std::size_t count_wildcards(const QueryNode& node) {
  std::size_t count = node.kind == NodeKind::Prefix || node.kind == NodeKind::Fuzzy ? 1 : 0;
  for (const QueryNode& child : node.children) count += count_wildcards(child);
  return count;
}

std::size_t count_leaves(const QueryNode& node) {
  if (node.children.empty()) return 1;
  std::size_t count = 0;
  for (const QueryNode& child : node.children) count += count_leaves(child);
  return count;
}

}  // namespace dateline
