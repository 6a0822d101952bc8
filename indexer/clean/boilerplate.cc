// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/boilerplate.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <unicode/uchar.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/clean/date_patterns.h"
#include "indexer/clean/page_phrases.h"

namespace dateline {
namespace {

constexpr int kEnough = 10;
constexpr int kAtEdge = 3;
constexpr int kBeside = 3;                     // a line that is cut
constexpr int kInBlock = 6;                    // beside it with no blank line between
constexpr std::size_t kLongestLine = 300;      // bytes; longer ones are never looked at
constexpr std::size_t kWrapped = 50;           // bytes; shorter lines do not go on in the next
constexpr std::size_t kLongestHeadline = 250;  // bytes
constexpr std::size_t kMostHeadlines = 40;
constexpr std::size_t kTopLines = 5;

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;    // behind the line end
  std::string_view text;  // trimmed
  int points = 0;
  bool has_gap_above = false;  // a blank line
  bool is_worded = false;      // its wording counts among the points
  bool opens_list = false;
  bool stays = false;  // says a date or a name, which is neither cut nor in the way
  bool is_cut = false;
};

bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 8> kClosing{"\"", "'", ")", "”", "’", "»", "“", "]"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kClosing) {
      if (!text.ends_with(mark)) continue;
      text.remove_suffix(mark.size());
      again = true;
    }
  }
  constexpr std::array<std::string_view, 8> kEnds{".", "!", "?", "…", ":", ";", "。", "؟"};
  return std::ranges::any_of(kEnds, [&](std::string_view mark) { return text.ends_with(mark); });
}

bool says_date(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  if (text.size() > kLongest || std::ranges::none_of(text, is_digit)) return false;
  for (std::size_t place = 0; place < text.size(); ++place) {
    const bool is_start = place == 0 || text[place - 1] == ' ';
    if (is_start && read_written_date(text.substr(place), "")) return true;
  }
  return false;
}

// "By Nadia Brightwell", "Автор: ..."
bool is_byline(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  constexpr auto kWords = std::to_array<std::string_view>(
      {"by ", "written by ", "author: ", "von ", "autor: ", "par ", "auteur: ", "por ", "di ",
       "door ", "автор: ", "автор ", "текст: ", "記事執筆"});
  if (text.size() > kLongest) return false;
  std::string start(text.substr(0, utf8_cut(text, 24)));
  std::string lower;
  for (std::size_t place = 0; place < start.size();)
    append_utf8(lower,
                static_cast<char32_t>(u_tolower(static_cast<UChar32>(decode_utf8(start, place)))));
  return std::ranges::any_of(kWords,
                             [&](std::string_view word) { return lower.starts_with(word); });
}

// "2.8 C", "72 °F"
bool is_temperature(std::string_view text) {
  constexpr std::size_t kLongest = 12;
  if (text.size() > kLongest ||
      !(text.ends_with('C') || text.ends_with('F') || text.ends_with("°")))
    return false;
  const std::size_t end = text.find_first_not_of("0123456789.,-+");
  if (end == 0 || end == std::string_view::npos || !is_digit(text[end - 1])) return false;
  const std::string_view unit = trim(text.substr(end));
  return unit == "C" || unit == "F" || unit == "°" || unit == "°C" || unit == "°F" || unit == "° C";
}

bool is_sentence(std::string_view text) {
  return ends_sentence(text) && !text.ends_with(':') && text.find(' ') != std::string_view::npos;
}

// What standing on many pages counts. Alone it is enough for a line of some length on most of the
// pages: "Background" can be a heading of the article on each of them. A sentence has to be on
// most.
int points_of_weight(std::string_view text, double weight) {
  constexpr double kMostPages = 1;
  constexpr std::ptrdiff_t kHeadingBlanks = 2;
  const int points = static_cast<int>(std::lround(weight * kEnough));
  if (weight < kMostPages) return is_sentence(text) ? 0 : points;
  const bool is_heading = text.ends_with(':') || std::ranges::count(text, ' ') <= kHeadingBlanks;
  return is_heading ? kEnough - kAtEdge : points;
}

// Points of one line for itself. `above`: the line right above it, with no blank line between; null
// for none.
void rate(std::string_view site, const RepeatedLines& repeated, const Line* above,
          std::size_t number, Line& line) {
  if (line.text.size() > kLongestLine) return;
  // The rest of a sentence that was wrapped.
  if (above != nullptr && above->text.size() > kWrapped && !ends_sentence(above->text)) return;
  const LineForm form = form_of_line(line.text);
  line.points = form.points;
  line.is_worded = form.points > 0;
  line.opens_list = form.opens_list;
  if (number < kTopLines && is_temperature(line.text)) line.points = kEnough;
  if (repeated.empty() || line.points >= kEnough) return;
  const double weight = repeated.weight(site, line.text);
  if (weight == 0 || says_date(line.text) || is_byline(line.text)) return;
  line.points += points_of_weight(line.text, weight);
}

