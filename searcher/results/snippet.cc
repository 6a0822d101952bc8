// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/snippet.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "common/base/ascii.h"
#include "common/base/terminal_text.h"
#include "common/base/utf8.h"
#include "searcher/results/sentence.h"

namespace dateline {
namespace {

constexpr std::size_t kMostRead = 256 * 1024;
constexpr std::size_t kLeastColumns = 20;
constexpr std::size_t kMostBytesPerColumn =
    4;                                 // of text as it is written; more only with many marks
constexpr std::size_t kFarApart = 10;  // words; from there on nearness is worth nothing
constexpr std::string_view kEllipsis = "…";

using Occurrences = std::vector<Occurrence>;

struct Passage {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool cut_before = false;
  bool cut_after = false;
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t previous_border(std::string_view text, std::size_t position) {
  do --position;
  while (position > 0 && is_continuation(text[position]));
  return position;
}

std::size_t width_between(std::string_view text, std::size_t begin, std::size_t end) {
  return display_width(text.substr(begin, end - begin));
}

// Columns by lead bytes alone, for whole articles: 2 from U+3000 on. Exact widths come later.
std::size_t rough_width(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    width += (byte & 0xC0) != 0x80 ? 1 : 0;
    width += (byte >= 0xE3 && byte <= 0xED) || byte >= 0xF0 ? 1 : 0;
  }
  return width;
}

// What two occurrences, one behind the other, are worth: near each other, and in the query's order.
std::size_t pair_score(const Occurrence& left, const Occurrence& right) {
  if (left.asked == right.asked) return 0;
  const std::size_t distance = right.first_word - std::min(left.last_word, right.first_word);
  if (distance >= kFarApart) return 0;
  return kFarApart - distance + (right.asked == left.asked + 1 ? 3 : 0);
}

// A window that slides over the occurrences [first, last), and what they are worth together.
class Window {
 public:
  Window(const Occurrences& occurrences, const MatchedWords& words, std::size_t first = 0)
      : occurrences_(occurrences),
        words_(words),
        counts_(words.asked()),
        first_(first),
        last_(first) {}

  std::size_t first() const { return first_; }
  std::size_t last() const { return last_; }

  void grow() {
    if (last_ > first_) near_ += pair_score(occurrences_[last_ - 1], occurrences_[last_]);
    const std::size_t asked = occurrences_[last_++].asked;
    if (counts_[asked]++ == 0) weight_ += words_.weight(asked);
  }
  void drop_first() {
    const std::size_t asked = occurrences_[first_++].asked;
    if (--counts_[asked] == 0) weight_ -= words_.weight(asked);
    if (last_ > first_) near_ -= pair_score(occurrences_[first_ - 1], occurrences_[first_]);
  }
  void drop_last() {
    const std::size_t asked = occurrences_[--last_].asked;
    if (--counts_[asked] == 0) weight_ -= words_.weight(asked);
    if (last_ > first_) near_ -= pair_score(occurrences_[last_ - 1], occurrences_[last_]);
  }

  // Different things first, then nearness, then how often.
  std::size_t score() const {
    return weight_ * 1000 + std::min<std::size_t>(near_, 90) * 10 +
           std::min<std::size_t>(last_ - first_, 9);
  }

  // Without what is there a second time at the ends: it leaves room for whole sentences.
  Span core() {
    while (counts_[occurrences_[last_ - 1].asked] > 1) drop_last();
    while (counts_[occurrences_[first_].asked] > 1) drop_first();
    return {occurrences_[first_].span.begin, occurrences_[last_ - 1].span.end};
  }

