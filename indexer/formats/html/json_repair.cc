// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/json_repair.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <vector>

#include "common/base/ascii.h"

namespace dateline {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }
bool is_bare(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '@' ||
         c == '.' || c == '-' || c == '+';
}

// As JSON writes numbers; only whole and plain decimal ones are worth keeping as they are.
bool is_number(std::string_view token) {
  if (token.starts_with('-')) token.remove_prefix(1);
  const std::size_t point = token.find('.');
  const std::string_view whole = token.substr(0, point);
  const bool is_whole = !whole.empty() && std::ranges::all_of(whole, is_digit) &&
                        (whole.size() == 1 || whole.front() != '0');
  if (!is_whole || point == std::string_view::npos) return is_whole;
  const std::string_view rest = token.substr(point + 1);
  return !rest.empty() && std::ranges::all_of(rest, is_digit);
}

class JsonRepair {
 public:
  JsonRepair(std::string_view text, std::size_t max_depth) : text_(text), max_depth_(max_depth) {
    json_.reserve(text.size() + 16);
  }

  std::optional<std::string> repair() {
    open('[');
    while (place_ < text_.size()) {
      if (!step()) return std::nullopt;
    }
    while (!closers_.empty()) close();
    return std::move(json_);
  }

 private:
  bool step() {
    const char c = text_[place_];
    if (skips_mark()) return true;
    if (c == '"') {
      begin_value();
      string();
    } else if (c == '{' || c == '[') {
      if (closers_.size() >= max_depth_) return false;
      begin_value();
      open(c);
      ++place_;
    } else if (c == '}' || c == ']') {
      end_bracket(c);
      ++place_;
    } else if (c == ',' || c == ':') {
      if (c == ',' && json_.back() == ':') json_ += "null";
      if (can_separate()) json_.push_back(c);
      ++place_;
    } else if (is_bare(c)) {
      begin_value();
      bare();
    } else {
      ++place_;
    }
    return true;
  }

  // Comments, and the marks that hide a script from old browsers.
  bool skips_mark() {
    const std::string_view rest = text_.substr(place_);
    if (rest.starts_with("//")) return skip_to("\n");
    if (rest.starts_with("/*")) return skip_to("*/");
    for (const std::string_view mark : {"<!--", "-->", "<![CDATA[", "]]>"}) {
      if (!rest.starts_with(mark)) continue;
      place_ += mark.size();
      return true;
    }
    return false;
  }

  bool skip_to(std::string_view end) {
    const std::size_t found = text_.find(end, place_ + 2);
    place_ = found == std::string_view::npos ? text_.size() : found + end.size();
    return true;
  }

  bool can_separate() const {
    return closers_.size() > 1 &&
           std::string_view("[{,:").find(json_.back()) == std::string_view::npos;
  }

  // Two values side by side lack their comma.
  void begin_value() {
    if (std::string_view("[{,:").find(json_.back()) == std::string_view::npos) json_.push_back(',');
  }

  void open(char bracket) {
    json_.push_back(bracket);
    closers_.push_back(bracket == '{' ? '}' : ']');
  }

  void close() {
    if (json_.back() == ',') json_.pop_back();
    if (json_.back() == ':') json_ += "null";
    json_.push_back(closers_.back());
    closers_.pop_back();
  }

  // One that closes nothing is dropped; one that closes an outer bracket closes the inner ones too.
  void end_bracket(char bracket) {
    const auto found = std::find(closers_.rbegin(), closers_.rend() - 1, bracket);
    const auto count = found - closers_.rbegin();
    if (found == closers_.rend() - 1) return;
    for (std::ptrdiff_t i = 0; i <= count; ++i) close();
  }

  void bare() {
    const std::size_t start = place_;
    while (place_ < text_.size() && is_bare(text_[place_])) ++place_;
    const std::string_view token = text_.substr(start, place_ - start);
    const bool is_literal = token == "true" || token == "false" || token == "null";
    if (is_literal || is_number(token)) {
      json_ += token;
    } else {
      json_.append("\"").append(token).append("\"");
    }
  }

