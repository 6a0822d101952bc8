// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/detect/json_beginning.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "common/base/ascii.h"

namespace dateline {
namespace {

constexpr std::string_view kBlanks = " \t\n\r\f";

// What a number, true, false and null are written with, and a little more.
bool is_plain(char c) {
  return is_ascii_alnum(c) || c == '-' || c == ':' || c == '_' || c == '.' || c == '+';
}

// A walk over the beginning of a JSON text that looks at its shape alone (RFC 8259), without
// recursion.
class JsonShape {
 public:
  explicit JsonShape(std::string_view text) : text_(text) { walk(); }

  bool is_sound() const { return sound_; }
  bool has_member() const { return has_member_; }  // some object has a name in it
  // Behind the first value; npos when the text ends before it.
  std::size_t end() const { return end_; }

 private:
  enum class Want : std::uint8_t { Value, ValueOrEnd, NameOrEnd, Name, Colon, CommaOrEnd };
  static constexpr std::size_t kMaxDepth = 256;  // deeper: seen enough

  void walk() {
    while (sound_ && position_ < text_.size() && end_ == std::string_view::npos) {
      const char c = text_[position_];
      if (kBlanks.find(c) != std::string_view::npos) {
        ++position_;
      } else if (open_.size() > kMaxDepth) {
        return;
      } else {
        step(c);
      }
    }
  }

  void step(char c) {
    switch (want_) {
      case Want::Colon:
        return expect(c == ':', Want::Value);
      case Want::Name:
      case Want::NameOrEnd:
        if (c == '}' && want_ == Want::NameOrEnd) return close('{');
        sound_ = c == '"' && string();
        has_member_ = has_member_ || sound_;
        want_ = Want::Colon;
        return;
      case Want::CommaOrEnd:
        if (c == '}' || c == ']') return close(c == '}' ? '{' : '[');
        return expect(c == ',', open_.back() == '{' ? Want::Name : Want::Value);
      case Want::ValueOrEnd:
        if (c == ']') return close('[');
        [[fallthrough]];
      case Want::Value:
        return value(c);
    }
  }

  void expect(bool is_there, Want next) {
    sound_ = is_there;
    want_ = next;
    ++position_;
  }

  void close(char opened) {
    sound_ = open_.back() == opened;
    open_.pop_back();
    ++position_;
    want_ = Want::CommaOrEnd;
    if (open_.empty()) end_ = position_;
  }

  void value(char c) {
    if (c == '{' || c == '[') {
      open_ += c;
      ++position_;
      want_ = c == '{' ? Want::NameOrEnd : Want::ValueOrEnd;
      return;
    }
    sound_ = c == '"' ? string() : plain();
    want_ = Want::CommaOrEnd;
  }

  // A string that is cut by the end of the text is fine.
  bool string() {
    for (++position_; position_ < text_.size(); ++position_) {
      const char c = text_[position_];
      if (c == '\\') {
        ++position_;
      } else if (c == '"') {
        ++position_;
        return true;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return false;
      }
    }
    return true;
  }

  // A number, true, false or null.
  bool plain() {
    const std::size_t begin = position_;
    while (position_ < text_.size() && is_plain(text_[position_])) ++position_;
    const std::string_view word = text_.substr(begin, position_ - begin);
    const bool is_cut = position_ == text_.size();
    const auto is = [&](std::string_view whole) {
      return word == whole || (is_cut && !word.empty() && whole.starts_with(word));
    };
    return is("true") || is("false") || is("null") ||
           (!word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos);
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::string open_;  // the brackets that are open
  Want want_ = Want::Value;
  bool sound_ = true;
  bool has_member_ = false;
  std::size_t end_ = std::string_view::npos;
};

}  // namespace

std::optional<Format> json_format(std::string_view text) {
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return std::nullopt;
  const JsonShape shape(text);
  if (!shape.is_sound() || !shape.has_member()) return std::nullopt;
  if (shape.end() == std::string_view::npos) return Format::Json;
  std::string_view rest = text.substr(shape.end());
  const bool has_break =
      rest.substr(0, rest.find_first_not_of(" \t\r\n")).find('\n') != std::string_view::npos;
  rest = rest.substr(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  if (rest.empty()) return Format::Json;
  if (text.front() != '{' || rest.front() != '{' || !has_break) return std::nullopt;
  if (!JsonShape(rest).is_sound()) return std::nullopt;
  return Format::JsonLines;
}

}  // namespace dateline
