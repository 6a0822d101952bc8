// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/arc.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "indexer/containers/web_archive.h"

namespace dateline {
namespace {

constexpr std::size_t kLongestLine = std::size_t{8} << 10U;

// "http:", "dns:", "filedesc:".
bool begins_with_scheme(std::string_view bytes) {
  constexpr std::size_t kLongest = 12;
  const std::size_t colon = bytes.substr(0, kLongest).find(':');
  return colon != std::string_view::npos && colon >= 2 &&
         std::all_of(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](unsigned char c) { return c < 0x80 && std::isalpha(c) != 0; });
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Takes the last word off a line.
std::string_view take_last(std::string_view& line) {
  const std::size_t blank = line.rfind(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view word = line.substr(blank + 1);
  line = line.substr(0, blank);
  return word;
}

// What stands in a line before a record. The URL comes first and may hold blanks, so the line is
// taken from its end.
struct Line {
  std::string_view url;
  std::string_view date;
  std::string_view type;
  std::string_view length;
};

bool is_date(std::string_view word) { return all_digits(word) && word.size() >= 12; }

// "URL IP date type length", and in version 2
// "URL IP date type status checksum location offset file length". Null when it is neither.
std::optional<Line> parse_line(std::string_view line) {
  if (!begins_with_scheme(line)) return std::nullopt;
  Line parsed;
  parsed.length = take_last(line);
  constexpr int kMoreOfVersion2 = 5;
  std::string_view next = take_last(line);
  std::string_view before = line;
  parsed.type = next;
  parsed.date = take_last(before);
  for (int i = 0; i < kMoreOfVersion2 && !is_date(parsed.date); ++i) {
    parsed.type = parsed.date;
    parsed.date = take_last(before);
  }
  if (!is_date(parsed.date) || take_last(before).empty() || before.empty()) return std::nullopt;
  parsed.url = before;
  return parsed;
}

// "20140216050221" as "2014-02-16T05:02:21Z".
std::string iso_date(std::string_view digits) {
  constexpr std::size_t kToSecond = 14;
  if (digits.size() < kToSecond) return {};
  return fmt::format("{}-{}-{}T{}:{}:{}Z", digits.substr(0, 4), digits.substr(4, 2),
                     digits.substr(6, 2), digits.substr(8, 2), digits.substr(10, 2),
                     digits.substr(12, 2));
}

std::string_view first_line(std::string_view bytes) {
  std::string_view line = bytes.substr(0, bytes.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

class ArcFile : public WebArchive {
 public:
  using WebArchive::WebArchive;

 protected:
  bool begins(std::string_view bytes) const override { return begins_with_scheme(bytes); }

  bool ends_record(std::string_view /*bytes*/) const override { return false; }

  RecordHeader parse_header(ByteWindow& in) const override {
    RecordHeader header;
    const WindowLine line = peek_line(in, kLongestLine);
    header.size = line.size;
    const auto parsed = parse_line(line.text);
    header.is_cut = !parsed && in.buffered().size() == line.size;
    if (!parsed) {
      header.problem = "no record begins where one should";
      return header;
    }
    header.capture.url = parsed->url;
    header.capture.content_type = parsed->type;
    header.capture.crawled = iso_date(parsed->date);
    header.is_wanted = true;
    const std::string_view length = parsed->length;
    const auto [rest, error] =
        std::from_chars(length.data(), length.data() + length.size(), header.length);
    if (error != std::errc() || rest != length.data() + length.size())
      header.problem = fmt::format("the length '{}'", length.substr(0, 40));
    return header;
  }

  std::size_t find_record(std::string_view bytes, std::size_t from) const override {
    for (std::size_t at = bytes.find('\n', from == 0 ? 0 : from - 1); at != std::string_view::npos;
         at = bytes.find('\n', at + 1)) {
      const std::string_view next = bytes.substr(at + 1, kLongestLine);
      if (begins_with_scheme(next) && parse_line(first_line(next))) return at + 1;
    }
    return std::string_view::npos;
  }
};

}  // namespace

void read_arc(ByteWindow& in, Nest& nest, PackedSource* packed) {
  ArcFile(in, nest, packed).read();
}

}  // namespace dateline
