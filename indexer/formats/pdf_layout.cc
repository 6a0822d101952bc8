// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/pdf_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <unicode/uchar.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

// One line of a column, as a range of words.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  double height() const { return bottom - top; }
};

struct Block {
  std::vector<Line> lines;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

template <class Box, class Part>
void widen(Box& box, const Part& part) {
  box.left = std::min(box.left, part.left);
  box.top = std::min(box.top, part.top);
  box.right = std::max(box.right, part.right);
  box.bottom = std::max(box.bottom, part.bottom);
}

template <class A, class B>
double shared_width(const A& a, const B& b) {
  return std::min(a.right, b.right) - std::max(a.left, b.left);
}

bool goes_on(const Line& line, const PdfWord& last, const PdfWord& word) {
  const double middle = (word.top + word.bottom) / 2;
  const double height = std::max(line.height(), word.bottom - word.top);
  if (middle < line.top || middle > line.bottom) return false;
  if (word.left < last.right - 0.3 * height) return false;
  return last.space_after || word.left - last.right < 0.3 * height;
}

std::vector<Line> find_lines(const std::vector<PdfWord>& words) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const PdfWord& word = words[i];
    if (!lines.empty() && goes_on(lines.back(), words[i - 1], word)) {
      widen(lines.back(), word);
      lines.back().end = i + 1;
    } else {
      lines.push_back({i, i + 1, word.left, word.top, word.right, word.bottom});
    }
  }
  return lines;
}

bool belongs_to(const Block& block, const Line& line) {
  const Line& last = block.lines.back();
  const double height = std::max(last.height(), line.height());
  if (height > 1.3 * std::min(last.height(), line.height())) return false;
  // Up to what double spacing leaves between two lines.
  if (line.top < last.top + 0.3 * height || line.top - last.bottom > 1.4 * height) return false;
  return shared_width(block, line) > 0;
}

std::vector<Block> find_blocks(const std::vector<Line>& lines) {
  std::vector<Block> blocks;
  for (const Line& line : lines) {
    if (!blocks.empty() && belongs_to(blocks.back(), line)) {
      widen(blocks.back(), line);
      blocks.back().lines.push_back(line);
    } else {
      blocks.push_back({{line}, line.left, line.top, line.right, line.bottom});
    }
  }
  return blocks;
}

constexpr double kSameEdge = 3;

bool are_aligned(const Block& a, const Block& b) { return std::abs(a.left - b.left) < kSameEdge; }

// A single line that stands at the left edge of what follows, as headings do, takes the width of
// it, so that it counts for the whole column.
std::vector<Block> with_wide_headings(std::vector<Block> blocks) {
  std::vector<Block> wide = blocks;
  for (std::size_t i = 0; i + 1 < blocks.size(); ++i) {
    const Block& heading = blocks[i];
    if (heading.lines.size() > 1) continue;
    const double reach = heading.bottom + 3 * (heading.bottom - heading.top);
    for (const Block& below : blocks) {
      const bool follows = below.top >= heading.bottom && below.top < reach;
      if (follows && are_aligned(heading, below))
        wide[i].right = std::max(wide[i].right, below.right);
    }
  }
  return wide;
}

bool share_column(const Block& a, const Block& b) {
  return shared_width(a, b) > 0.1 * std::min(a.right - a.left, b.right - b.left);
}

double middle_of(const Block& block) { return (block.top + block.bottom) / 2; }

// Something between the two, from above to below, that stands in both columns.
bool are_parted(const std::vector<Block>& blocks, const Block& a, const Block& b) {
  const double from = std::min(middle_of(a), middle_of(b));
  const double to = std::max(middle_of(a), middle_of(b));
  return std::ranges::any_of(blocks, [&](const Block& block) {
    return middle_of(block) > from && middle_of(block) < to && share_column(block, a) &&
           share_column(block, b);
  });
}

bool comes_before(const std::vector<Block>& blocks, const Block& a, const Block& b) {
  if (share_column(a, b)) return middle_of(a) < middle_of(b);
  return a.left < b.left && a.right <= b.right && !are_parted(blocks, a, b);
}

