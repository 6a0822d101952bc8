// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/front_matter.h"

#include <algorithm>
#include <charconv>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxFrontMatterBytes = 64 * 1024;

struct Line {
  std::string_view text;  // with its indentation, without the line end
  std::size_t end;        // offset behind the line end
};

Line line_at(std::string_view text, std::size_t start) {
  const std::size_t line_end = std::min(text.find('\n', start), text.size());
  std::string_view line = text.substr(start, line_end - start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return {line, std::min(line_end + 1, text.size())};
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_indented(std::string_view line) { return !line.empty() && is_blank(line.front()); }

std::string normal_key(std::string_view key) {
  std::string normal;
  for (const char c : key) {
    if (c == '_' || c == '-' || c == ' ' || c == '"' || c == '\'') continue;
    normal.push_back(ascii_lower(c));
  }
  return normal;
}

struct KeyValue {
  std::string_view key;
  std::string_view value;
};

// A sign that stands for "key ends here": "title: x", "title:", but not "https://x".
std::optional<KeyValue> split_key(std::string_view line, char sign) {
  constexpr std::size_t kMaxKey = 60;
  const std::size_t place = line.substr(0, kMaxKey).find(sign);
  if (place == std::string_view::npos || place == 0) return std::nullopt;
  const bool ends_key = sign == '=' || place + 1 == line.size() || is_blank(line[place + 1]);
  if (!ends_key) return std::nullopt;
  const std::string_view key = trim(line.substr(0, place));
  if (key.empty() || key.find_first_of("[]{}<>.!?,;#*") != std::string_view::npos) {
    return std::nullopt;
  }
  return KeyValue{key, trim(line.substr(place + 1))};
}

// Reads values from a text it walks once, front to back.
class ValueReader {
 public:
  explicit ValueReader(std::string_view text) : text_(text) {}

  // A list "[a, 'b']", an object "{name: a}" (its name), a quoted or a plain value.
  std::vector<std::string> read() {
    if (peek() == '[') return read_list(']');
    if (peek() == '{') return read_list('}');
    return {peek() == '"' || peek() == '\'' ? read_quoted() : read_plain()};
  }

 private:
  char peek() const { return place_ < text_.size() ? text_[place_] : '\0'; }

  void skip_blanks() {
    while (place_ < text_.size() && (is_blank(peek()) || peek() == '\n')) ++place_;
  }

  std::vector<std::string> read_list(char close) {
    std::vector<std::string> values;
    ++place_;
    while (true) {
      skip_blanks();
      if (place_ >= text_.size() || peek() == close) return values;
      std::string value = peek() == '"' || peek() == '\'' ? read_quoted() : read_item(close);
      const std::string_view kept = trim(value);
      if (!kept.empty()) values.emplace_back(kept);
      skip_blanks();
      if (peek() == ',') ++place_;
    }
  }

  // Never empty-handed: it takes at least one character, so that a list always ends.
  std::string read_item(char close) {
    const std::size_t start = place_;
    const char ends[] = {',', close, '\n'};
    place_ = std::min(text_.find_first_of(std::string_view(ends, 3), place_), text_.size());
    std::string_view item = trim(text_.substr(start, place_ - start));
    if (place_ == start) ++place_;
    if (close == '}') {
      const auto pair = split_key(item, ':');
      item = pair && normal_key(pair->key) == "name" ? pair->value : std::string_view{};
      if (item.size() > 1 && (item.front() == '"' || item.front() == '\'')) {
        item = item.substr(1, item.size() - 2);
      }
    }
    return std::string(item);
  }

  std::string read_plain() {
    std::string_view value = text_.substr(place_);
    const std::size_t comment = value.find(" #");
    if (comment != std::string_view::npos) value = value.substr(0, comment);
    place_ = text_.size();
    return std::string(trim(value));
  }

  std::string read_quoted() {
    const char quote = text_[place_++];
    std::string value;
    while (place_ < text_.size()) {
      const char c = text_[place_++];
      if (c == quote) {
        const bool is_doubled = quote == '\'' && peek() == '\'';
        if (!is_doubled) break;
        ++place_;
        value.push_back(quote);
      } else if (c == '\\' && quote == '"' && place_ < text_.size()) {
        read_escape(value);
      } else {
        value.push_back(c == '\n' ? ' ' : c);
      }
    }
    return value;
  }

  void read_escape(std::string& value) {
    const char kind = text_[place_++];
    if (kind == 'n' || kind == 't') return value.push_back(' ');
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits == 0) return value.push_back(kind);
    std::uint32_t character = 0;
    const std::string_view hex = text_.substr(place_, digits);
    const auto parsed = std::from_chars(hex.data(), hex.data() + hex.size(), character, 16);
    if (parsed.ptr == hex.data() + digits) {
      append_utf8(value, character);
      place_ += digits;
    }
  }

  std::string_view text_;
  std::size_t place_ = 0;
};

// Reads the lines between the two fences. Fails at the first line on the left margin that is none
// of: key, comment, blank, list item.
class FieldReader {
 public:
  FieldReader(std::string_view block, char sign) : block_(block), sign_(sign) {}

  std::optional<std::vector<FrontMatterField>> read() {
    while (place_ < block_.size()) {
      const Line line = take();
      const std::string_view text = trim(line.text);
      const bool is_section = sign_ == '=' && text.starts_with('[') && text.ends_with(']');
      if (text.empty() || text.starts_with('#') || is_section) continue;
      const auto pair = split_key(line.text, sign_);
      const bool is_stray = is_indented(line.text) && sign_ == ':';
      if (!pair || is_stray) return std::nullopt;
      fields_.push_back({normal_key(pair->key), read_value(pair->value)});
    }
    if (fields_.empty()) return std::nullopt;
    return std::move(fields_);
  }

 private:
  Line take() {
    const Line line = line_at(block_, place_);
    place_ = line.end;
    return line;
  }

  // Lines that still belong to the value above: indented, blank in between, or "- item" on the
  // margin.
  bool continues() const {
    const std::string_view line = line_at(block_, place_).text;
    return is_indented(line) || line.starts_with("- ") || line == "-";
  }

  std::vector<std::string> read_value(std::string_view value) {
    if (sign_ == '=') return ValueReader(toml_value(value)).read();
    if (value.starts_with('#')) value = {};
    if (value.empty()) return read_block_list();
    if (value.front() == '|' || value.front() == '>') return {read_scalar(value.front() == '|')};
    joined_ = value;
    const bool is_list = value.front() == '[';
    while (place_ < block_.size() && (continues() || (is_list && block_[place_] == ']'))) {
      joined_ += '\n';
      joined_ += trim(take().text);
    }
    const bool is_plain = std::string_view("[{\"'").find(value.front()) == std::string_view::npos;
    if (is_plain) std::ranges::replace(joined_, '\n', ' ');
    return ValueReader(joined_).read();
  }

  // "a", """a""", 'a', and lists, which may go on over lines.
  std::string_view toml_value(std::string_view value) {
    joined_ = value;
    const std::string_view fence = value.substr(0, 3);
    const bool is_long = fence == "\"\"\"" || fence == "'''";
    if (is_long) joined_.erase(0, 2);
    const bool is_open_list = value.starts_with('[') && value.find(']') == std::string_view::npos;
    const bool is_open =
        is_open_list || (is_long && value.find(fence, 3) == std::string_view::npos);
    const std::string_view close = is_long ? fence : "]";
    while (is_open && place_ < block_.size()) {
      const std::string_view line = take().text;
      joined_ += '\n';
      joined_ += trim(line);
      if (line.find(close) != std::string_view::npos) break;
    }
    return joined_;
  }

  std::string read_scalar(bool keeps_lines) {
    std::string value;
    while (place_ < block_.size()) {
      const std::string_view line = line_at(block_, place_).text;
      if (!is_indented(line) && !trim(line).empty()) break;
      take();
      if (!value.empty()) value += keeps_lines ? '\n' : ' ';
      value += trim(line);
    }
    return std::string(trim(value));
  }

  // "- a" lines, or a nested object, of which only its name counts.
  std::vector<std::string> read_block_list() {
    std::vector<std::string> values;
    while (place_ < block_.size()) {
      const std::string_view line = line_at(block_, place_).text;
      if (!trim(line).empty() && !continues()) break;
      take();
      add_item(trim(line), values);
    }
    return values;
  }

  static void add_item(std::string_view item, std::vector<std::string>& values) {
    const bool is_listed = item.starts_with("- ");
    if (is_listed) item = trim(item.substr(2));
    if (item.empty() || item.starts_with('#')) return;
    if (const auto pair = split_key(item, ':'); pair && item.front() != '"') {
      if (normal_key(pair->key) != "name") return;
      item = pair->value;
    } else if (!is_listed) {
      // A plain value that begins on the line below its key.
      if (!values.empty()) return void(values.back().append(" ").append(item));
    }
    for (std::string& value : ValueReader(item).read()) {
      if (!value.empty()) values.push_back(std::move(value));
    }
  }

  std::string_view block_;
  char sign_;
  std::size_t place_ = 0;
  std::string joined_;  // a value spread over lines
  std::vector<FrontMatterField> fields_;
};

}  // namespace

const std::vector<std::string>& FrontMatter::values(std::string_view key) const {
  static const std::vector<std::string> kNone;
  const auto found = std::ranges::find_if(
      fields, [key](const auto& field) { return field.key == key && !field.values.empty(); });
  return found == fields.end() ? kNone : found->values;
}

std::optional<FrontMatter> parse_front_matter(std::string_view text) {
  const Line first = line_at(text, 0);
  const std::string_view fence = trim(first.text);
  if (fence != "---" && fence != "+++") return std::nullopt;
  for (std::size_t place = first.end; place < std::min(text.size(), kMaxFrontMatterBytes);) {
    const Line line = line_at(text, place);
    const bool is_fence = line.text.starts_with(fence) || (fence == "---" && line.text == "...");
    if (is_fence && trim(line.text).size() == 3) {
      const std::string_view block = text.substr(first.end, place - first.end);
      auto fields = FieldReader(block, fence == "---" ? ':' : '=').read();
      if (!fields) return std::nullopt;
      return FrontMatter{std::move(*fields), line.end};
    }
    place = line.end;
  }
  return std::nullopt;
}

}  // namespace dateline
