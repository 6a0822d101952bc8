// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/warc.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "indexer/containers/web_archive.h"

namespace dateline {
namespace {

constexpr std::size_t kLongestHeader = std::size_t{64} << 10U;
constexpr std::size_t kLongestLine = std::size_t{8} << 10U;

bool is_version(std::string_view bytes) {
  constexpr std::string_view kWarc = "WARC/";
  return bytes.size() > kWarc.size() + 1 && bytes.starts_with(kWarc) &&
         (bytes[kWarc.size()] == '0' || bytes[kWarc.size()] == '1') &&
         bytes[kWarc.size() + 1] == '.';
}

// How long the header block is with the blank line at its end; 0 when that is not there.
std::size_t header_size(std::string_view bytes) {
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
       end = bytes.find('\n', end + 1)) {
    const std::string_view rest = bytes.substr(end + 1);
    if (rest.starts_with('\n')) return end + 2;
    if (rest.starts_with("\r\n")) return end + 3;
  }
  return 0;
}

struct Fields {
  std::string type;
  std::string url;
  std::string date;
  std::string content_type;
  std::string length;
};

std::string* field_of(Fields& fields, std::string_view name) {
  const std::string lower = ascii_lower(trim(name));
  if (lower == "warc-type") return &fields.type;
  if (lower == "warc-target-uri") return &fields.url;
  if (lower == "warc-date") return &fields.date;
  if (lower == "content-type") return &fields.content_type;
  return lower == "content-length" ? &fields.length : nullptr;
}

// The lines behind the version; what is wrong with them.
std::string read_fields(std::string_view lines, Fields& fields) {
  std::string* field = nullptr;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.size() > kLongestLine) return fmt::format("a header line over {} bytes", kLongestLine);
    if (line.starts_with(' ') || line.starts_with('\t')) {
      if (field != nullptr) field->append(" ").append(trim(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    field = colon == std::string_view::npos ? nullptr : field_of(fields, line.substr(0, colon));
    if (field != nullptr) *field = trim(line.substr(colon + 1));
  }
  return {};
}

// Digits alone; what is wrong with them.
std::string read_length(std::string_view digits, std::uint64_t& length) {
  if (digits.empty()) return "no Content-Length";
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error == std::errc() && rest == digits.data() + digits.size()) return {};
  return fmt::format("Content-Length '{}'", digits.substr(0, 40));
}

bool is_wanted(std::string_view type) {
  return type == "response" || type == "resource" || type == "conversion";
}

// WARC 1.0 as printed has them in angle brackets, and wget believed it.
std::string_view without_brackets(std::string_view url) {
  return url.starts_with('<') && url.ends_with('>') ? url.substr(1, url.size() - 2) : url;
}

class WarcFile : public WebArchive {
 public:
  using WebArchive::WebArchive;

 protected:
  bool begins(std::string_view bytes) const override { return is_version(bytes); }

  bool ends_record(std::string_view bytes) const override { return bytes.starts_with("\r\n\r\n"); }

  RecordHeader parse_header(ByteWindow& in) const override {
    RecordHeader header;
    const std::string_view bytes = in.peek(kLongestHeader);
    header.size = header_size(bytes);
    header.is_cut = header.size == 0 && bytes.size() < kLongestHeader;
    if (header.size == 0) {
      header.problem = fmt::format("a header over {} KiB", kLongestHeader >> 10U);
      return header;
    }
    std::string_view lines = bytes.substr(0, header.size);
    lines.remove_prefix(lines.find('\n') + 1);
    Fields fields;
    header.problem = read_fields(lines, fields);
    if (header.problem.empty()) header.problem = read_length(fields.length, header.length);
    header.is_wanted = is_wanted(ascii_lower(fields.type));
    header.capture.url = without_brackets(fields.url);
    header.capture.content_type = std::move(fields.content_type);
    header.capture.crawled = std::move(fields.date);
    return header;
  }

  std::size_t find_record(std::string_view bytes, std::size_t from) const override {
    constexpr std::string_view kStart = "\nWARC/";
    for (std::size_t at = bytes.find(kStart, from == 0 ? 0 : from - 1);
         at != std::string_view::npos; at = bytes.find(kStart, at + 1))
      if (is_version(bytes.substr(at + 1))) return at + 1;
    return std::string_view::npos;
  }
};

}  // namespace

void read_warc(ByteWindow& in, Nest& nest, PackedSource* packed) {
  WarcFile(in, nest, packed).read();
}

}  // namespace dateline
