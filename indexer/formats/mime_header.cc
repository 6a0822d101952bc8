// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/mime_header.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "common/base/utf8.h"
#include "indexer/formats/mime_codec.h"

namespace dateline {
namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }
bool is_space(char byte) { return is_blank(byte) || byte == '\r' || byte == '\n'; }

// The line at `place` without its end; moves behind it.
std::string_view take_line(std::string_view text, std::size_t& place) {
  const std::size_t end = std::min(text.find('\n', place), text.size());
  std::string_view line = text.substr(place, end - place);
  place = std::min(end + 1, text.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Length of "Name" in "Name: value"; 0: the line begins no header.
std::size_t name_length(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return 0;
  const bool is_name = std::ranges::all_of(line.substr(0, colon),
                                           [](char byte) { return byte > ' ' && byte < '\x7F'; });
  return is_name ? colon : 0;
}

bool equal_names(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ascii_lower(a) == ascii_lower(b);
}

struct EncodedWord {
  std::string charset;
  std::string bytes;
  std::size_t length = 0;  // 0: there is none
};

// "_" is a blank in the Q encoding.
std::string decode_q(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, '_', ' ');
  return decode_quoted_printable(plain);
}

// At the beginning of `text`: "=?charset*language?Q?text?=".
EncodedWord encoded_word(std::string_view text) {
  constexpr std::size_t kLongestCharset = 100;
  if (!text.starts_with("=?")) return {};
  const std::size_t charset_end = text.substr(0, kLongestCharset).find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size()) return {};
  const char encoding = text[charset_end + 1];
  if (text[charset_end + 2] != '?') return {};
  const std::size_t begin = charset_end + 3;
  // Some programs leave blanks in the text; none leaves line ends, or '?' within the Q encoding.
  const std::size_t end = text.find('?', begin);
  if (end == std::string_view::npos || text.substr(end, 2) != "?=") return {};
  const std::string_view content = text.substr(begin, end - begin);
  EncodedWord word;
  const std::string_view charset = text.substr(2, charset_end - 2);
  word.charset = ascii_lower(charset.substr(0, charset.find('*')));
  if (encoding == 'B' || encoding == 'b') {
    word.bytes = decode_base64(content);
  } else if (encoding == 'Q' || encoding == 'q') {
    word.bytes = decode_q(content);
  } else {
    return {};
  }
  word.length = end + 2;
  return word;
}

// Collects pieces of one charset before they are decoded: a character may be cut in two by the end
// of an encoded word.
class HeaderText {
 public:
  void add(const std::string& charset, std::string_view bytes) {
    if (charset != charset_) flush();
    charset_ = charset;
    bytes_ += bytes;
  }

  std::string take() {
    flush();
    return std::move(text_);
  }

 private:
  void flush() {
    if (bytes_.empty()) return;
    text_ += decode_mail_text(std::exchange(bytes_, {}), charset_, {}).text;
  }

  std::string charset_;
  std::string bytes_;
  std::string text_;
};

// A header value, character by character.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return place_ >= text_.size(); }
  char next() const { return text_[place_]; }
  void skip() { ++place_; }

  // White space and (comments (in comments)).
  void skip_space() {
    std::size_t depth = 0;
    for (; !at_end(); ++place_) {
      const char byte = next();
      if (byte == '(') {
        ++depth;
      } else if (byte == ')' && depth > 0) {
        --depth;
      } else if (byte == '\\' && depth > 0 && place_ + 1 < text_.size()) {
        ++place_;
      } else if (depth == 0 && !is_space(byte)) {
        return;
      }
    }
  }

  // Up to one of `ends`, or what is in quotes.
  std::string word(std::string_view ends) {
    if (!at_end() && next() == '"') return quoted();
    const std::size_t begin = place_;
    place_ = std::min(text_.find_first_of(ends, place_), text_.size());
    return std::string(trim(text_.substr(begin, place_ - begin)));
  }

  std::string quoted() {
    std::string value;
    for (++place_; !at_end() && next() != '"'; ++place_) {
      if (next() == '\\' && place_ + 1 < text_.size()) ++place_;
      value += next();
    }
    if (!at_end()) ++place_;
    return value;
  }

 private:
  std::string_view text_;
  std::size_t place_ = 0;
};