  std::size_t after_blanks(std::size_t place) const {
    while (place < text_.size() && is_blank(text_[place])) ++place;
    return place;
  }

  // Whether a name and a colon stand at `place`, in quotes or without.
  bool is_name_at(std::size_t place) const {
    constexpr std::size_t kMaxName = 40;
    const bool is_quoted = place < text_.size() && text_[place] == '"';
    if (is_quoted) ++place;
    const std::size_t start = place;
    while (place < text_.size() && place - start < kMaxName && is_bare(text_[place])) ++place;
    if (place == start) return false;
    if (is_quoted && (place == text_.size() || text_[place++] != '"')) return false;
    return text_.substr(after_blanks(place)).starts_with(':');
  }

  bool is_value_at(std::size_t place) const {
    const std::string_view rest = text_.substr(place);
    if (rest.empty() || is_digit(rest.front())) return true;
    return std::string_view("\"{[]}/,-").find(rest.front()) != std::string_view::npos ||
           rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with("true") ||
           rest.starts_with("false") || rest.starts_with("null");
  }

  // Whether the quote at `place` ends its string: what follows must be able to.
  bool is_end_quote(std::size_t place) const {
    const std::size_t next = after_blanks(place + 1);
    if (next >= text_.size()) return true;
    const char c = text_[next];
    if (c == ':' || c == '}' || c == ']') return true;
    if (c == ',') {
      const std::size_t behind = after_blanks(next + 1);
      return is_value_at(behind) || is_name_at(behind);
    }
    const bool is_next_line =
        text_.substr(place, next - place).find('\n') != std::string_view::npos;
    return c == '"' && (is_next_line || is_name_at(next));
  }

  void string() {
    json_.push_back('"');
    ++place_;
    while (place_ < text_.size()) {
      const char c = text_[place_];
      if (c == '"' && is_end_quote(place_)) break;
      if (c == '\\') {
        escape();
        continue;
      }
      if (c == '"') json_.push_back('\\');
      json_.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
      ++place_;
    }
    if (place_ < text_.size()) ++place_;
    json_.push_back('"');
  }

  // The number of "\uXXXX" at `place`; negative when there is none.
  int unicode_escape(std::size_t place) const {
    const std::string_view escape = text_.substr(std::min(place, text_.size()), 6);
    const bool is_one = escape.size() == 6 && escape.starts_with("\\u") &&
                        std::ranges::all_of(escape.substr(2), is_hex);
    if (!is_one) return -1;
    int number = 0;
    std::from_chars(escape.data() + 2, escape.data() + 6, number, 16);
    return number;
  }

  void unicode() {
    constexpr int kFirstHigh = 0xD800;
    constexpr int kFirstLow = 0xDC00;
    constexpr int kBehindLow = 0xE000;
    const int number = unicode_escape(place_);
    const int next = unicode_escape(place_ + 6);
    const bool is_pair =
        number >= kFirstHigh && number < kFirstLow && next >= kFirstLow && next < kBehindLow;
    const bool is_half = number >= kFirstHigh && number < kBehindLow && !is_pair;
    const std::size_t length = is_pair ? 12 : 6;
    json_ += is_half ? "\\ufffd" : text_.substr(place_, length);
    place_ += length;
  }

  void escape() {
    const char kind = place_ + 1 < text_.size() ? text_[place_ + 1] : '\0';
    const bool is_plain =
        kind != '\0' && std::string_view("\"\\/bfnrt").find(kind) != std::string_view::npos;
    if (unicode_escape(place_) >= 0) return unicode();
    if (is_plain) json_.append(text_.substr(place_, 2));
    place_ += is_plain ? 2 : 1;
  }

  std::string_view text_;
  std::size_t max_depth_;
  std::size_t place_ = 0;
  std::string json_;
  std::vector<char> closers_;
};

}  // namespace

std::optional<std::string> repair_json(std::string_view text, std::size_t max_depth) {
  return JsonRepair(text, max_depth).repair();
}

}  // namespace dateline
