// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/decode/mojibake.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "common/base/utf8.h"
#include "indexer/decode/charset_converter.h"

namespace dateline {
namespace {

constexpr auto kCharsets =
    std::to_array<const char*>({"windows-1252", "windows-1251", "windows-1250", "macintosh"});
constexpr std::size_t kTableSize = 0x2600;  // the charsets' characters lie below
constexpr std::size_t kFewest = 3;
constexpr std::size_t kFewestMarks = 2;

using Charsets = std::uint8_t;  // a bit for each

bool is_lead(unsigned char byte) { return byte >= 0xC2 && byte <= 0xF4; }
std::size_t sequence_size(unsigned char lead) { return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2; }
bool is_continuation(unsigned char byte) { return byte >= 0x80 && byte < 0xC0; }

// For each character: the byte it is in each charset, 0 for none, and where that byte begins or
// goes on a UTF-8 sequence.
struct Tables {
  std::array<std::array<unsigned char, kTableSize>, kCharsets.size()> bytes{};
  std::array<std::array<Charsets, kTableSize>, 3> leads{};  // by how many bytes follow
  std::array<Charsets, kTableSize> continuations{};

  Tables() {
    for (std::size_t charset = 0; charset < kCharsets.size(); ++charset) {
      // Latin-1 has control characters where windows-1252 has punctuation.
      if (charset == 0) add_all(charset, "iso-8859-1");
      add_all(charset, kCharsets[charset]);
    }
  }

 private:
  void add_all(std::size_t charset, const char* name) {
    for (unsigned byte = 0x80; byte < 0x100; ++byte) {
      const auto converted = convert_to_utf8(std::string(1, static_cast<char>(byte)), name);
      if (!converted || converted->errors > 0) continue;
      std::size_t place = 0;
      add(charset, static_cast<unsigned char>(byte), decode_utf8(converted->text, place));
    }
  }

  void add(std::size_t charset, unsigned char byte, char32_t character) {
    if (character < 0x80 || character >= kTableSize) return;
    const auto bit = static_cast<Charsets>(1U << charset);
    bytes[charset][character] = byte;
    if (is_lead(byte)) leads[sequence_size(byte) - 2][character] |= bit;
    if (is_continuation(byte)) continuations[character] |= bit;
  }
};

const Tables& tables() {
  static const auto all = std::make_unique<const Tables>();
  return *all;
}

// Moves over ASCII.
std::size_t next_long(std::string_view text, std::size_t place) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  while (place + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + place, sizeof word);
    if ((word & kHighBits) != 0) break;
    place += sizeof word;
  }
  while (place < text.size() && static_cast<unsigned char>(text[place]) < 0x80) ++place;
  return place;
}

// Which charsets make one sequence at least of neighbouring characters.
Charsets suspects(std::string_view text) {
  const Tables& table = tables();
  Charsets found = 0;
  Charsets open1 = 0;  // of these one more character makes a sequence
  Charsets open2 = 0;
  Charsets open3 = 0;
  std::size_t end = 0;
  for (std::size_t place = next_long(text, 0); place < text.size(); place = next_long(text, end)) {
    if (place != end) open1 = open2 = open3 = 0;
    end = place;
    const char32_t character = decode_utf8(text, end);
    const bool is_known = character < kTableSize;
    const Charsets more = is_known ? table.continuations[character] : 0;
    found |= open1 & more;
    open1 = open2 & more;
    open2 = open3 & more;
    open3 = 0;
    if (!is_known) continue;
    open1 |= table.leads[0][character];
    open2 |= table.leads[1][character];
    open3 |= table.leads[2][character];
  }
  return found;
}

