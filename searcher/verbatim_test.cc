// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/verbatim_test.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <utility>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include "common/base/utf8.h"
#include "common/domain/character_table.h"
#include "common/domain/tokenizer.h"

namespace dateline {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  // ICU has its data built in.
  assert(normalizer != nullptr);
  return *normalizer;
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

// Whether the text is of ASCII, Latin letters below U+0300 and U+2010 to U+2026, dashes and quotes:
// these are NFC whatever stands beside them. Most texts in English are told so in a tenth of ICU's
// time.
bool is_plainly_nfc(std::string_view text) {
  constexpr std::uint64_t kBeyondAscii = 0x8080808080808080;
  for (std::size_t at = 0; at < text.size();) {
    std::uint64_t eight = kBeyondAscii;
    if (text.size() - at >= sizeof eight) std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & kBeyondAscii) == 0) {
      at += sizeof eight;
    } else if (static_cast<unsigned char>(text[at]) < 0xCC) {  // U+0300 begins with it
      ++at;
    } else if (text.size() - at >= 3 && text.substr(at, 2) == "\xE2\x80" &&
               text[at + 2] >= '\x90' && text[at + 2] <= '\xA6') {
      at += 3;
    } else {
      return false;
    }
  }
  return true;
}

bool is_nfc(std::string_view text) {
  if (is_plainly_nfc(text)) return true;
  UErrorCode status = U_ZERO_ERROR;
  return nfc().isNormalizedUTF8(piece(text), status) != 0 && U_SUCCESS(status);
}

std::string to_nfc(std::string_view text) {
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  UErrorCode status = U_ZERO_ERROR;
  nfc().normalizeUTF8(0, piece(text), sink, nullptr, status);
  return U_SUCCESS(status) ? normal : std::string(text);
}

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_space(char32_t character) {
  if (character < 0x80) return is_ascii_space(static_cast<char>(character));
  return u_isUWhiteSpace(static_cast<UChar32>(character)) != 0;
}

bool is_mark(char32_t character) {
  return (U_GET_GC_MASK(static_cast<UChar32>(character)) & U_GC_M_MASK) != 0;
}

// Behind the white space from `position` on.
std::size_t skip_space(std::string_view text, std::size_t position) {
  while (position < text.size()) {
    std::size_t after = position;
    if (!is_space(decode_utf8(text, after))) break;
    position = after;
  }
  return position;
}

bool ends_in_space(std::string_view text) {
  if (text.empty()) return true;
  std::size_t begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80) --begin;
  return is_space(decode_utf8(text, begin));
}

std::vector<std::string> split_at_space(std::string_view text) {
  std::vector<std::string> stretches;
  for (std::size_t begin = skip_space(text, 0); begin < text.size();) {
    std::size_t end = begin;
    for (std::size_t after = begin; after < text.size(); end = after) {
      if (is_space(decode_utf8(text, after))) break;
    }
    stretches.emplace_back(text.substr(begin, end - begin));
    begin = skip_space(text, end);
  }
  return stretches;
}

std::vector<std::string> words_without_tail(std::string_view text) {
  std::vector<std::string> words;
  bool tail = false;
  Tokenizer tokenizer(text);
  for (Token token; tokenizer.next(token);) {
    words.emplace_back(token.word);
    tail = token.run_tail;
  }
  if (tail) words.pop_back();
  return words;
}

// Whether the word is a pair of characters of a script without spaces, or one such character.
bool is_of_run(std::string_view text, std::size_t begin) {
  return character(decode_utf8(text, begin)).kind == CharacterClass::Pair;
}

Operand phrase_of(const std::vector<std::string>& words) {
  WordRun run;
  // A program numbers so many. The rest of a longer text is for its characters to decide.
  for (std::size_t i = 0; i < std::min(words.size(), kMaxProgramSets); ++i)
    run.push_back({words[i]});
  return {{std::move(run)}};
}

// The words around one place of a text and then another further on; the text is read once.
class WordsAround {
 public:
  explicit WordsAround(std::string_view text) : text_(text) {}

  // Whether the words that [begin, end) touches are these. It must begin behind those asked for
  // before.
  bool are(Span place, const std::vector<std::string>& words) {
    read(place);
    std::size_t count = 0;
    for (const Word& word : read_) {
      if (word.begin >= place.end) break;
      const bool is_within = word.begin >= place.begin && word.end <= place.end;
      if (word.is_of_run && !is_within) continue;
      // The end of a run belongs to the words only where something follows.
      const bool is_right = count >= words.size() ? word.is_tail : word.word == words[count];
      if (!is_right) return false;
      ++count;
    }
    return count >= words.size();
  }

 private:
  struct Word {
    std::string word;
    std::size_t begin;
    std::size_t end;
    bool is_of_run;
    bool is_tail;
  };

