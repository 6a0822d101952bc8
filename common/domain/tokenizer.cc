// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/tokenizer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/domain/character_table.h"

namespace dateline {
namespace {

// Longer words are cut; what is kept of the raw form is enough to fold the part that stays.
constexpr std::size_t kMaxRawBytes = 1024;

enum class Ascii : unsigned char { Separator, Letter, Joiner, Beyond };

struct AsciiTable {
  std::array<Ascii, 256> kind{};
  std::array<char, 256> lower{};

  constexpr AsciiTable() {
    for (unsigned c = 0; c < 256; ++c) {
      const bool upper = c >= 'A' && c <= 'Z';
      const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      const bool joiner = c == '\'' || c == '`' || c == '.' || c == ',';
      kind[c] = c >= 0x80 ? Ascii::Beyond
                : letter  ? Ascii::Letter
                : joiner  ? Ascii::Joiner
                          : Ascii::Separator;
      lower[c] = static_cast<char>(upper ? c + 32 : c);
    }
  }
};
constexpr AsciiTable kAscii;

Ascii kind_of(char c) { return kAscii.kind[static_cast<unsigned char>(c)]; }

constexpr std::size_t kBlock = 16;

// Copies a block in lower case, and says how many ASCII letters and digits it begins with.
unsigned fold_block(const char* from, char* to) {
#ifdef __SSE2__
  const auto between = [](__m128i bytes, char first, char last) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(first - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8(static_cast<char>(last + 1))));
  };
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  const __m128i upper = between(bytes, 'A', 'Z');
  const __m128i lower = _mm_or_si128(bytes, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), lower);
  const __m128i letters = _mm_or_si128(between(lower, 'a', 'z'), between(lower, '0', '9'));
  return static_cast<unsigned>(std::countr_one(static_cast<unsigned>(_mm_movemask_epi8(letters))));
#else
  unsigned letters = 0;
  while (letters < kBlock && kind_of(from[letters]) == Ascii::Letter) ++letters;
  for (unsigned i = 0; i < letters; ++i) to[i] = kAscii.lower[static_cast<unsigned char>(from[i])];
  return letters;
#endif
}

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// Articles, pronouns and conjunctions that French, Italian and Catalan write with an apostrophe
// before a vowel.
bool is_elided(std::string_view word) {
  static constexpr std::array<std::string_view, 22> kElided = {
      "c",    "d",     "j",      "l",      "m",      "n",      "s",      "t",
      "qu",   "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu", "all",
      "dall", "dell",  "nell",   "sull",   "un",     "gl"};
  return std::find(kElided.begin(), kElided.end(), word) != kElided.end();
}

std::string cut(std::string word) {
  if (word.size() > kMaxWordBytes) word.resize(utf8_cut(word, kMaxWordBytes));
  return word;
}

// The folded form of one character of any length.
void append_folded(std::string& out, const Character& entry, std::string_view raw) {
  if (entry.length == Character::kLong) {
    out += fold_characters(raw);
  } else {
    out += entry.folded_view();
  }
}

}  // namespace

bool Tokenizer::next(Token& token) {
  while (position_ < text_.size()) {
    const Ascii kind = kind_of(text_[position_]);
    if (kind == Ascii::Letter) {
      in_run_ = false;
      if (read_ascii_word(token)) return true;
      if ((may_be_acronym(position_ + 1) && read_acronym(token)) || read_word(token)) return true;
    } else if (kind != Ascii::Beyond) {
      in_run_ = false;
      ++position_;
    } else {
      std::size_t after = position_;
      const CharacterClass what = character(decode_utf8(text_, after)).kind;
      if (what == CharacterClass::Pair) {
        if (read_pair(token)) return true;
      } else if (what == CharacterClass::Letter) {
        in_run_ = false;
        if ((may_be_acronym(after) && read_acronym(token)) || read_word(token)) return true;
      } else {
        in_run_ = false;
        position_ = after;
      }
    }
  }
  return false;
}

// Copies the ASCII letters and digits from position_ on into folded_, in lower case, as far as a
// word keeps them; returns how many there are.
std::size_t Tokenizer::fold_ascii_letters() {
  const std::string_view rest = text_.substr(position_);
  std::size_t length = 0;
  while (length < kMaxWordBytes && length + kBlock <= rest.size()) {
    const unsigned letters = fold_block(rest.data() + length, folded_.data() + length);
    if (letters != kBlock) return length + letters;
    length += kBlock;
  }
  for (; length < rest.size() && kind_of(rest[length]) == Ascii::Letter; ++length) {
    if (length < kMaxWordBytes)
      folded_[length] = kAscii.lower[static_cast<unsigned char>(rest[length])];
  }
  return length;
}

