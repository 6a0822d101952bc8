// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/feed_mending.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include <libxml/HTMLparser.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

// What XML allows.
bool is_xml_character(std::uint32_t character) {
  if (character < 0x20) return character == '\t' || character == '\n' || character == '\r';
  const bool is_surrogate = character >= 0xD800 && character < 0xE000;
  return !is_surrogate && character != 0xFFFE && character != 0xFFFF && character <= 0x10FFFF;
}

class FeedMender {
 public:
  explicit FeedMender(std::string_view text) : text_(text) { mended_.reserve(text.size()); }

  std::string mend() {
    place_ = std::min(text_.find('<'), text_.size());
    while (place_ < text_.size()) {
      const char c = text_[place_];
      if (c == '<') {
        angle();
      } else if (c == '&') {
        entity();
      } else {
        copy_to(std::min(text_.find_first_of("<&", place_), text_.size()));
      }
    }
    return std::move(mended_);
  }

 private:
  void angle() {
    const std::string_view rest = text_.substr(place_);
    if (rest.starts_with("<![CDATA[")) return copy_to(behind("]]>"));
    if (rest.starts_with("<!--")) return skip_to(behind("-->"));
    if (rest.starts_with("<?xml ") || rest.starts_with("<?xml\t")) return skip_to(behind("?>"));
    if (ascii_lower(rest.substr(0, kDoctype.size())) == kDoctype) return skip_doctype();
    copy_to(place_ + 1);
  }

  std::size_t behind(std::string_view end) const {
    const std::size_t found = text_.find(end, place_);
    return found == std::string_view::npos ? text_.size() : found + end.size();
  }

  void skip_to(std::size_t end) { place_ = end; }

  // To its '>' outside of quotes and brackets.
  void skip_doctype() {
    char quote = '\0';
    std::size_t brackets = 0;
    for (; place_ < text_.size(); ++place_) {
      const char c = text_[place_];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        ++brackets;
      } else if (c == ']' && brackets > 0) {
        --brackets;
      } else if (c == '>' && brackets == 0) {
        ++place_;
        return;
      }
    }
  }

  // Copies up to `end`, with a blank for each character that XML does not have.
  void copy_to(std::size_t end) {
    while (place_ < end) {
      const auto byte = static_cast<unsigned char>(text_[place_]);
      const bool is_rare = byte < 0x20 || byte == 0xEF;
      if (!is_rare) {
        mended_.push_back(text_[place_++]);
        continue;
      }
      const std::size_t start = place_;
      const char32_t character = decode_utf8(text_, place_);
      mended_ += is_xml_character(character) ? text_.substr(start, place_ - start) : " ";
    }
  }

  void entity() {
    constexpr std::size_t kLongest = 12;
    std::size_t end = place_ + 1;
    const bool is_number = end < text_.size() && text_[end] == '#';
    if (is_number) ++end;
    while (end < text_.size() && end - place_ <= kLongest && is_ascii_alnum(text_[end])) ++end;
    const bool is_whole = end < text_.size() && text_[end] == ';';
    const std::string_view name = text_.substr(place_ + 1, end - place_ - 1);
    if (!is_whole || !(is_number ? add_number(name.substr(1)) : add_named(std::string(name)))) {
      mended_ += "&amp;";
      ++place_;
    } else {
      place_ = end + 1;
    }
  }

  bool add_number(std::string_view digits) {
    const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
    if (is_hex) digits.remove_prefix(1);
    std::uint32_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, number, is_hex ? 16 : 10);
    if (digits.empty() || parsed.ptr != end || parsed.ec != std::errc{}) return false;
    if (!is_xml_character(number)) number = ' ';
    mended_ += "&#" + std::to_string(number) + ";";
    return true;
  }

  bool add_named(const std::string& name) {
    for (const std::string_view known : {"amp", "lt", "gt", "quot", "apos"}) {
      if (name != known) continue;
      mended_ += "&" + name + ";";
      return true;
    }
    const auto* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()));
    if (entity == nullptr) return false;
    append_utf8(mended_, entity->value);
    return true;
  }

  static constexpr std::string_view kDoctype = "<!doctype";

  std::string_view text_;
  std::size_t place_ = 0;
  std::string mended_;
};

}  // namespace

std::string_view declared_xml_charset(std::string_view bytes) {
  constexpr std::size_t kHead = 256;
  std::string_view head = bytes.substr(0, kHead);
  const std::size_t start = head.find("<?xml");
  if (start == std::string_view::npos) return {};
  head = head.substr(start, head.find("?>", start) - start);
  std::size_t place = head.find("encoding");
  if (place == std::string_view::npos) return {};
  place = head.find_first_of("\"'", place);
  if (place == std::string_view::npos) return {};
  const std::size_t end = head.find(head[place], place + 1);
  if (end == std::string_view::npos) return {};
  return head.substr(place + 1, end - place - 1);
}

std::string mend_feed(std::string_view utf8) { return FeedMender(utf8).mend(); }

}  // namespace dateline