// Indexes of blocks in reading order. Where the rules contradict each other the library's order
// decides.
std::vector<std::size_t> reading_order(const std::vector<Block>& narrow) {
  // The cube of it is the number of steps.
  constexpr std::size_t kMostBlocks = 120;
  std::vector<std::size_t> order;
  std::vector<std::size_t> waiting(narrow.size());
  for (std::size_t i = 0; i < narrow.size(); ++i) waiting[i] = i;
  if (narrow.size() > kMostBlocks) return waiting;
  const std::vector<Block> blocks = with_wide_headings(narrow);
  std::vector<std::vector<bool>> before(blocks.size(), std::vector<bool>(blocks.size()));
  for (std::size_t a = 0; a < blocks.size(); ++a) {
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      before[a][b] = a != b && comes_before(blocks, blocks[a], blocks[b]);
    }
  }
  while (!waiting.empty()) {
    auto next = std::ranges::find_if(waiting, [&](std::size_t b) {
      return std::ranges::none_of(waiting, [&](std::size_t a) { return before[a][b]; });
    });
    if (next == waiting.end()) next = waiting.begin();
    order.push_back(*next);
    waiting.erase(next);
  }
  return order;
}

std::string line_text(const std::vector<PdfWord>& words, const Line& line) {
  std::string text;
  for (std::size_t i = line.begin; i < line.end; ++i) {
    if (i > line.begin) {
      const PdfWord& last = words[i - 1];
      const bool apart = last.space_after || words[i].left - last.right > 0.1 * line.height();
      if (apart) text += ' ';
    }
    text += words[i].text;
  }
  return text;
}

char32_t first_character(std::string_view text) {
  std::size_t place = 0;
  return text.empty() ? 0 : decode_utf8(text, place);
}

bool begins_small(std::string_view text) {
  return u_islower(static_cast<UChar32>(first_character(text))) != 0;
}

// What a block's lines are measured by.
struct Measure {
  double gap = 0;    // usual one between two lines
  double right = 0;  // where its column ends
};

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

// Gaps between lines, in heights of the lower one.
void add_gaps(const Block& block, std::vector<double>& gaps) {
  for (std::size_t i = 1; i < block.lines.size(); ++i) {
    const Line& line = block.lines[i];
    gaps.push_back((line.top - block.lines[i - 1].bottom) / std::max(line.height(), 1.0));
  }
}

// A block of few lines may have no full one: then its neighbours tell how wide the column is.
double column_right(const std::vector<Block>& blocks, std::size_t index) {
  constexpr std::size_t kFew = 3;
  const Block& block = blocks[index];
  double right = block.right;
  if (block.lines.size() > kFew) return right;
  for (const std::size_t other : {index - 1, index + 1}) {
    const bool tells = other < blocks.size() && blocks[other].lines.size() > kFew;
    if (tells && are_aligned(block, blocks[other])) right = std::max(right, blocks[other].right);
  }
  return right;
}

std::vector<Measure> measure(const std::vector<Block>& blocks) {
  std::vector<double> page_gaps;
  for (const Block& block : blocks) add_gaps(block, page_gaps);
  const double page_gap = median(std::move(page_gaps));
  std::vector<Measure> measures;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::vector<double> gaps;
    add_gaps(blocks[i], gaps);
    measures.push_back({std::min(median(std::move(gaps)), page_gap), column_right(blocks, i)});
  }
  return measures;
}

PdfJoint joint_within(const std::vector<PdfWord>& words, const Block& block, std::size_t index,
                      const Measure& measure) {
  const Line& last = block.lines[index - 1];
  const Line& line = block.lines[index];
  const double height = line.height();
  if (line.top - last.bottom > (measure.gap + 0.35) * height) return PdfJoint::Paragraph;
  // The next word would have fitted.
  const PdfWord& first = words[line.begin];
  const double needed = 0.25 * height + first.right - first.left;
  const bool is_short = last.right + needed < measure.right - 0.5 * height;
  const double indent = line.left - block.left;
  const bool is_indented =
      indent > 0.7 * height && indent < 5 * height && last.left - block.left < 0.5 * height;
  // Else it hangs: the lines of an item or verse but for its first.
  if (is_indented && (is_short || !begins_small(first.text))) return PdfJoint::Paragraph;
  return is_short ? PdfJoint::Break : PdfJoint::Flow;
}

// A line without its numbers, to be compared with those of other pages.
std::string running_form(std::string_view text) {
  std::string form;
  for (const char byte : text) {
    if (!is_digit(byte)) {
      form += byte;
    } else if (form.empty() || form.back() != '#') {
      form += '#';
    }
  }
  return form;
}

constexpr std::size_t kEdgeLines = 3;

// Indexes of the lines nearest to the upper and to the lower edge, the outermost first.
std::array<std::vector<std::size_t>, 2> edges_of(const PdfPage& page) {
  std::vector<std::size_t> order(page.size());
  for (std::size_t i = 0; i < page.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return page[a].top < page[b].top; });
  const auto count = static_cast<std::ptrdiff_t>(std::min(kEdgeLines, page.size()));
  return {std::vector<std::size_t>(order.begin(), order.begin() + count),
          std::vector<std::size_t>(order.rbegin(), order.rbegin() + count)};
}