// Whether what stands behind an ASCII word of this length, at `end`, could belong to it: a letter
// that is not ASCII, an ending behind an apostrophe, the rest of a number or acronym.
bool Tokenizer::may_go_on(std::size_t length, std::size_t end) const {
  std::size_t after = end;
  switch (kind_of(text_[end])) {
    case Ascii::Beyond: {
      const CharacterClass kind = character(decode_utf8(text_, after)).kind;
      if (kind == CharacterClass::Apostrophe) return followed_by_letter(after);
      return kind != CharacterClass::Separator && kind != CharacterClass::Pair;
    }
    case Ascii::Joiner: {
      ++after;
      // What read_word() keeps of a long word ends here too.
      const char last = text_[position_ + std::min(length, kMaxWordBytes + 1) - 1];
      const bool in_number = is_digit(last) && after < text_.size() && is_digit(text_[after]);
      if (text_[end] == ',') return in_number;
      if (text_[end] == '.') return in_number || (length == 1 && followed_by_letter(after));
      return followed_by_letter(after);
    }
    default:
      return false;
  }
}

// The common case, with nothing to decide: ASCII letters and digits up to a separator.
bool Tokenizer::read_ascii_word(Token& token) {
  const std::size_t length = fold_ascii_letters();
  const std::size_t end = position_ + length;
  const bool at_separator = end == text_.size() || kind_of(text_[end]) == Ascii::Separator;
  if (!at_separator && may_go_on(length, end)) return false;
  token = {{folded_.data(), std::min(length, kMaxWordBytes)}, {}, position_, end, false};
  position_ = end;
  return true;
}

bool Tokenizer::followed_by_letter(std::size_t position) const {
  while (position < text_.size()) {
    const CharacterClass kind = character(decode_utf8(text_, position)).kind;
    if (kind != CharacterClass::Ignorable) return kind == CharacterClass::Letter;
  }
  return false;
}

// `after`: behind its first character.
bool Tokenizer::may_be_acronym(std::size_t after) const {
  return after < text_.size() && text_[after] == '.';
}

// "U.S.", "J.K.", "e.g.": two or more single letters with dots between, nothing of a word behind.
bool Tokenizer::read_acronym(Token& token) {
  std::size_t at = position_;
  std::size_t end = position_;
  std::string letters;
  for (int count = 1;; ++count) {
    const std::size_t begin = at;
    if (at >= text_.size()) return false;
    const Character& entry = character(decode_utf8(text_, at));
    if (entry.kind != CharacterClass::Letter || entry.irregular || is_digit(text_[begin]))
      return false;
    append_folded(letters, entry, text_.substr(begin, at - begin));
    end = at;
    const bool dot = at < text_.size() && text_[at] == '.';
    const bool goes_on = dot && followed_by_letter(at + 1);
    if (goes_on) {
      ++at;
      continue;
    }
    if (count < 2 || followed_by_letter(at)) return false;
    if (dot) end = ++at;
    break;
  }
  // "the U.S.'s": the possessive goes, as everywhere.
  std::size_t after = at;
  if (after < text_.size() &&
      character(decode_utf8(text_, after)).kind == CharacterClass::Apostrophe) {
    if (ending_at(after) == "s") end = at = after + 1;
  }
  word_ = cut(std::move(letters));
  token = {word_, {}, position_, end, false};
  position_ = at;
  return true;
}

void Tokenizer::append(const Character& entry, std::size_t begin, std::size_t end) {
  irregular_ = irregular_ || entry.irregular;
  has_accents_ = has_accents_ || entry.accented || entry.irregular;
  raw_end_ = end;
  if (length_ > kMaxWordBytes) return;
  if (entry.length != Character::kLong) {
    std::memcpy(folded_.data() + length_, entry.folded.data(), Character::kInline);
    length_ += entry.length;
  } else {
    const std::string folded = fold_characters(text_.substr(begin, end - begin));
    length_ += folded.copy(folded_.data() + length_, folded_.size() - length_);
  }
}

// "43,000" and "3.14" go on behind the separator, "4,5" and "end. Next" do not.
bool Tokenizer::joins_number(char separator, std::size_t after) const {
  if (after >= text_.size() || !is_digit(text_[after])) return false;
  if (length_ == 0 || !is_digit(folded().back())) return false;
  if (separator == '.') return true;
  std::size_t digits = 0;
  while (after + digits < text_.size() && is_digit(text_[after + digits])) ++digits;
  return digits == 3 && all_digits(folded()) && (length_ <= 3 || grouped_);
}

namespace {

// What English contracts behind an apostrophe. As part of the word before it these would make other
// words (were, well, shell).
bool is_contracted(std::string_view ending) {
  static constexpr std::array<std::string_view, 5> kContracted = {"re", "ve", "ll", "d", "m"};
  return std::find(kContracted.begin(), kContracted.end(), ending) != kContracted.end();
}

}  // namespace

// The ASCII letters at `position`, in lower case, when they end a word and are as short as English
// endings are; else empty.
std::string Tokenizer::ending_at(std::size_t position) const {
  std::string ending;
  while (position < text_.size() && kind_of(text_[position]) == Ascii::Letter &&
         ending.size() < 3) {
    ending += kAscii.lower[static_cast<unsigned char>(text_[position++])];
  }
  return followed_by_letter(position) ? std::string() : ending;
}