 private:
  const Occurrences& occurrences_;
  const MatchedWords& words_;
  std::vector<std::size_t> counts_;  // by what was asked for
  std::size_t first_;
  std::size_t last_;
  std::size_t weight_ = 0;
  std::size_t near_ = 0;
};

// The columns at which each occurrence begins and ends.
std::vector<Span> column_spans(std::string_view text, const Occurrences& occurrences) {
  std::vector<Span> columns;
  std::size_t position = 0;
  std::size_t column = 0;
  for (const Occurrence& occurrence : occurrences) {
    const auto [begin, end] = occurrence.span;
    column += rough_width(text.substr(position, begin - position));
    position = begin;
    columns.push_back({column, column + rough_width(text.substr(begin, end - begin))});
  }
  return columns;
}

Span best_core(std::string_view text, const Occurrences& occurrences, const MatchedWords& words,
               std::size_t room) {
  const std::vector<Span> columns = column_spans(text, occurrences);
  Window window(occurrences, words);
  Span best;
  std::size_t best_score = 0;
  for (; window.first() < occurrences.size(); window.drop_first()) {
    const std::size_t limit = columns[window.first()].begin + room;
    if (window.last() == window.first()) window.grow();
    while (window.last() < occurrences.size() && columns[window.last()].end <= limit) window.grow();
    if (window.score() > best_score) {
      best_score = window.score();
      best = {window.first(), window.last()};
    }
  }
  Window winner(occurrences, words, best.begin);
  while (winner.last() < best.end) winner.grow();
  return winner.core();
}

// A cut is possible where a space is, and beside wide characters, whose scripts have no spaces.
bool is_cut_place(std::string_view text, std::size_t position) {
  if (position == 0 || position == text.size()) return true;
  if (is_ascii_space(text[position]) || is_ascii_space(text[position - 1])) return true;
  std::size_t next = position;
  return display_width(decode_utf8(text, next)) == 2;
}

// The farthest place to cut that is at most `columns` before `position`.
std::size_t context_start(std::string_view text, std::size_t position, std::size_t columns) {
  std::size_t start = position;
  for (std::size_t p = position; p > 0;) {
    p = previous_border(text, p);
    std::size_t next = p;
    const std::size_t width = display_width(decode_utf8(text, next));
    if (width > columns) break;
    columns -= width;
    if (is_cut_place(text, p) && !is_ascii_space(text[p])) start = p;
  }
  return start;
}

void begin_passage(std::string_view text, Span core, std::size_t room, Passage& passage) {
  const std::size_t reach = room * kMostBytesPerColumn;
  const std::size_t lowest = core.begin > reach ? core.begin - reach : 0;
  const std::size_t sentence = sentence_start(text, core.begin, lowest);
  if (sentence != std::string_view::npos && width_between(text, sentence, core.end) <= room) {
    passage.begin = sentence;
    return;
  }
  const std::size_t core_width = width_between(text, core.begin, core.end);
  const std::size_t context = room > core_width ? (room - core_width) / 2 : 0;
  passage.begin = context_start(text, core.begin, context);
  passage.cut_before = passage.begin > skip_spaces(text, 0);
}

// To the end of the last sentence that fits, if that fills half of the columns, else to a cut.
void end_passage(std::string_view text, std::size_t from, std::size_t room, Passage& passage) {
  const std::size_t used = width_between(text, passage.begin, from);
  const std::size_t limit = from + width_cut(text.substr(from), room > used ? room - used : 0);
  std::size_t cut = from;
  std::size_t sentence = passage.begin;
  for (std::size_t p = from + 1; p <= limit; ++p) {
    if (p < text.size() && is_continuation(text[p])) continue;
    if (ends_sentence(text, p)) sentence = p;
    if (is_cut_place(text, p) && !is_ascii_space(text[p - 1])) cut = p;
  }
  const bool whole =
      limit == text.size() || width_between(text, passage.begin, sentence) >= room / 2;
  passage.end = limit == text.size() ? limit : whole ? sentence : cut;
  passage.cut_after = !whole;
}

// Where the text ends soon behind a match, there is room for more of what is before it.
void extend_back(std::string_view text, std::size_t room, Passage& passage) {
  const std::size_t used = width_between(text, passage.begin, passage.end);
  if (passage.cut_before && used < room) {
    passage.begin = context_start(text, passage.begin, room - used);
    passage.cut_before = passage.begin > skip_spaces(text, 0);
  }
  while (!passage.cut_before && passage.begin > 0) {
    const std::size_t reach = room * kMostBytesPerColumn;
    const std::size_t lowest = passage.begin > reach ? passage.begin - reach : 0;
    const std::size_t start = sentence_start(text, passage.begin - 1, lowest);
    if (start == std::string_view::npos) return;
    if (width_between(text, start, passage.end) > room) return;
    passage.begin = start;
  }
}

// What lies inside the passage as a whole; pairs of characters that touch or overlap as one mark.
std::vector<Span> marks_within(const Occurrences& occurrences, const Passage& passage) {
  std::vector<Span> marks;
  for (const Occurrence& occurrence : occurrences) {
    const auto [begin, end] = occurrence.span;
    if (begin < passage.begin || end > passage.end) continue;
    if (!marks.empty() && begin <= marks.back().end) {
      marks.back().end = std::max(marks.back().end, end);
    } else {
      marks.push_back({begin, end});
    }
  }
  return marks;
}

MarkedText render(std::string_view text, const Passage& passage, const Occurrences& occurrences) {
  MarkedText rendered;
  OneLine line;
  if (passage.cut_before) line.append(kEllipsis);
  std::size_t position = passage.begin;
  for (const auto [begin, end] : marks_within(occurrences, passage)) {
    line.append(text.substr(position, begin - position));
    const std::size_t marked = line.size();
    line.append(text.substr(begin, end - begin));
    if (line.size() > marked) rendered.marks.push_back({marked, line.size()});
    position = end;
  }
  line.append(text.substr(position, passage.end - position));
  if (passage.cut_after) line.append(kEllipsis);
  rendered.text = line.take();
  return rendered;
}

// Only a single word wider than all columns gets here: nothing else is longer than they are.
void clip(MarkedText& text, std::size_t columns) {
  if (display_width(text.text) <= columns) return;
  const std::size_t end = width_cut(text.text, columns - 1);
  text.text = text.text.substr(0, end).append(kEllipsis);
  std::erase_if(text.marks, [end](const Span& mark) { return mark.begin >= end; });
  if (!text.marks.empty()) text.marks.back().end = std::min(text.marks.back().end, end);
}

}  // namespace

MarkedText make_snippet(std::string_view body, MatchedWords& words, std::size_t max_columns) {
  const std::string_view text = body.substr(0, utf8_cut(body, kMostRead));
  const std::size_t columns = std::max(max_columns, kLeastColumns);
  const std::size_t room = columns - 2;  // for "…" at both ends
  const Occurrences occurrences = words.find(text);
  const std::size_t start = skip_spaces(text, 0);
  const Span core =
      occurrences.empty() ? Span{start, start} : best_core(text, occurrences, words, room);
  Passage passage;
  begin_passage(text, core, room, passage);
  end_passage(text, core.end, room, passage);
  extend_back(text, room, passage);
  MarkedText snippet = render(text, passage, occurrences);
  clip(snippet, columns);
  return snippet;
}

MarkedText mark_all(std::string_view line, MatchedWords& words) {
  return render(line, {0, line.size()}, words.find(line));
}

}  // namespace dateline