// "a%20b" -> "a b".
std::string decode_percents(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const bool is_code = text[i] == '%' && i + 2 < text.size() &&
                         std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr ==
                             text.data() + i + 3;
    bytes += is_code ? static_cast<char>(value) : text[i];
    if (is_code) i += 2;
  }
  return bytes;
}

// The pieces of a parameter that is continued: name*0, name*1*, or in one: name*.
struct Continued {
  std::string charset;
  std::map<unsigned, std::string> pieces;
};

constexpr unsigned kMostPieces = 1000;

void add_piece(std::map<std::string, Continued>& all, std::string_view name, std::string value) {
  const std::size_t star = name.find('*');
  std::string_view rest = name.substr(star + 1);
  const bool is_encoded = rest.empty() || rest.ends_with('*');
  if (rest.ends_with('*')) rest.remove_suffix(1);
  unsigned number = 0;
  const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (read.ec == std::errc::result_out_of_range || number >= kMostPieces) return;
  Continued& parameter = all[std::string(name.substr(0, star))];
  if (is_encoded && number == 0) {
    const std::size_t first = value.find('\'');
    const std::size_t second = first == std::string::npos ? first : value.find('\'', first + 1);
    if (second != std::string::npos) {
      parameter.charset = value.substr(0, first);
      value.erase(0, second + 1);
    }
  }
  parameter.pieces[number] = is_encoded ? decode_percents(value) : std::move(value);
}

void add_continued(const std::map<std::string, Continued>& all, MimeValue& result) {
  for (const auto& [name, parameter] : all) {
    std::string bytes;
    for (const auto& [number, piece] : parameter.pieces) bytes += piece;
    std::string text = decode_mail_text(bytes, parameter.charset, {}).text;
    // In front of a plain one of that name, which is for older programs.
    result.parameters.insert(result.parameters.begin(), {name, std::move(text)});
  }
}

// A number of at most `most_digits` at the beginning, and what parts it from the next one.
std::optional<unsigned> take_number(std::string_view& text, std::size_t most_digits) {
  unsigned value = 0;
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  if (end == 0 || end > most_digits) return std::nullopt;
  std::from_chars(text.data(), text.data() + end, value);
  text = text.substr(std::min(text.find_first_not_of(": ", end), text.size()));
  return value;
}

std::optional<unsigned> take_month(std::string_view& text) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  const std::string name = ascii_lower(text.substr(0, 3));
  const std::size_t place = kMonths.find(name);
  if (name.size() < 3 || place == std::string_view::npos || place % 3 != 0) return std::nullopt;
  text = trim(text.substr(3));
  return static_cast<unsigned>(place / 3 + 1);
}

// "+0200" as "+02:00"; "Z" for UTC and for what is no such number.
std::string iso_zone(std::string_view zone) {
  const bool has_sign = zone.starts_with('+') || zone.starts_with('-');
  const bool is_number =
      has_sign && zone.size() >= 5 && zone.find_first_not_of("0123456789", 1) >= 5;
  if (!is_number || zone.substr(1, 4) == "0000") return "Z";
  return fmt::format("{}:{}", zone.substr(0, 3), zone.substr(3, 2));
}

}  // namespace

std::size_t header_length(std::string_view message) {
  std::size_t place = 0;
  bool any = false;
  while (place < message.size()) {
    const std::size_t begin = place;
    const std::string_view line = take_line(message, place);
    if (line.empty()) return place;
    const bool goes_on = any && is_blank(line.front());
    if (!goes_on && name_length(line) == 0) return begin;
    any = true;
  }
  return place;
}

std::optional<std::string> MimeHeaders::raw(std::string_view name) const {
  std::size_t place = 0;
  while (place < block_.size()) {
    const std::string_view line = take_line(block_, place);
    if (!equal_names(line.substr(0, name_length(line)), name)) continue;
    std::string value(line.substr(name.size() + 1));
    while (place < block_.size() && is_blank(block_[place])) value += take_line(block_, place);
    return value;
  }
  return std::nullopt;
}

std::string MimeHeaders::text(std::string_view name) const {
  const auto value = raw(name);
  return value ? decode_header_text(*value) : std::string();
}