// At an apostrophe: true when the word ends here, else the apostrophe is skipped and the word goes
// on.
bool Tokenizer::join_apostrophe(Token& token, std::size_t after) {
  const std::string ending = ending_at(after);
  position_ = after;
  if (ending == "s") position_ = token.end = after + 1;
  return ending == "s" || is_contracted(ending) || is_elided(folded());
}

bool Tokenizer::read_word(Token& token) {
  length_ = 0;
  irregular_ = has_accents_ = grouped_ = false;
  token = {{}, {}, position_, position_, false};
  while (position_ < text_.size()) {
    std::size_t after = position_;
    const char32_t code_point = decode_utf8(text_, after);
    const Character& entry = character(code_point);
    const CharacterClass kind = entry.kind;
    if (kind == CharacterClass::Letter) {
      append(entry, position_, after);
      position_ = token.end = after;
    } else if (kind == CharacterClass::Ignorable) {
      position_ = after;
    } else if (kind == CharacterClass::Apostrophe && followed_by_letter(after)) {
      if (join_apostrophe(token, after)) break;
    } else if (code_point == U'.' && joins_number('.', after)) {
      if (length_ < folded_.size()) folded_[length_++] = '.';
      position_ = after;
    } else if (code_point == U',' && joins_number(',', after)) {
      grouped_ = true;
      position_ = after;
    } else {
      break;
    }
  }
  return finish(token);
}

// What of the text from `begin` to `end` belongs to the word: all but apostrophes, thousands commas
// and what vanishes.
void Tokenizer::collect_raw(std::size_t begin, std::size_t end) {
  raw_.clear();
  while (begin < end && raw_.size() < kMaxRawBytes) {
    const std::size_t place = begin;
    const char32_t code_point = decode_utf8(text_, begin);
    if (code_point == U'.' || character(code_point).kind == CharacterClass::Letter)
      raw_ += text_.substr(place, begin - place);
  }
}

bool Tokenizer::finish(Token& token) {
  const bool wants_accents = with_accents_ && has_accents_;
  if (irregular_ || wants_accents) collect_raw(token.begin, raw_end_);
  token.word = folded();
  if (irregular_) token.word = word_ = fold_characters(raw_);
  if (token.word.size() > kMaxWordBytes)
    token.word = token.word.substr(0, utf8_cut(token.word, kMaxWordBytes));
  if (wants_accents) {
    accented_ = cut(fold_case(raw_));
    if (accented_ != token.word) token.accented = accented_;
  }
  return !token.word.empty();
}

namespace {

// One character of a run without spaces, with the marks that belong to it. Null at the run's end.
struct Unit {
  std::string folded;
  std::size_t end = 0;
};

bool read_unit(std::string_view text, std::size_t position, Unit& unit) {
  if (position >= text.size()) return false;
  std::size_t after = position;
  const Character& entry = character(decode_utf8(text, after));
  if (entry.kind != CharacterClass::Pair) return false;
  std::size_t end = after;
  bool irregular = false;
  while (after < text.size()) {
    const Character& next = character(decode_utf8(text, after));
    if (!next.irregular || next.kind == CharacterClass::Separator) break;
    irregular = true;
    end = after;
  }
  unit.end = end;
  unit.folded.clear();
  if (irregular) {
    unit.folded = cut(fold_characters(text.substr(position, end - position)));
  } else {
    append_folded(unit.folded, entry, text.substr(position, end - position));
  }
  return true;
}

}  // namespace

bool Tokenizer::read_pair(Token& token) {
  Unit first;
  Unit second;
  read_unit(text_, position_, first);
  const bool has_second = read_unit(text_, first.end, second);
  word_ = cut(first.folded + (has_second ? second.folded : std::string()));
  token = {word_, {}, position_, has_second ? second.end : first.end, in_run_ && !has_second};
  in_run_ = has_second;
  position_ = first.end;
  return !word_.empty();
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  Token token;
  for (Tokenizer tokenizer(text); tokenizer.next(token);) words.emplace_back(token.word);
  return words;
}

std::string fold_value(std::string_view text) {
  std::string folded;
  bool space = false;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t begin = position;
    const char32_t code_point = decode_utf8(text, position);
    if (code_point <= U' ' || code_point == 0x7F || code_point == 0xA0) {
      space = !folded.empty();
      continue;
    }
    if (space) folded += ' ';
    space = false;
    const Character& entry = character(code_point);
    if (entry.kind == CharacterClass::Letter || entry.kind == CharacterClass::Pair) {
      append_folded(folded, entry, text.substr(begin, position - begin));
    } else if (entry.kind != CharacterClass::Ignorable) {
      append_utf8(folded, code_point);
    }
  }
  return folded;
}

}  // namespace dateline
