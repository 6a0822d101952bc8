// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html_fragment.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <utility>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxTag = 4096;  // a '<' whose '>' is further away is text

struct Entity {
  std::string_view name;
  char32_t character;
};

// What news texts use; all others may be written as numbers, and what is not known stays as it is.
constexpr std::array kEntities = std::to_array<Entity>({
    {"AElig", 0xC6},   {"Aacute", 0xC1},   {"Auml", 0xC4},    {"Eacute", 0xC9},
    {"Ouml", 0xD6},    {"Uuml", 0xDC},     {"aacute", 0xE1},  {"acirc", 0xE2},
    {"acute", 0xB4},   {"aelig", 0xE6},    {"agrave", 0xE0},  {"amp", '&'},
    {"apos", '\''},    {"aring", 0xE5},    {"atilde", 0xE3},  {"auml", 0xE4},
    {"bdquo", 0x201E}, {"bull", 0x2022},   {"ccedil", 0xE7},  {"cent", 0xA2},
    {"copy", 0xA9},    {"deg", 0xB0},      {"eacute", 0xE9},  {"ecirc", 0xEA},
    {"egrave", 0xE8},  {"emsp", 0x2003},   {"ensp", 0x2002},  {"euml", 0xEB},
    {"euro", 0x20AC},  {"frac12", 0xBD},   {"gt", '>'},       {"hellip", 0x2026},
    {"iacute", 0xED},  {"icirc", 0xEE},    {"iexcl", 0xA1},   {"iquest", 0xBF},
    {"iuml", 0xEF},    {"laquo", 0xAB},    {"ldquo", 0x201C}, {"lsaquo", 0x2039},
    {"lsquo", 0x2018}, {"lt", '<'},        {"mdash", 0x2014}, {"middot", 0xB7},
    {"nbsp", 0xA0},    {"ndash", 0x2013},  {"ntilde", 0xF1},  {"oacute", 0xF3},
    {"ocirc", 0xF4},   {"oelig", 0x153},   {"oslash", 0xF8},  {"otilde", 0xF5},
    {"ouml", 0xF6},    {"para", 0xB6},     {"pound", 0xA3},   {"quot", '"'},
    {"raquo", 0xBB},   {"rdquo", 0x201D},  {"reg", 0xAE},     {"rsaquo", 0x203A},
    {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"sect", 0xA7},    {"shy", 0xAD},
    {"szlig", 0xDF},   {"thinsp", 0x2009}, {"times", 0xD7},   {"trade", 0x2122},
    {"uacute", 0xFA},  {"ucirc", 0xFB},    {"ugrave", 0xF9},  {"uuml", 0xFC},
    {"zwj", 0x200D},   {"zwnj", 0x200C},
});
static_assert(std::ranges::is_sorted(kEntities, {}, &Entity::name));

// HTML reads the numbers 128 to 159 as windows-1252.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// Elements after which a paragraph, and those after which a line ends.
constexpr std::string_view kParagraphs[] = {"p",  "div",   "h1",      "h2",         "h3",
                                            "h4", "h5",    "h6",      "blockquote", "ul",
                                            "ol", "table", "section", "article",    "figure"};
constexpr std::string_view kLines[] = {"br", "li", "tr", "dt", "dd", "figcaption"};
constexpr std::string_view kUnread[] = {"script", "style"};

bool is_one_of(std::string_view name, auto& names) {
  return std::ranges::find(names, name) != std::end(names);
}

class FragmentReader {
 public:
  explicit FragmentReader(std::string_view html) : html_(html) { text_.reserve(html.size()); }

  std::string read() {
    while (place_ < html_.size()) {
      const std::size_t mark = std::min(html_.find_first_of("<&", place_), html_.size());
      text_.append(html_, place_, mark - place_);
      place_ = mark;
      if (place_ == html_.size()) break;
      html_[place_] == '<' ? tag() : entity();
    }
    return std::move(text_);
  }

 private:
  void keep() { text_.push_back(html_[place_++]); }