std::vector<Line> lines_of(std::string_view text, std::string_view site,
                           const RepeatedLines& repeated) {
  std::vector<Line> lines;
  bool is_below_text = false;
  for (std::size_t place = 0; place < text.size();) {
    const std::size_t end = std::min(text.find('\n', place), text.size() - 1) + 1;
    Line line{place, end, trim(text.substr(place, end - place))};
    place = end;
    if (line.text.empty()) {
      is_below_text = false;
      continue;
    }
    line.has_gap_above = !is_below_text;
    rate(site, repeated, is_below_text ? &lines.back() : nullptr, lines.size(), line);
    lines.push_back(line);
    is_below_text = true;
  }
  return lines;
}

// What the place of a line among the others counts. `before`: in the direction of going; null at
// the edge. `is_edge`: all before it is cut or stays.
int points_of_place(const Line& line, const Line* before, bool is_edge, bool is_down) {
  int points = 0;
  // At the top a name on many pages can be the writer's, and "Latest news" the article's.
  if (is_edge && (!is_down || (line.is_worded && !line.opens_list))) points += kAtEdge;
  if (before == nullptr || !before->is_cut) return points;
  const bool has_gap = is_down ? line.has_gap_above : before->has_gap_above;
  return points + (line.is_worded && !has_gap ? kInBlock : kBeside);
}

// Goes over the lines in one direction: what is cut supports the next line, and so does the edge as
// long as everything from it on is cut or stays.
template <class Iterator>
bool spread(Iterator first, Iterator last, bool is_down) {
  const Line* before = nullptr;
  bool is_edge = true;
  bool is_changed = false;
  for (; first != last; ++first) {
    Line& line = *first;
    if (!line.is_cut && line.points > 0) {
      line.is_cut = line.points + points_of_place(line, before, is_edge, is_down) >= kEnough;
      is_changed |= line.is_cut;
    }
    if (!line.is_cut && is_edge && !line.stays)
      line.stays = says_date(line.text) || is_byline(line.text);
    if (line.stays && !line.is_cut) continue;
    is_edge &= line.is_cut;
    before = &line;
  }
  return is_changed;
}

bool is_headline(const Line& line) {
  if (line.is_cut) return true;
  if (line.text.size() > kLongestHeadline) return false;
  return line.text.ends_with('?') || line.text.ends_with('!') || !ends_sentence(line.text);
}

bool is_prose(const Line& line) {
  constexpr std::size_t kShortest = 80;
  return !line.is_cut && line.text.size() >= kShortest && ends_sentence(line.text);
}

// Headlines below "Latest articles", down to the end of the text.
void cut_lists(std::vector<Line>& lines) {
  std::size_t first = lines.size();
  std::size_t heading = lines.size();
  while (first > 0 && lines.size() - first < kMostHeadlines && is_headline(lines[first - 1])) {
    --first;
    if (lines[first].opens_list) heading = first;
  }
  if (heading == lines.size()) return;
  const auto below = lines.begin() + static_cast<std::ptrdiff_t>(heading);
  if (std::none_of(lines.begin(), below, is_prose)) return;
  std::for_each(below, lines.end(), [](Line& line) { line.is_cut = true; });
}

}  // namespace

std::vector<TextRange> find_boilerplate(std::string_view text, std::string_view site,
                                        const RepeatedLines& repeated) {
  std::vector<Line> lines = lines_of(text, site, repeated);
  if (std::ranges::none_of(lines, [](const Line& line) { return line.points > 0; })) return {};
  constexpr int kMostRounds = 4;
  for (int round = 0; round < kMostRounds; ++round) {
    const bool down = spread(lines.begin(), lines.end(), true);
    const bool up = spread(lines.rbegin(), lines.rend(), false);
    if (!down && !up) break;
  }
  cut_lists(lines);
  if (std::ranges::all_of(lines, &Line::is_cut)) return {};
  std::vector<TextRange> ranges;
  for (const Line& line : lines) {
    if (!line.is_cut) continue;
    if (!ranges.empty() && ranges.back().end == line.begin) {
      ranges.back().end = line.end;
    } else {
      ranges.push_back({line.begin, line.end});
    }
  }
  return ranges;
}

}  // namespace dateline
