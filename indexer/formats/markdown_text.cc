// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/markdown_text.h"

#include <algorithm>
#include <vector>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxLinesAboveHeading = 10;  // a level 1 heading further down is a chapter
constexpr std::size_t kMaxTag = 300;               // bytes of an HTML tag worth removing

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool is_word(char c) { return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }
bool is_punctuation(char c) {
  return c > ' ' && static_cast<unsigned char>(c) < 0x7F && !is_ascii_alnum(c);
}

// Finds the next of some characters, from places that only grow; remembers what it found, so that
// asking at every place of a text costs one walk in all.
class NextFinder {
 public:
  NextFinder(std::string_view text, std::string_view wanted) : text_(text), wanted_(wanted) {}

  std::size_t from(std::size_t place) {
    if (place > found_ || !is_known_) {
      found_ = text_.find_first_of(wanted_, place);
      is_known_ = true;
    }
    return found_;
  }

 private:
  std::string_view text_;
  std::string_view wanted_;
  std::size_t found_ = 0;
  bool is_known_ = false;
};

// One paragraph: emphasis, code, links, images, tags, escapes.
class InlineStripper {
 public:
  explicit InlineStripper(std::string_view text) : text_(text) {}

  void append_to(std::string& output) {
    out_.reserve(text_.size());
    while (place_ < text_.size()) step();
    remove_brackets();
    output += out_;
  }

 private:
  char at(std::size_t place) const { return place < text_.size() ? text_[place] : ' '; }
  char before() const { return place_ > 0 ? text_[place_ - 1] : ' '; }
  void keep() { out_.push_back(text_[place_++]); }

  void step() {
    const std::size_t mark = std::min(text_.find_first_of("\\*_~`![]<", place_), text_.size());
    out_.append(text_, place_, mark - place_);
    place_ = mark;
    if (place_ == text_.size()) return;
    switch (text_[place_]) {
      case '\\':
        return escape();
      case '*':
      case '_':
      case '~':
        return emphasis();
      case '`':
        ++place_;
        return;
      case '!':
        if (at(place_ + 1) == '[')
          ++place_;
        else
          keep();
        return;
      case '[':
        return open_bracket();
      case ']':
        return close_bracket();
      default:
        return tag();
    }
  }

  void escape() {
    if (is_punctuation(at(place_ + 1))) ++place_;
    keep();
  }

  void emphasis() {
    const char mark = text_[place_];
    const std::size_t end = std::min(text_.find_first_not_of(mark, place_), text_.size());
    const bool stands_alone = is_blank(before()) && is_blank(at(end));
    const bool is_in_word = mark == '_' && is_word(before()) && is_word(at(end));
    const bool is_single_tilde = mark == '~' && end == place_ + 1;
    if (stands_alone || is_in_word || is_single_tilde) out_.append(text_, place_, end - place_);
    place_ = end;
  }

  void open_bracket() {
    const bool is_footnote = at(place_ + 1) == '^';
    const std::size_t close = is_footnote ? next_close_.from(place_) : std::string_view::npos;
    if (close != std::string_view::npos) {
      place_ = close + 1;
      return;
    }
    open_.push_back(out_.size());
    keep();
  }

  void close_bracket() {
    const std::size_t target_end = open_.empty() ? 0 : link_target_end();
    if (target_end > 0) {
      brackets_.push_back(open_.back());
      place_ = target_end;
    } else {
      keep();
    }
    if (!open_.empty()) open_.pop_back();
  }

  // Behind "(url "title")" or "[reference]" that follows the bracket; 0 when there is none.
  std::size_t link_target_end() {
    const std::size_t start = place_ + 2;
    if (at(place_ + 1) == '[') {
      const std::size_t close = next_close_.from(start);
      return close == std::string_view::npos ? 0 : close + 1;
    }
    if (at(place_ + 1) != '(') return 0;
    std::size_t close = next_parenthesis_.from(start);
    if (close == std::string_view::npos) return 0;
    const std::size_t blank = next_blank_.from(start);
    if (blank < close && at(blank + 1) != '"' && at(blank + 1) != '\'') return 0;
    // Wikipedia's addresses end in "_(city)".
    const std::string_view url = text_.substr(start, close - start);
    if (url.find('(') != std::string_view::npos && at(close + 1) == ')') ++close;
    return close + 1;
  }

  // "<b>", "</p>", "<!-- … -->" go; "<https://…>" keeps what is inside.
  void tag() {
    const char next = at(place_ + 1);
    const std::size_t close = is_ascii_letter(next) || next == '/' || next == '!'
                                  ? next_angle_.from(place_ + 1)
                                  : std::string_view::npos;
    if (close == std::string_view::npos || close - place_ > kMaxTag) return keep();
    const std::string_view inside = text_.substr(place_ + 1, close - place_ - 1);
    const bool is_address = inside.find_first_of(":@") < inside.find_first_of(" \t\n=");
    if (is_address) out_ += inside;
    place_ = close + 1;
  }

  // The opening brackets of links, which were written before it was known that they belong to one.
  void remove_brackets() {
    if (brackets_.empty()) return;
    std::ranges::sort(brackets_);
    std::size_t written = brackets_.front();
    std::size_t next = 0;
    for (std::size_t i = written; i < out_.size(); ++i) {
      if (next < brackets_.size() && brackets_[next] == i) {
        ++next;
      } else {
        out_[written++] = out_[i];
      }
    }
    out_.resize(written);
  }