bool has_letter(std::string_view text) {
  return std::ranges::any_of(text,
                             [](char byte) { return (byte & 0x80) != 0 || is_ascii_letter(byte); });
}

// The pages that have one line at their edge, ascending.
using PageNumbers = std::vector<std::size_t>;

// On three pages at least that follow one another, or of which each is the next but one.
bool is_in_chain(const PageNumbers& pages, std::size_t page) {
  const auto place = std::ranges::lower_bound(pages, page);
  auto first = place;
  while (first != pages.begin() && *first - *std::prev(first) <= 2) --first;
  auto last = place;
  while (std::next(last) != pages.end() && *std::next(last) - *last <= 2) ++last;
  return last - first >= 2;
}

// What stands at one edge of the pages.
class RunningLines {
 public:
  void note(std::size_t page, const PdfPage& lines, const std::vector<std::size_t>& edge) {
    ++pages_;
    for (const std::size_t index : edge) {
      const std::string form = running_form(lines[index].text);
      // Without a letter it is a page's number only if nothing stands further out.
      if (index != edge.front() && !has_letter(form)) continue;
      PageNumbers& seen = seen_[form];
      if (seen.empty() || seen.back() != page) seen.push_back(page);
    }
  }

  bool is_running(std::size_t page, const std::string& text) const {
    const auto found = seen_.find(running_form(text));
    if (found == seen_.end() || !std::ranges::binary_search(found->second, page)) return false;
    const PageNumbers& on = found->second;
    if (on.size() >= 3 && on.size() * 20 >= pages_ * 9) return true;
    return page != on.front() && is_in_chain(on, page);
  }

 private:
  std::size_t pages_ = 0;
  std::unordered_map<std::string, PageNumbers> seen_;
};

std::size_t text_bytes(const std::vector<PdfPage>& pages) {
  std::size_t bytes = 0;
  for (const PdfPage& page : pages)
    for (const PdfLine& line : page) bytes += line.text.size();
  return bytes;
}

char32_t last_character(std::string_view text) {
  if (text.empty()) return 0;
  std::size_t place = text.size() - 1;
  while (place > 0 && (static_cast<unsigned char>(text[place]) & 0xC0U) == 0x80) --place;
  return decode_utf8(text, place);
}

bool ends_in_sentence(std::string_view text) {
  const auto last = static_cast<UChar32>(last_character(text));
  return u_isalpha(last) != 0 || last == ',' || last == '-';
}

// Longer ones are no words, and would be read again and again.
constexpr std::size_t kLongestWord = 200;

// "foot-" of "on foot-"; empty when there is no divided word.
std::string_view divided_end(std::string_view text) {
  if (!text.ends_with('-')) return {};
  text = text.substr(text.size() - std::min(text.size(), kLongestWord));
  const std::string_view word = text.substr(text.rfind(' ') + 1);
  const auto before = static_cast<UChar32>(last_character(word.substr(0, word.size() - 1)));
  return u_isalpha(before) != 0 ? word : std::string_view();
}

std::string_view first_word(std::string_view text) {
  text = text.substr(0, kLongestWord);
  std::size_t place = 0;
  while (place < text.size()) {
    const std::size_t start = place;
    const auto character = static_cast<UChar32>(decode_utf8(text, place));
    if (u_isalpha(character) == 0 && character != '-') return text.substr(0, start);
  }
  return text;
}

class TextJoiner {
 public:
  explicit TextJoiner(const std::vector<PdfPage>& pages) {
    for (const PdfPage& page : pages)
      for (const PdfLine& line : page) note_compounds(line.text);
  }

  void add(const PdfLine& line, bool starts_page) {
    if (line.text.empty()) return;
    PdfJoint joint =
        starts_page && line.joint != PdfJoint::Paragraph ? PdfJoint::Block : line.joint;
    const bool goes_on = begins_small(line.text) && ends_in_sentence(text_);
    if (joint == PdfJoint::Block) joint = goes_on ? PdfJoint::Flow : PdfJoint::Paragraph;
    if (joint == PdfJoint::Break && goes_on && text_.ends_with('-')) joint = PdfJoint::Flow;
    if (!text_.empty()) join(line.text, joint);
    text_ += line.text;
  }

  std::string take() { return std::move(text_); }

 private:
  void join(std::string_view next, PdfJoint joint) {
    if (joint == PdfJoint::Paragraph) {
      text_ += "\n\n";
    } else if (joint == PdfJoint::Break) {
      text_ += '\n';
    } else if (const std::string_view end = last_divided(); !end.empty() && begins_small(next)) {
      const bool is_compound =
          compounds_.contains(std::string(end) + std::string(first_word(next)));
      if (!is_compound) text_.pop_back();
    } else {
      text_ += ' ';
    }
  }