// Characters that saved news have. What two signs of a correct text make by accident is mostly
// another: a capital and a quotation mark, for one.
bool is_plausible(char32_t c) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  constexpr std::array<Range, 13> kRanges{{{0xA0, 0x17F},
                                           {0x218, 0x21B},
                                           {0x386, 0x3CE},
                                           {0x401, 0x45F},
                                           {0x490, 0x491},
                                           {0x5D0, 0x5EA},
                                           {0x60C, 0x6CC},
                                           {0x900, 0xEFF},
                                           {0x1E00, 0x1EFF},
                                           {0x2010, 0x2044},
                                           {0x20A0, 0x2122},
                                           {0x3000, 0x30FF},
                                           {0x4E00, 0xD7A3}}};
  return std::ranges::any_of(
      kRanges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Punctuation: three bytes, which as characters ("â€™", "вЂ™", "‚Äô") follow each other in no text.
bool is_mark(char32_t c) {
  return (c >= 0x2010 && c <= 0x2026) || (c >= 0x2039 && c <= 0x203A) || c == 0x20AC || c == 0x2122;
}

// A sequence of characters whose bytes in a charset are one character's UTF-8.
struct Sequence {
  char32_t meant = 0;
  std::size_t end = 0;  // place behind it
};

std::optional<Sequence> sequence_at(std::string_view text, std::size_t place, std::size_t charset) {
  const auto& bytes = tables().bytes[charset];
  const auto byte_at = [&](std::size_t& at) -> unsigned char {
    if (at >= text.size()) return 0;
    const char32_t character = decode_utf8(text, at);
    return character < kTableSize ? bytes[character] : 0;
  };
  const unsigned char lead = byte_at(place);
  if (!is_lead(lead)) return std::nullopt;
  const std::size_t size = sequence_size(lead);
  std::string sequence(1, static_cast<char>(lead));
  while (sequence.size() < size) {
    const unsigned char next = byte_at(place);
    if (!is_continuation(next)) return std::nullopt;
    sequence += static_cast<char>(next);
  }
  if (!is_valid_utf8(sequence)) return std::nullopt;
  std::size_t start = 0;
  const char32_t meant = decode_utf8(sequence, start);
  // Emoji have four bytes, which do not follow each other by accident.
  if (size < 4 && !is_plausible(meant)) return std::nullopt;
  return Sequence{meant, place};
}

struct Count {
  std::size_t sequences = 0;
  std::size_t marks = 0;  // of these
  std::size_t rest = 0;   // characters beyond ASCII that are in none

  // That all of them are meant.
  bool is_certain() const {
    if (marks > 0 && rest == 0) return true;
    return sequences >= kFewest && rest * 10 <= sequences;
  }
  Count& operator+=(const Count& other) {
    sequences += other.sequences;
    marks += other.marks;
    rest += other.rest;
    return *this;
  }
};

Count count_sequences(std::string_view text, std::size_t charset) {
  Count count;
  for (std::size_t place = next_long(text, 0); place < text.size();
       place = next_long(text, place)) {
    if (const auto sequence = sequence_at(text, place, charset)) {
      ++count.sequences;
      count.marks += is_mark(sequence->meant) ? 1 : 0;
      place = sequence->end;
    } else {
      ++count.rest;
      decode_utf8(text, place);
    }
  }
  return count;
}

void append_mended(std::string_view text, std::size_t charset, bool marks_only, std::string& out) {
  std::size_t done = 0;
  for (std::size_t place = next_long(text, 0); place < text.size();
       place = next_long(text, place)) {
    const auto sequence = sequence_at(text, place, charset);
    if (!sequence || (marks_only && !is_mark(sequence->meant))) {
      decode_utf8(text, place);
      continue;
    }
    out += text.substr(done, place - done);
    append_utf8(out, sequence->meant);
    done = place = sequence->end;
  }
  out += text.substr(done);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

bool mend_from(std::string& text, std::size_t charset) {
  const Count whole = count_sequences(text, charset);
  if (whole.sequences == 0) return false;
  std::string mended;
  mended.reserve(text.size());
  bool is_changed = false;
  for (const std::string_view line : lines_of(text)) {
    const bool all = whole.is_certain() || count_sequences(line, charset).is_certain();
    if (!all && whole.marks < kFewestMarks) {
      mended += line;
      continue;
    }
    const std::size_t before = mended.size();
    append_mended(line, charset, !all, mended);
    is_changed |= mended.size() - before != line.size();
  }
  if (is_changed) text = std::move(mended);
  return is_changed;
}

}  // namespace

bool mend_mojibake(std::string& utf8) {
  constexpr int kMostTimes = 3;
  bool is_mended = false;
  for (int round = 0; round < kMostTimes; ++round) {
    const Charsets possible = suspects(utf8);
    bool is_changed = false;
    for (std::size_t charset = 0; charset < kCharsets.size() && !is_changed; ++charset)
      is_changed = (possible >> charset & 1U) != 0 && mend_from(utf8, charset);
    if (!is_changed) break;
    is_mended = true;
  }
  return is_mended;
}

}  // namespace dateline