  // No word crosses white space, so reading can begin there.
  void begin_at_space(std::size_t position) {
    while (position > begin_ + reached_ && !is_ascii_space(text_[position - 1])) --position;
    if (tokenizer_ && position <= begin_ + reached_) return;
    begin_ = position;
    reached_ = 0;
    at_end_ = false;
    read_.clear();
    tokenizer_.emplace(text_.substr(begin_));
  }

  void read(Span place) {
    begin_at_space(place.begin);
    while (!read_.empty() && read_.front().end <= place.begin) read_.pop_front();
    while (!at_end_ && (read_.empty() || read_.back().begin < place.end)) {
      Token token;
      at_end_ = !tokenizer_->next(token);
      if (at_end_) return;
      reached_ = token.end;
      if (begin_ + token.end <= place.begin) continue;
      read_.push_back({std::string(token.word), begin_ + token.begin, begin_ + token.end,
                       is_of_run(text_, begin_ + token.begin), token.run_tail});
    }
  }

  std::string_view text_;
  std::optional<Tokenizer> tokenizer_;  // of the text from begin_ on
  std::size_t begin_ = 0;
  std::size_t reached_ = 0;  // the end of the last word that it gave, from begin_
  bool at_end_ = false;
  std::deque<Word> read_;  // words that may be asked for, in order
};

}  // namespace

// Finds one occurrence after the other in a text that is NFC.
class VerbatimTest::Search {
 public:
  Search(const VerbatimTest& test, std::string_view text)
      : test_(test), text_(text), words_(text) {}

  std::optional<Span> next() {
    if (test_.words_.empty()) return std::nullopt;
    const std::string& first = test_.stretches_.front();
    for (;;) {
      const std::size_t begin = find(first);
      if (begin == kNone) return std::nullopt;
      position_ = begin + 1;
      const std::size_t end = end_of(begin);
      if (end == kNone || !has_borders({begin, end})) continue;
      position_ = end;
      return Span{begin, end};
    }
  }

 private:
  std::size_t find(const std::string& stretch) const {
    if (position_ >= text_.size()) return kNone;
    const void* found = ::memmem(text_.data() + position_, text_.size() - position_, stretch.data(),
                                 stretch.size());
    if (found == nullptr) return kNone;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text_.data());
  }

  // Where the occurrence that begins here ends, or kNone.
  std::size_t end_of(std::size_t begin) const {
    std::size_t end = begin + test_.stretches_.front().size();
    for (std::size_t i = 1; i < test_.stretches_.size(); ++i) {
      const std::size_t next = skip_space(text_, end);
      if (next == end || !text_.substr(next).starts_with(test_.stretches_[i])) return kNone;
      end = next + test_.stretches_[i].size();
    }
    return end;
  }

  // A mark behind it makes its last character another.
  bool has_borders(Span place) {
    if (test_.space_before_ && !ends_in_space(text_.substr(0, place.begin))) return false;
    if (place.end < text_.size()) {
      std::size_t after = place.end;
      const char32_t next = decode_utf8(text_, after);
      if (is_mark(next) || (test_.space_behind_ && !is_space(next))) return false;
    }
    return words_.are(place, test_.words_);
  }

  const VerbatimTest& test_;
  std::string_view text_;
  std::size_t position_ = 0;
  WordsAround words_;
};

VerbatimTest::VerbatimTest(std::string_view text, bool in_title, bool in_body, FingerprintHash hash)
    : in_title_(in_title),
      in_body_(in_body),
      stretches_(split_at_space(to_nfc(text))),
      words_(words_without_tail(to_nfc(text))),
      candidates_(phrase_of(words_), in_title, in_body, hash) {
  assert(!words_.empty());
  space_before_ = skip_space(text, 0) > 0;
  space_behind_ = ends_in_space(text);
}

bool VerbatimTest::may_match(const WordSequence& sequence) const {
  return candidates_.may_match(sequence);
}

bool VerbatimTest::matches(std::string_view text) const {
  if (is_nfc(text)) return Search(*this, text).next().has_value();
  // The index read the text as it is, and a few words are others in NFC ("A.é" is one word there).
  if (!candidates_.matches(text, text)) return false;
  const std::string normal = to_nfc(text);
  return Search(*this, normal).next().has_value();
}

bool VerbatimTest::matches(std::string_view title, std::string_view body) const {
  return (in_title_ && matches(title)) || (in_body_ && matches(body));
}

std::vector<Span> VerbatimTest::find(std::string_view text) const {
  std::vector<Span> spans;
  if (!is_nfc(text)) return spans;
  Search search(*this, text);
  while (const auto span = search.next()) spans.push_back(*span);
  return spans;
}

}  // namespace dateline
