// SPDX-License-Identifier: GPL-2.0-or-later
//
// Puts the text of an office document together out of its paragraphs, tables, text boxes and
// notes, in the order in which they open and close. Paragraphs are apart by an empty line, rows of
// tables by a line break, their cells by a tab. A text box follows the paragraph it is anchored in,
// notes follow the whole text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

class OfficeText {
 public:
  // A paragraph within a paragraph is in a text box.
  void open_paragraph();
  void close_paragraph();
  bool in_paragraph() const { return flows_.back().is_open; }
  // To the open paragraph; nothing outside of one.
  void add(std::string_view text);
  // White space of any length as one blank, none at the beginning.
  void add_collapsed(std::string_view text);
  // What the open paragraph has so far.
  std::string_view paragraph() const { return flows_.back().paragraph; }

  void open_cell();
  void close_cell();
  void close_row();

  void open_note();
  void close_note();

  // Whatever is still open is closed.
  std::string take();

 private:
  struct Flow {
    bool is_note = false;
    bool is_open = false;  // a paragraph
    unsigned cells = 0;    // open ones, one within the other
    std::string paragraph;
    std::string row;
    std::string boxes;
    std::string text;
  };

  static void write(Flow& flow, std::string_view paragraph);

  std::vector<Flow> flows_{1};
  std::string notes_;
};

}  // namespace dateline
