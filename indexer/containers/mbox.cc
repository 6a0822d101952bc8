// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/mbox.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20U;
constexpr std::size_t kSeparatorLine = 1024;

// "12:34" anywhere.
bool has_time(std::string_view line) {
  for (std::size_t colon = line.find(':'); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    if (colon > 0 && colon + 2 < line.size() && is_digit(line[colon - 1]) &&
        is_digit(line[colon + 1]) && is_digit(line[colon + 2]))
      return true;
  }
  return false;
}

bool is_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](unsigned char c) { return c > 0x20 && c < 0x7F; });
}

// Whether a message begins at these bytes, of which two lines are enough.
bool begins_message(std::string_view bytes) {
  if (!bytes.starts_with("From ")) return false;
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return has_time(bytes);
  return has_time(bytes.substr(0, end)) || is_header(bytes.substr(end + 1));
}

class MboxReader {
 public:
  MboxReader(ByteWindow& in, Nest& nest) : in_(in), nest_(nest) {}

  void run() {
    while (!nest_.ended() && !in_.peek(1).empty()) {
      ++number_;
      read_message();
    }
    if (in_.failed()) nest_.skip("", nest_.failure("damaged"));
  }

 private:
  bool at_message() { return begins_message(in_.peek(kSeparatorLine)); }

  void read_message() {
    message_ = {};
    name_.clear();
    stated_length_ = 0;
    is_too_large_ = false;
    if (at_message()) in_.skip(peek_line(in_, kLongestLine).size);
    read_header();
    header_bytes_ = message_.size();
    if (!take_stated_body()) read_body();
    if (in_.failed() && in_.peek(1).empty()) return;  // damaged within it
    if (name_.empty()) name_ = std::to_string(number_);
    if (is_too_large_) {
      nest_.skip(name_, {SkipKind::TooLarge,
                         fmt::format("over {} MiB", nest_.limits().member_bytes >> 20U)});
      return;
    }
    if (message_.find_first_not_of("\r\n") == std::string::npos) return;
    Member member;
    member.name = std::move(name_);
    member.format = Format::Email;
    member.bytes = std::move(message_);
    nest_.take(std::move(member));
  }

  void add(std::string_view bytes) {
    if (is_too_large_) return;
    is_too_large_ = message_.size() + bytes.size() > nest_.limits().member_bytes;
    if (is_too_large_)
      message_ = {};
    else
      message_ += bytes;
  }

  void read_header() {
    for (;;) {
      const WindowLine line = peek_line(in_, kLongestLine);
      if (line.size == 0) return;
      look_at(line.text);
      const bool is_blank = line.text.empty();
      add(in_.buffered().substr(0, line.size));
      in_.skip(line.size);
      if (is_blank) return;
    }
  }

  void look_at(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string field = ascii_lower(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (field == "message-id" && name_.empty()) {
      const bool is_bracketed = value.starts_with('<') && value.ends_with('>');
      name_ = is_bracketed ? value.substr(1, value.size() - 2) : value;
      name_.resize(std::min(name_.size(), nest_.limits().name_bytes));
    } else if (field == "content-length") {
      std::from_chars(value.data(), value.data() + value.size(), stated_length_);
    }
  }

  // Believed when another message, or nothing, follows.
  bool take_stated_body() {
    if (stated_length_ == 0 || stated_length_ > nest_.limits().member_bytes) return false;
    const auto length = static_cast<std::size_t>(stated_length_);
    std::string_view bytes = in_.peek(length + kSeparatorLine);
    if (bytes.size() < length) return false;
    bytes.remove_prefix(length);
    bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
    if (!bytes.empty() && !begins_message(bytes)) return false;
    add(in_.peek(length));
    in_.skip(length);
    while (in_.peek(1) == "\n" || in_.peek(1) == "\r") in_.skip(1);
    return true;
  }

  void read_body() {
    bool after_blank = true;
    bool is_continued = false;  // of a line that is too long to be looked at as a whole
    for (;;) {
      if (after_blank && at_message()) break;
      const WindowLine line = peek_line(in_, kLongestLine);
      if (line.size == 0) break;
      after_blank = line.text.empty();
      std::string_view bytes = in_.buffered().substr(0, line.size);
      const std::size_t quotes = std::min(bytes.find_first_not_of('>'), bytes.size());
      if (!is_continued && quotes > 0 && bytes.substr(quotes).starts_with("From "))
        bytes.remove_prefix(1);
      add(bytes);
      is_continued = !line.is_whole;
      in_.skip(line.size);
    }
    // The blank line before the next message is not part of this one.
    if (message_.size() == header_bytes_) return;
    if (message_.ends_with("\r\n\r\n"))
      message_.resize(message_.size() - 2);
    else if (message_.ends_with("\n\n"))
      message_.resize(message_.size() - 1);
  }

  ByteWindow& in_;
  Nest& nest_;
  std::uint64_t number_ = 0;
  std::string message_;
  std::size_t header_bytes_ = 0;
  std::string name_;
  std::uint64_t stated_length_ = 0;
  bool is_too_large_ = false;
};

}  // namespace

void split_mbox(ByteWindow& in, Nest& nest) { MboxReader(in, nest).run(); }

}  // namespace dateline
