// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

#include "common/base/ascii.h"
#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/base/hash.h"
#include "common/base/utf8.h"
#include "indexer/clean/boilerplate.h"

namespace dateline {
namespace {

constexpr std::size_t kLongestLine = 200;  // bytes; longer ones are the article's
constexpr std::size_t kProseLine = 80;     // bytes; such lines say which article it is
constexpr std::size_t kFewestSlots = 1U << 12U;
constexpr std::size_t kMostSlots = 1U << 21U;  // 48 MiB of entries
constexpr std::size_t kMostSites = 200'000;
constexpr std::size_t kMostLines = 500'000;  // kept
constexpr std::uint8_t kVersion = 1;

// The line as it is compared: without frame, numbers as "#", blanks as one, ASCII in lower case.
class PlainLine {
 public:
  // At most kLongestLine bytes.
  explicit PlainLine(std::string_view line) {
    constexpr std::string_view kFrame = "-*=_|<>[]():.# \t\r";
    const std::size_t first = line.find_first_not_of(kFrame);
    if (first == std::string_view::npos) return;
    line = line.substr(first, line.find_last_not_of(kFrame) - first + 1);
    for (const char c : line) add(c);
  }

  std::string_view text() const { return {bytes_.data(), size_}; }
  // A line of numbers is a date or a figure.
  bool has_word() const { return letters_ >= 2; }

 private:
  void add(char c) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const char plain = is_digit(c) ? '#'
                       : c == '\t' ? ' '
                                   : static_cast<char>(is_capital ? c | 0x20 : c);
    if ((plain == '#' || plain == ' ') && size_ > 0 && bytes_[size_ - 1] == plain) return;
    letters_ += is_ascii_lower(plain) || static_cast<unsigned char>(plain) >= 0x80;
    bytes_[size_++] = plain;
  }

  std::array<char, kLongestLine> bytes_;
  std::size_t size_ = 0;
  std::size_t letters_ = 0;
};

// 0 for a line that is not compared.
std::uint64_t line_hash(std::uint64_t site, std::string_view line) {
  if (line.size() > 2 * kLongestLine) return 0;
  line = trim(line);
  if (line.empty() || line.size() > kLongestLine) return 0;
  const PlainLine plain(line);
  if (!plain.has_word()) return 0;
  const std::uint64_t hash = hash64(plain.text()) ^ std::rotl(site, 1);
  return hash == 0 ? 1 : hash;
}

template <class Visit>
void for_each_line(std::string_view text, const Visit& visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// Which article a page is, for one of 64 bits: the least hash of its long lines, which copies that
// differ in a line or two mostly share.
unsigned page_bit(std::string_view text) {
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  for_each_line(text, [&](std::string_view line) {
    if (line.size() >= kProseLine) least = std::min(least, hash64(trim(line)));
  });
  if (least == std::numeric_limits<std::uint64_t>::max()) least = hash64(text);
  // The least of many is small: its high bits say nothing.
  return static_cast<unsigned>(least & 63U);
}

// How many different articles set these bits (linear counting).
double articles(std::uint64_t bits) {
  constexpr double kSlots = 64;
  const double free = std::max(kSlots - std::popcount(bits), 0.5);
  return kSlots * std::log(kSlots / free);
}

// `distinct`: articles that have the line. `share`: of the site's pages.
std::uint8_t tenths(double distinct, double share) {
  constexpr double kFewest = 4;
  constexpr double kMany = 20;
  if (distinct < kFewest - 0.5) return 0;
  if (share >= 0.5) return distinct >= kMany ? 10 : 7;
  return share >= 0.1 ? 4 : 0;
}

}  // namespace

std::string line_site(const Document& document) {
  if (!document.site.empty()) return document.site;
  const std::size_t slash = document.path.rfind('/');
  return document.root + "/" + document.path.substr(0, slash == std::string::npos ? 0 : slash);
}

RepeatedLines RepeatedLines::decode(std::string_view bytes) {
  ByteReader reader(bytes, "the list of repeated lines");
  RepeatedLines repeated;
  if (reader.fixed<std::uint8_t>() != kVersion) reader.fail();
  const std::uint64_t count = reader.varint();
  if (count > kMostLines || count * 2 > reader.remaining()) reader.fail();
  std::uint64_t hash = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t step = reader.varint();
    const auto weight = reader.fixed<std::uint8_t>();
    if (step == 0 || hash + step < hash || weight == 0 || weight > 10) reader.fail();
    hash += step;
    repeated.lines_.push_back({hash, weight});
  }
  if (!reader.at_end()) reader.fail();
  return repeated;
}