  std::string_view text_;
  std::size_t place_ = 0;
  std::string out_;
  std::vector<std::size_t> open_;      // places in out_
  std::vector<std::size_t> brackets_;  // those of them to remove
  NextFinder next_close_{text_, "]"};
  NextFinder next_parenthesis_{text_, ")"};
  NextFinder next_blank_{text_, " \t\n"};
  NextFinder next_angle_{text_, ">"};
};

// "***", "- - -", "====": nothing but one sign, three times at least (`least`), and blanks.
bool is_rule(std::string_view line, std::string_view signs, std::size_t least) {
  if (line.empty() || signs.find(line.front()) == std::string_view::npos) return false;
  const char sign = line.front();
  const auto count = std::ranges::count(line, sign);
  return static_cast<std::size_t>(count) >= least &&
         std::ranges::all_of(line, [sign](char c) { return c == sign || is_blank(c); });
}

bool is_fence(std::string_view line) { return line.starts_with("```") || line.starts_with("~~~"); }

// "[name]: https://…"
bool is_link_definition(std::string_view line) {
  const std::size_t close = line.find("]:");
  return line.starts_with('[') && close != std::string_view::npos && close > 1 &&
         line.substr(0, close).find(' ') == std::string_view::npos;
}

// Level of "## Heading", 0 for any other line.
std::size_t heading_level(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  return level <= 6 && (level == line.size() || is_blank(line[level])) ? level : 0;
}

std::string_view without_heading_marks(std::string_view line, std::size_t level) {
  line = trim(line.substr(level));
  const std::size_t last = line.find_last_not_of('#');
  const bool has_tail = last != std::string_view::npos && is_blank(line[last]);
  return has_tail ? trim(line.substr(0, last)) : line;
}

std::string_view without_quote_and_bullet(std::string_view line) {
  while (line.starts_with('>')) line = trim(line.substr(1));
  const bool has_bullet =
      line.size() > 1 && is_blank(line[1]) && (line[0] == '*' || line[0] == '+' || line[0] == '-');
  // "- Advertisement -" is no bullet.
  if (has_bullet && !line.ends_with(" -")) line = trim(line.substr(2));
  for (const std::string_view box : {"[ ] ", "[x] ", "[X] "}) {
    if (has_bullet && line.starts_with(box)) return line.substr(box.size());
  }
  return line;
}

class MarkdownStripper {
 public:
  MarkdownText strip(std::string_view markdown) {
    result_.text.reserve(markdown.size());
    for (std::size_t place = 0; place < markdown.size();) {
      const std::size_t end = std::min(markdown.find('\n', place), markdown.size());
      take_line(markdown.substr(place, end - place));
      place = end + 1;
    }
    end_paragraph();
    return std::move(result_);
  }

 private:
  void take_line(std::string_view whole) {
    const std::string_view line = trim(whole);
    if (is_fence(line)) {
      end_paragraph();
      in_code_ = !in_code_;
    } else if (in_code_) {
      result_.text.append(whole).push_back('\n');
    } else if (line.empty()) {
      end_paragraph();
      end_block();
    } else {
      take_text_line(line);
    }
  }

  void take_text_line(std::string_view line) {
    ++lines_seen_;
    const bool is_underline = !paragraph_.empty() && is_rule(line, "=-", 2);
    if (is_underline) {
      const bool is_one_line = paragraph_.find('\n') == paragraph_.size() - 1;
      if (is_one_line) note_heading(paragraph_, line.front() == '=' ? 1 : 2, lines_seen_ - 1);
      end_paragraph();
      end_block();
    } else if (is_rule(line, "-*_", 3)) {
      end_paragraph();
      end_block();
    } else if (const std::size_t level = heading_level(line); level > 0) {
      take_heading(without_heading_marks(line, level), level);
    } else if (!is_link_definition(line)) {
      paragraph_.append(without_quote_and_bullet(line)).push_back('\n');
    }
  }

  void take_heading(std::string_view heading, std::size_t level) {
    end_paragraph();
    end_block();
    note_heading(heading, level, lines_seen_);
    paragraph_.append(heading).push_back('\n');
    end_paragraph();
    end_block();
  }

  void note_heading(std::string_view heading, std::size_t level, std::size_t line_number) {
    const bool may_be_title =
        line_number == 1 || (level == 1 && line_number <= kMaxLinesAboveHeading);
    if (!may_be_title || !result_.heading.empty()) return;
    InlineStripper(trim(heading)).append_to(result_.heading);
  }

  void end_paragraph() {
    if (!paragraph_.empty()) InlineStripper(paragraph_).append_to(result_.text);
    paragraph_.clear();
  }

  void end_block() {
    const bool needs_break = !result_.text.empty() && !result_.text.ends_with("\n\n");
    if (needs_break) result_.text.push_back('\n');
  }

  MarkdownText result_;
  std::string paragraph_;  // its lines, not yet stripped
  bool in_code_ = false;
  std::size_t lines_seen_ = 0;
};

}  // namespace

MarkdownText strip_markdown(std::string_view markdown) {
  return MarkdownStripper().strip(markdown);
}

}  // namespace dateline
