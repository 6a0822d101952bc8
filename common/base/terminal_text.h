// SPDX-License-Identifier: GPL-2.0-or-later
//
// Text from documents, paths and the command line made fit to be shown. Such text may hold escape
// sequences, control characters and bidi overrides that would take over a terminal or disguise what
// a line says; what comes out of here holds none, whatever went in, and is valid UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

// A control character (C0, DEL, C1), a line or paragraph separator, or a mark that changes the
// direction of the text around it.
bool is_unsafe(char32_t character);

// Builds one line from pieces: runs of white space and control characters become one space, none
// at either end; invalid bytes become U+FFFD, bidi controls vanish.
class OneLine {
 public:
  void append(std::string_view piece);
  // Where the next visible character will land: marks are set with it.
  std::size_t size() const { return text_.size(); }
  std::string take();

 private:
  void append_space();
  void append_character(char32_t character);

  std::string text_;
};

std::string one_line(std::string_view text);

// The text as it is, but harmless: each control character becomes a space (line breaks too, unless
// they are kept, as '\n' whatever their shape), bidi controls vanish. Spaces are left alone.
std::string terminal_safe(std::string_view text, bool keep_line_breaks);

// Columns on a terminal: 2 for wide characters, 0 for marks that sit on others. A control character
// counts 1, as the space that is shown for it.
std::size_t display_width(char32_t character);
std::size_t display_width(std::string_view text);

// Bytes from the start that fit into `columns`, up to a character border.
std::size_t width_cut(std::string_view text, std::size_t columns);

// The text, or as much as fits with a "…" behind it.
std::string fit_width(std::string_view text, std::size_t columns);

// Lines of at most `columns`, as views of `text`, broken at spaces (which belong to no line); a
// word that is too long, or written without spaces, is broken anywhere. Existing line breaks are
// not looked for. An empty text has no lines.
std::vector<std::string_view> wrap_words(std::string_view text, std::size_t columns);

// "12,345", whatever the locale.
std::string grouped_number(std::uint64_t number);

}  // namespace dateline