std::string RepeatedLines::encode() const {
  std::string bytes;
  append_fixed(bytes, kVersion);
  append_varint(bytes, lines_.size());
  std::uint64_t before = 0;
  for (const Line& line : lines_) {
    append_varint(bytes, line.hash - before);
    append_fixed(bytes, line.tenths);
    before = line.hash;
  }
  return bytes;
}

double RepeatedLines::weight(std::string_view site, std::string_view line) const {
  if (lines_.empty()) return 0;
  const std::uint64_t hash = line_hash(hash64(site), line);
  const auto found = std::ranges::lower_bound(lines_, hash, {}, &Line::hash);
  return hash == 0 || found == lines_.end() || found->hash != hash ? 0 : found->tenths / 10.0;
}

LineCounter::LineCounter() : table_(kFewestSlots) {}

void LineCounter::add(std::string_view site, std::string_view text) {
  const std::uint64_t site_hash = hash64(site);
  const std::uint32_t number = site_number(site_hash);
  if (number == sites_.size()) return;  // too many sites
  const unsigned bit = page_bit(text);
  sites_[number].pages |= std::uint64_t{1} << bit;
  ++sites_[number].count;
  std::vector<std::uint64_t> hashes;
  for_each_line(text, [&](std::string_view line) {
    if (const std::uint64_t hash = line_hash(site_hash, line); hash != 0) hashes.push_back(hash);
  });
  std::ranges::sort(hashes);
  // What stands twice on one page is a refrain of the article, like "QUESTION:" in an interview.
  for (std::size_t i = 0; i < hashes.size();) {
    std::size_t end = i + 1;
    while (end < hashes.size() && hashes[end] == hashes[i]) ++end;
    if (end == i + 1) count_line(hashes[i], number, bit);
    i = end;
  }
}

RepeatedLines LineCounter::finish() {
  RepeatedLines repeated;
  for (const Entry& entry : table_) {
    if (entry.hash == 0) continue;
    const Site& site = sites_[entry.site];
    const double share = std::min(articles(entry.pages) / articles(site.pages),
                                  static_cast<double>(entry.count) / site.count);
    const std::uint8_t weight = tenths(articles(entry.pages), share);
    if (weight > 0) repeated.lines_.push_back({entry.hash, weight});
  }
  if (repeated.lines_.size() > kMostLines) {
    std::ranges::sort(repeated.lines_, [](const auto& one, const auto& other) {
      return one.tenths != other.tenths ? one.tenths > other.tenths : one.hash < other.hash;
    });
    repeated.lines_.resize(kMostLines);
  }
  std::ranges::sort(repeated.lines_, {}, &RepeatedLines::Line::hash);
  return repeated;
}

std::uint32_t LineCounter::site_number(std::uint64_t site) {
  const auto found = site_numbers_.find(site);
  if (found != site_numbers_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(sites_.size());
  if (sites_.size() >= kMostSites) return number;
  sites_.push_back({});
  site_numbers_.emplace(site, number);
  return number;
}

void LineCounter::count_line(std::uint64_t hash, std::uint32_t site, unsigned page_bit) {
  if (used_ * 10 >= table_.size() * 7) make_room();
  std::size_t slot = hash & (table_.size() - 1);
  while (table_[slot].hash != 0 && table_[slot].hash != hash)
    slot = (slot + 1) & (table_.size() - 1);
  Entry& entry = table_[slot];
  if (entry.hash == 0) {
    entry = {hash, 0, 0, site};
    ++used_;
  }
  entry.pages |= std::uint64_t{1} << page_bit;
  ++entry.count;
}

// Doubles the table, or, when it is as large as it may be, drops the lines of the fewest pages.
void LineCounter::make_room() {
  std::vector<Entry> old(std::min(table_.size() * 2, kMostSlots));
  old.swap(table_);
  const bool is_full = old.size() == kMostSlots;
  if (is_full) ++dropped_;
  used_ = 0;
  for (const Entry& entry : old) {
    if (entry.hash == 0 || (is_full && entry.count <= dropped_)) continue;
    std::size_t slot = entry.hash & (table_.size() - 1);
    while (table_[slot].hash != 0) slot = (slot + 1) & (table_.size() - 1);
    table_[slot] = entry;
    ++used_;
  }
  if (used_ * 2 > kMostSlots) make_room();
}

}  // namespace dateline
