// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/marked_line.h"

#include <algorithm>

#include "common/base/terminal_text.h"

namespace dateline {
namespace {

constexpr std::size_t kLeastColumns = 20;  // narrower terminals wrap by themselves

// The bytes [begin, end) of the text, with the marks that touch them.
void append_marked(std::string& out, const MarkedText& text, std::size_t begin, std::size_t end) {
  const auto append_plain = [&](std::size_t from, std::size_t to) {
    out += terminal_safe(std::string_view(text.text).substr(from, to - from), false);
  };
  std::size_t position = begin;
  for (const Span& mark : text.marks) {
    const std::size_t mark_begin = std::max(mark.begin, position);
    const std::size_t mark_end = std::min(mark.end, end);
    if (mark_begin >= mark_end) continue;
    append_plain(position, mark_begin);
    out += kMarkStart;
    append_plain(mark_begin, mark_end);
    out += kPlain;
    position = mark_end;
  }
  append_plain(position, end);
}

}  // namespace

void append_wrapped(std::string& out, const MarkedText& text, const LineShape& shape) {
  const std::size_t indented = std::max(shape.first_indent.size(), shape.indent.size());
  const std::size_t columns = std::max(shape.columns, kLeastColumns + indented) - indented;
  std::string_view indent = shape.first_indent;
  for (const std::string_view line : wrap_words(text.text, columns)) {
    const auto begin = static_cast<std::size_t>(line.data() - text.text.data());
    out += indent;
    if (shape.color) {
      append_marked(out, text, begin, begin + line.size());
    } else {
      out += terminal_safe(line, false);
    }
    out += '\n';
    indent = shape.indent;
  }
}

}  // namespace dateline