  // Looks at the last line only.
  std::string_view last_divided() const {
    const std::string_view text = text_;
    const std::string_view tail = text.substr(text.size() - std::min(text.size(), kLongestWord));
    return divided_end(tail.substr(tail.rfind('\n') + 1));
  }

  // Words like "well-known" within a line.
  void note_compounds(std::string_view text) {
    for (std::size_t dash = text.find('-'); dash != std::string_view::npos;
         dash = text.find('-', dash + 1)) {
      const std::string_view rest = first_word(text.substr(dash + 1));
      if (rest.empty()) continue;
      const std::string_view head = divided_end(text.substr(0, dash + 1));
      if (!head.empty()) compounds_.insert(std::string(head) + std::string(rest));
    }
  }

  std::string text_;
  std::unordered_set<std::string> compounds_;
};

std::string_view ligature(char32_t character) {
  constexpr std::array<std::string_view, 7> kLigatures = {"ff",  "fi", "fl", "ffi",
                                                          "ffl", "st", "st"};
  const bool is_one = character >= 0xFB00 && character <= 0xFB06;
  return is_one ? kLigatures.at(character - 0xFB00) : std::string_view();
}

bool is_mark(char32_t character) {
  return character < 0x20 || character == 0x7F || (character >= 0x200B && character <= 0x200F) ||
         (character >= 0x2060 && character <= 0x2069) || character == 0xFEFF;
}

// Where the direction of writing changes.
bool is_turn(char32_t character) { return character >= 0x202A && character <= 0x202E; }

}  // namespace

PdfPage lay_out_page(const std::vector<PdfWord>& words) {
  const std::vector<Block> blocks = find_blocks(find_lines(words));
  const std::vector<Measure> measures = measure(blocks);
  PdfPage page;
  for (const std::size_t index : reading_order(blocks)) {
    const Block& block = blocks[index];
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      const Line& line = block.lines[i];
      const PdfJoint joint =
          i == 0 ? PdfJoint::Block : joint_within(words, block, i, measures[index]);
      page.push_back({line_text(words, line), joint, line.top, line.bottom});
    }
  }
  return page;
}

PdfPage page_of_text(const std::string& text) {
  PdfPage page;
  PdfJoint joint = PdfJoint::Block;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) {
      joint = PdfJoint::Paragraph;
      continue;
    }
    const auto place = static_cast<double>(page.size());
    page.push_back({std::string(line), joint, place, place + 1});
    joint = PdfJoint::Break;
  }
  return page;
}

void remove_running_lines(std::vector<PdfPage>& pages) {
  std::array<RunningLines, 2> running;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const auto edges = edges_of(pages[page]);
    for (std::size_t side = 0; side < 2; ++side)
      running.at(side).note(page, pages[page], edges.at(side));
  }
  std::vector<PdfPage> kept = pages;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const auto edges = edges_of(pages[page]);
    for (std::size_t side = 0; side < 2; ++side) {
      for (const std::size_t index : edges.at(side)) {
        if (running.at(side).is_running(page, pages[page][index].text))
          kept[page][index].text.clear();
      }
    }
    std::erase_if(kept[page], [](const PdfLine& line) { return line.text.empty(); });
  }
  if (text_bytes(kept) * 2 >= text_bytes(pages)) pages = std::move(kept);
}

std::string join_pages(const std::vector<PdfPage>& pages) {
  TextJoiner joiner(pages);
  for (const PdfPage& page : pages) {
    bool starts_page = true;
    for (const PdfLine& line : page) {
      joiner.add(line, starts_page);
      starts_page = false;
    }
  }
  return joiner.take();
}

std::string plain_pdf_text(const std::string& text) {
  constexpr char32_t kSoftHyphen = 0xAD;
  constexpr char32_t kHyphen = 0x2010;
  std::string plain;
  for (std::size_t place = 0; place < text.size();) {
    const char32_t character = decode_utf8(text, place);
    const std::string_view letters = ligature(character);
    if (!letters.empty()) {
      plain += letters;
    } else if (character == '\n' || character == '\t') {
      plain += static_cast<char>(character);
    } else if (is_turn(character)) {
      const bool is_apart = plain.empty() || plain.back() == ' ' || plain.back() == '\n';
      if (!is_apart) plain += ' ';
    } else if (character == kHyphen || (character == kSoftHyphen && place == text.size())) {
      plain += '-';
    } else if (character != kSoftHyphen && !is_mark(character)) {
      append_utf8(plain, character);
    }
  }
  return plain;
}

}  // namespace dateline