  // Asked at growing places only; remembers the answer, so that many '<' without '>' cost one walk.
  std::size_t next_angle() {
    if (!is_angle_known_ || angle_ < place_) angle_ = html_.find('>', place_);
    is_angle_known_ = true;
    return angle_;
  }

  void tag() {
    const char next = place_ + 1 < html_.size() ? html_[place_ + 1] : ' ';
    if (!is_ascii_letter(next) && next != '/' && next != '!') return keep();
    const std::size_t close = next_angle();
    if (close == std::string_view::npos || close - place_ > kMaxTag) return keep();
    std::string_view inside = html_.substr(place_ + 1, close - place_ - 1);
    const bool is_end = inside.starts_with('/');
    if (is_end) inside.remove_prefix(1);
    char name[12] = {};
    std::size_t length = 0;
    while (length < inside.size() && length < sizeof name && is_ascii_alnum(inside[length])) {
      name[length] = ascii_lower(inside[length]);
      ++length;
    }
    place_ = close + 1;
    take_tag({name, length}, is_end);
  }

  void take_tag(std::string_view name, bool is_end) {
    if (is_one_of(name, kParagraphs)) return break_lines(2);
    if (is_one_of(name, kLines)) return break_lines(1);
    if (is_end || !has_end_tags_ || !is_one_of(name, kUnread)) return;
    const std::size_t end = html_.find("</", place_);
    has_end_tags_ = end != std::string_view::npos;
    if (has_end_tags_) place_ = end;
  }

  void break_lines(std::size_t count) {
    if (text_.empty()) return;
    while (!text_.empty() && text_.back() == ' ') text_.pop_back();
    const std::size_t last = text_.find_last_not_of('\n');
    const std::size_t present = last == std::string::npos ? text_.size() : text_.size() - last - 1;
    if (present < count) text_.append(count - present, '\n');
  }

  void entity() {
    const std::size_t end = html_.substr(place_, 12).find(';');
    if (end == std::string_view::npos || end < 2) return keep();
    const std::string_view name = html_.substr(place_ + 1, end - 1);
    const char32_t character = name.front() == '#' ? numbered(name.substr(1)) : named(name);
    if (character == 0) return keep();
    append_utf8(text_, character);
    place_ += end + 1;
  }

  static char32_t named(std::string_view name) {
    const auto found = std::ranges::lower_bound(kEntities, name, {}, &Entity::name);
    return found != kEntities.end() && found->name == name ? found->character : 0;
  }

  static char32_t numbered(std::string_view digits) {
    const bool is_hex = digits.starts_with('x') || digits.starts_with('X');
    if (is_hex) digits.remove_prefix(1);
    std::uint32_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, number, is_hex ? 16 : 10);
    if (parsed.ptr != end || parsed.ec != std::errc{}) return 0;
    return number >= 128 && number < 160 ? kWindows1252[number - 128] : number;
  }

  std::string_view html_;
  std::size_t place_ = 0;
  std::size_t angle_ = 0;
  bool is_angle_known_ = false;
  bool has_end_tags_ = true;  // as far as is known
  std::string text_;
};

}  // namespace

bool looks_like_html(std::string_view text) {
  for (std::size_t place = text.find('<'); place != std::string_view::npos;
       place = text.find('<', place + 1)) {
    const std::string_view tag = text.substr(place, 4);
    if (tag.size() < 4) return false;
    if (tag[1] == '/' && is_ascii_letter(tag[2])) return true;
    if (ascii_lower(tag[1]) == 'b' && ascii_lower(tag[2]) == 'r' && !is_ascii_letter(tag[3]))
      return true;
  }
  return false;
}

bool has_entity(std::string_view text) {
  constexpr std::size_t kShortest = 2;
  constexpr std::size_t kLongest = 8;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '#') ++end;
    const std::size_t name = end;
    while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
    const std::size_t length = end - name;
    if (end < text.size() && text[end] == ';' && length >= kShortest && length <= kLongest) {
      return true;
    }
  }
  return false;
}

std::string html_fragment_to_text(std::string_view html) { return FragmentReader(html).read(); }

}  // namespace dateline
