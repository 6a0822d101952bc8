// SPDX-License-Identifier: GPL-2.0-or-later
//
// The one reader of words: index, query, phrase confirmation and snippet all take their words from
// here, so they cannot disagree. It needs no settings: stemming, which depends on the language,
// comes after (stemmer.h).
//
// What a word is:
// - Case and compatibility forms are folded for all scripts (Unicode NFKC_Casefold); combining
//   marks are removed from Latin and Greek letters only. Soft hyphens and zero-width characters
//   vanish.
// - An apostrophe of any shape between letters belongs to the word and vanishes (O'Brien = obrien,
//   п'ять = пять), except that a final 's is dropped (Moscow's = moscow), and that contracted verbs
//   (we're = we, re: not were) and elided articles and pronouns (l'été = l, été) are words of their
//   own.
// - Digits joined by '.' stay whole (3.14), and so do thousands groups, without their commas
//   (43,000 = 43000).
// - Single letters joined by dots are one word (U.S. = us). Everything else that is not a letter,
//   digit or mark separates.
// - Runs of scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Myanmar) become
//   overlapping pairs of characters and, last, the final character alone: 東京都 = 東京, 京都, 都.
//   So one character is found by the prefix of a pair, and a run in a query is a phrase of its
//   pairs (Token::run_tail tells the query side which token to leave out).
// - Words over kMaxWordBytes are cut at a character border.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

// Raised with every change of the rules above: an index holds what the rules of its time gave, and
// must not be asked by others.
inline constexpr unsigned kTokenizerVersion = 1;

inline constexpr std::size_t kMaxWordBytes = 64;

struct Character;

struct Token {
  std::string_view word;  // folded; valid until the next call of next()
  // The same with its accents, where it has any and they were asked for; else empty.
  std::string_view accented;
  std::size_t begin = 0;  // the bytes of the text it was made from, [begin, end)
  std::size_t end = 0;
  // The single character that closes a run of two or more characters without spaces.
  bool run_tail = false;
};

// Reads a text (UTF-8; an invalid byte separates words) once, from front to back, in constant
// memory. Cheap to make.
class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text, bool with_accents = false)
      : text_(text), with_accents_(with_accents) {}

  // False at the end of the text; `token` is then unchanged.
  bool next(Token& token);

 private:
  bool read_ascii_word(Token& token);
  std::size_t fold_ascii_letters();
  bool may_go_on(std::size_t length, std::size_t end) const;
  bool read_acronym(Token& token);
  bool read_word(Token& token);
  bool read_pair(Token& token);
  std::string ending_at(std::size_t position) const;
  bool join_apostrophe(Token& token, std::size_t after);
  bool joins_number(char separator, std::size_t after) const;
  bool followed_by_letter(std::size_t position) const;
  std::string_view folded() const { return {folded_.data(), length_}; }
  bool may_be_acronym(std::size_t after) const;
  void append(const Character& character, std::size_t begin, std::size_t end);
  void collect_raw(std::size_t begin, std::size_t end);
  bool finish(Token& token);

  std::string_view text_;
  std::size_t position_ = 0;
  bool with_accents_;
  bool in_run_ = false;  // the token before was a pair of the same run
  // The word holds characters that fold only together with their neighbours.
  bool irregular_ = false;
  bool has_accents_ = false;
  bool grouped_ = false;     // a number whose thousands commas have been passed
  std::size_t raw_end_ = 0;  // behind the last character of the word
  // The word, folded character by character or, of ASCII letters, a block at a time: what a word
  // keeps, and room for what the last of them writes beyond.
  std::array<char, kMaxWordBytes + 16> folded_;
  std::size_t length_ = 0;
  std::string word_;  // one that is folded as a whole
  std::string accented_;
  std::string raw_;  // as written, without apostrophes and what vanishes
};

// The words of a text, in order, for callers that want them all: titles, queries, tests.
std::vector<std::string> words_of(std::string_view text);

// One folded string for values that are compared whole (site names, tags): letters folded as in
// words, everything else kept, white space squeezed.
std::string fold_value(std::string_view text);

}  // namespace dateline
