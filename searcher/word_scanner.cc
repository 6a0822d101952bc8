// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/word_scanner.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "common/base/ascii.h"

namespace dateline {
namespace {

constexpr std::size_t kBlock = 64;
constexpr std::uint64_t kAllLengths = ~std::uint64_t{0};

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
// What may stand within a word.
bool is_joiner(char c) { return c == '\'' || c == '`' || c == '.' || c == ','; }
bool separates(char c) { return !is_ascii_alnum(c) && !is_beyond_ascii(c) && !is_joiner(c); }

char upper(char c) { return is_ascii_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c; }

std::uint64_t low_bits(std::size_t count) {
  return count >= kBlock ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

// A bit for each of 64 bytes.
struct Classes {
  std::uint64_t letters = 0;
  std::uint64_t joiners = 0;
  std::uint64_t beyond = 0;
};

#ifdef __SSE2__
// Whether each byte lies in [least, least + count): one comparison of signed bytes does it.
__m128i in_range(__m128i bytes, char least, int count) {
  const __m128i shifted = _mm_add_epi8(bytes, _mm_set1_epi8(static_cast<char>(0x80 - least)));
  return _mm_cmplt_epi8(shifted, _mm_set1_epi8(static_cast<char>(-128 + count)));
}

std::uint64_t bits_of(__m128i mask, unsigned shift) {
  return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(mask))) << shift;
}

Classes classify(const char* bytes) {
  Classes classes;
  for (unsigned at = 0; at < kBlock; at += 16) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + at));
    const __m128i folded = _mm_or_si128(v, _mm_set1_epi8(0x20));
    classes.letters |= bits_of(_mm_or_si128(in_range(folded, 'a', 26), in_range(v, '0', 10)), at);
    const __m128i marks =
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\'')), _mm_cmpeq_epi8(v, _mm_set1_epi8('`')));
    const __m128i stops =
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('.')), _mm_cmpeq_epi8(v, _mm_set1_epi8(',')));
    classes.joiners |= bits_of(_mm_or_si128(marks, stops), at);
    classes.beyond |= bits_of(v, at);
  }
  return classes;
}
#else
Classes classify(const char* bytes) {
  Classes classes;
  for (unsigned at = 0; at < kBlock; ++at) {
    const std::uint64_t bit = std::uint64_t{1} << at;
    if (is_ascii_alnum(bytes[at])) classes.letters |= bit;
    if (is_joiner(bytes[at])) classes.joiners |= bit;
    if (is_beyond_ascii(bytes[at])) classes.beyond |= bit;
  }
  return classes;
}
#endif

// The bytes of quotes and dashes, which separate words like a blank: “ ” – —. In English texts they
// are most of what is not ASCII. One that reaches over the end of the block is left.
std::uint64_t separators_beyond(const char* bytes, std::uint64_t beyond) {
  std::uint64_t separators = 0;
  for (beyond &= low_bits(kBlock - 2); beyond != 0; beyond &= beyond - 1) {
    const auto at = static_cast<unsigned>(std::countr_zero(beyond));
    const std::string_view character(bytes + at, 3);
    if (character == "“" || character == "”" || character == "–" || character == "—")
      separators |= std::uint64_t{7} << at;
  }
  return separators;
}

}  // namespace

void WordFilter::add_lengths(char first, std::uint64_t lengths) {
  for (const char c : {first, upper(first)}) lengths_[static_cast<unsigned char>(c)] |= lengths;
}

void WordFilter::add_word(std::string_view word) {
  if (!word.empty() && word.size() < kBlock)
    add_lengths(word.front(), std::uint64_t{1} << word.size());
}

void WordFilter::add_prefix(std::string_view prefix) {
  if (prefix.empty()) return add_everything();
  if (prefix.size() < kBlock) add_lengths(prefix.front(), kAllLengths << prefix.size());
}

void WordFilter::add_everything() { lengths_.fill(kAllLengths); }

WordScanner::WordScanner(std::string_view text, const WordFilter& filter, bool with_accents)
    : text_(text), filter_(filter), with_accents_(with_accents) {
  load(0);
}

// A joiner is of a word only where something of a word follows.
void WordScanner::load_classes(const char* bytes, char after) {
  Classes classes = classify(bytes);
  if (classes.beyond != 0) classes.beyond &= ~separators_beyond(bytes, classes.beyond);
  const std::uint64_t inside = classes.letters | classes.beyond;
  const std::uint64_t last = separates(after) || is_joiner(after) ? 0 : std::uint64_t{1} << 63U;
  const std::uint64_t joining = classes.joiners & (inside >> 1U | last);
  unplain_ = classes.beyond | joining;
  words_ = classes.letters | unplain_;
}

void WordScanner::load(std::size_t begin) {
  begin_ = begin;
  words_ = unplain_ = 0;
  if (begin >= text_.size()) return;
  const std::size_t left = text_.size() - begin;
  if (left >= kBlock) {
    load_classes(text_.data() + begin, left > kBlock ? text_[begin + kBlock] : ' ');
    return;
  }
  std::array<char, kBlock> padded;
  padded.fill(' ');
  std::memcpy(padded.data(), text_.data() + begin, left);
  load_classes(padded.data(), ' ');
}

void WordScanner::begin_stretch(std::size_t begin) {
  const auto from = text_.begin() + static_cast<std::ptrdiff_t>(begin);
  stretch_begin_ = begin;
  stretch_end_ =
      static_cast<std::size_t>(std::find_if(from, text_.end(), separates) - text_.begin());
  tokenizer_.emplace(text_.substr(begin, stretch_end_ - begin), with_accents_);
}

bool WordScanner::next_in_stretch(Token& token) {
  if (!tokenizer_->next(token)) {
    tokenizer_.reset();
    load(stretch_end_);
    return false;
  }
  token.begin += stretch_begin_;
  token.end += stretch_begin_;
  ++count_;
  was_run_tail_ = token.run_tail;
  return true;
}

void WordScanner::give_plain(std::size_t begin, std::size_t length, Token& token) {
  word_.resize(length);
  std::transform(text_.data() + begin, text_.data() + begin + length, word_.begin(),
                 [](char c) { return ascii_lower(c); });
  token = {word_, {}, begin, begin + length, false};
}

bool WordScanner::next(Token& token) {
  run_tails_ += std::exchange(was_run_tail_, false) ? 1 : 0;
  for (;;) {
    if (tokenizer_) {
      if (next_in_stretch(token)) return true;
      run_tails_ += std::exchange(was_run_tail_, false) ? 1 : 0;
      continue;
    }
    if (words_ == 0) {
      if (begin_ + kBlock >= text_.size()) return false;
      load(begin_ + kBlock);
      continue;
    }
    const auto at = static_cast<std::size_t>(std::countr_zero(words_));
    const auto length = static_cast<std::size_t>(std::countr_one(words_ >> at));
    const std::size_t begin = begin_ + at;
    const bool is_cut = at + length == kBlock;
    if (is_cut && at > 0 && begin_ + kBlock < text_.size()) {
      load(begin);
    } else if (length == kBlock || (unplain_ & (low_bits(length) << at)) != 0) {
      begin_stretch(begin);
    } else {
      words_ &= ~(low_bits(length) << at);
      ++count_;
      if (!filter_.may_hold(text_[begin], length)) continue;
      give_plain(begin, length, token);
      return true;
    }
  }
}

}  // namespace dateline
