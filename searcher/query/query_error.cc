// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_error.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::size_t kMinWidth = 10;
constexpr std::size_t kMaxWidth = 1000;
// Enough for every letter that people write; more are only there to spill over other lines.
constexpr std::size_t kMaxMarks = 4;
constexpr std::size_t kMaxCharacterBytes = 4;
constexpr std::size_t kMaxMessageBytes = 400;

// What takes one place on the line: a character with its combining marks.
struct Cell {
  std::string text;
  std::size_t begin;  // byte of the query
  std::size_t columns;
  std::size_t marks = 0;
};

// A stretch of the query, from byte `begin` to `end`, as it will be shown.
struct Line {
  std::vector<Cell> cells;
  std::size_t begin = 0;
  std::size_t end = 0;
};

char32_t inert(char32_t character) {
  if (character == '\t' || character == '\n' || character == '\r') return ' ';
  return is_unsafe(character) ? kReplacementCharacter : character;
}

void append_character(std::vector<Cell>& cells, char32_t character, std::size_t begin) {
  const std::size_t columns = display_width(character);
  if (columns > 0) {
    cells.push_back({{}, begin, columns});
    append_utf8(cells.back().text, character);
    return;
  }
  // A mark without a letter gets a blank to sit on, or it would change what stands before.
  if (cells.empty()) cells.push_back({" ", begin, 1});
  if (cells.back().marks++ < kMaxMarks) append_utf8(cells.back().text, character);
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The border of characters at `position` or up to three bytes before it.
std::size_t border_before(std::string_view text, std::size_t position) {
  if (position >= text.size()) return text.size();
  for (std::size_t i = 0; i < kMaxCharacterBytes && i <= position; ++i) {
    if (!is_continuation(text[position - i])) return position - i;
  }
  return position;
}

// Only `reach` bytes on either side are looked at: a line of megabytes is not worth measuring.
Line line_around(std::string_view query, std::size_t offset, std::size_t reach) {
  Line line;
  line.begin = border_before(query, offset > reach ? offset - reach : 0);
  line.end = border_before(query, offset + reach);
  for (std::size_t position = line.begin; position < line.end;) {
    const std::size_t begin = position;
    append_character(line.cells, inert(decode_utf8(query, position)), begin);
  }
  return line;
}

// Number of the cell that `offset` lies in, or behind the last one.
std::size_t cell_at(const Line& line, std::size_t offset) {
  if (offset >= line.end) return line.cells.size();
  const auto behind = std::ranges::upper_bound(line.cells, offset, {}, &Cell::begin);
  const auto count = static_cast<std::size_t>(behind - line.cells.begin());
  return count == 0 ? 0 : count - 1;
}

struct Window {
  std::size_t begin;  // cells, [begin, end)
  std::size_t end;
};

std::size_t columns_in(const Line& line, Window window) {
  std::size_t columns = 0;
  for (std::size_t i = window.begin; i < window.end; ++i) columns += line.cells[i].columns;
  return columns;
}

// The stretch around cell number `place` that fits into `columns`: half of them before it, and what
// one side does not need goes to the other.
Window fit_around(const Line& line, std::size_t place, std::size_t columns) {
  const auto& cells = line.cells;
  const bool is_behind = place == cells.size();  // the caret needs a column there too
  Window window{place, is_behind ? place : place + 1};
  std::size_t used = is_behind ? 1 : cells[place].columns;
  const auto grow_left = [&](std::size_t limit) {
    while (window.begin > 0 && used + cells[window.begin - 1].columns <= limit) {
      used += cells[--window.begin].columns;
    }
  };
  grow_left(columns / 2);
  while (window.end < cells.size() && used + cells[window.end].columns <= columns) {
    used += cells[window.end++].columns;
  }
  grow_left(columns);
  return window;
}

bool fits(const Line& line, std::string_view query, std::size_t place, std::size_t width) {
  if (line.begin > 0 || line.end < query.size()) return false;
  const std::size_t caret_behind = place == line.cells.size() ? 1 : 0;
  return columns_in(line, {0, line.cells.size()}) + caret_behind <= width;
}

}  // namespace

QueryError::QueryError(std::size_t offset, const std::string& message, std::string hint)
    : Error(ExitCode::Usage,
            one_line(std::string_view(message).substr(0, utf8_cut(message, kMaxMessageBytes))),
            std::move(hint)),
      offset_(offset) {}

std::string caret_lines(std::string_view query, std::size_t offset, std::size_t width) {
  width = std::clamp(width, kMinWidth, kMaxWidth);
  offset = std::min(offset, query.size());
  const Line line = line_around(query, offset, width * kMaxCharacterBytes * 2);
  const std::size_t place = cell_at(line, offset);
  Window window{0, line.cells.size()};
  if (!fits(line, query, place, width)) window = fit_around(line, place, width - 2);

  const bool is_cut_left = line.begin > 0 || window.begin > 0;
  const bool is_cut_right = line.end < query.size() || window.end < line.cells.size();
  std::string shown(is_cut_left ? kEllipsis : "");
  for (std::size_t i = window.begin; i < window.end; ++i) shown += line.cells[i].text;
  if (is_cut_right) shown += kEllipsis;
  const std::size_t column = columns_in(line, {window.begin, place}) + (is_cut_left ? 1 : 0);
  return shown + '\n' + std::string(column, ' ') + '^';
}

std::string quote_for_message(std::string_view text, std::size_t max_columns) {
  // Marks take no columns, so bytes are bounded too.
  const std::size_t max_bytes = max_columns * kMaxCharacterBytes;
  return "'" + fit_width(one_line(text.substr(0, utf8_cut(text, max_bytes))), max_columns) + "'";
}

}  // namespace dateline