std::string decode_header_text(std::string_view raw) {
  HeaderText text;
  bool after_word = false;
  std::size_t plain = 0;  // where the text since the last encoded word begins
  for (std::size_t place = raw.find("=?"); place != std::string_view::npos;
       place = raw.find("=?", place)) {
    const EncodedWord word = encoded_word(raw.substr(place));
    if (word.length == 0) {
      place += 2;
      continue;
    }
    const std::string_view between = raw.substr(plain, place - plain);
    // White space between two encoded words is none of the text.
    const bool is_none = after_word && std::ranges::all_of(between, is_space);
    if (!is_none) text.add({}, between);
    text.add(word.charset, word.bytes);
    place += word.length;
    plain = place;
    after_word = true;
  }
  text.add({}, raw.substr(plain));
  std::string decoded = text.take();
  std::ranges::replace_if(
      decoded, [](char byte) { return byte >= 0 && byte < ' '; }, ' ');
  return std::string(trim(decoded));
}

std::string_view MimeValue::parameter(std::string_view name) const {
  const auto found =
      std::ranges::find(parameters, name, &std::pair<std::string, std::string>::first);
  return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

MimeValue parse_mime_value(std::string_view raw) {
  constexpr std::size_t kMostParameters = 1000;
  MimeValue result;
  std::map<std::string, Continued> continued;
  Scanner scanner(raw);
  scanner.skip_space();
  result.value = ascii_lower(scanner.word(";( \t\r\n"));
  for (std::size_t i = 0; !scanner.at_end() && i < kMostParameters; ++i) {
    scanner.skip_space();
    while (!scanner.at_end() && scanner.next() != ';') scanner.skip();
    if (scanner.at_end()) break;
    scanner.skip();
    scanner.skip_space();
    const std::string name = ascii_lower(scanner.word("=;"));
    if (scanner.at_end() || scanner.next() != '=') continue;
    scanner.skip();
    scanner.skip_space();
    // Names of files are often written with blanks and without quotes.
    const bool is_name = name.find("name") != std::string::npos;
    std::string value = scanner.word(is_name ? ";" : ";( \t\r\n");
    if (name.find('*') != std::string::npos) {
      add_piece(continued, name, std::move(value));
    } else {
      // Against the standard, names of files are often encoded as other headers are.
      result.parameters.emplace_back(name, decode_header_text(value));
    }
  }
  add_continued(continued, result);
  return result;
}

std::string sender_name(std::string_view raw) {
  Scanner scanner(raw);
  std::string name;
  std::string comment;
  while (!scanner.at_end()) {
    const char byte = scanner.next();
    if (byte == '"') {
      name += scanner.quoted();
    } else if (byte == '(') {
      scanner.skip();
      comment = scanner.word(")");
      if (!scanner.at_end()) scanner.skip();
    } else if (byte == '<' || byte == ',') {
      break;
    } else {
      name += byte;
      scanner.skip();
    }
  }
  const bool has_address = !scanner.at_end() && scanner.next() == '<';
  std::string decoded = decode_header_text(name);
  if (has_address && !decoded.empty()) return decoded;
  if (has_address) {
    scanner.skip();
    return decode_header_text(scanner.word(">"));
  }
  return comment.empty() ? decoded : decode_header_text(comment);
}

std::string iso_time(std::string_view date) {
  date = trim(date);
  // The day of the week, which may be left out.
  if (const std::size_t comma = date.find(','); comma < 10) date = trim(date.substr(comma + 1));
  const auto day = take_number(date, 2);
  const auto month = take_month(date);
  const auto year = take_number(date, 4);
  const auto hour = take_number(date, 2);
  const auto minute = take_number(date, 2);
  const unsigned second = take_number(date, 2).value_or(0);
  if (!day || !month || !year || !hour || !minute || *year < 1000 || *day == 0 || *day > 31)
    return {};
  if (*hour > 23 || *minute > 59 || second > 60) return {};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", *year, *month, *day, *hour, *minute,
                     second, iso_zone(date));
}

std::string_view angle_content(std::string_view value) {
  const std::size_t begin = value.find('<');
  const std::size_t end = value.find('>', begin == std::string_view::npos ? 0 : begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return trim(value);
  return trim(value.substr(begin + 1, end - begin - 1));
}

}  // namespace dateline
