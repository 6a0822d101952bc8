// SPDX-License-Identifier: GPL-2.0-or-later
//
// Text of a page written down as it would be seen: white space collapsed, blocks apart by an empty
// line, lines by a line break.
#pragma once

#include <string>
#include <string_view>

#include "indexer/formats/html/html_tree.h"

namespace dateline {

// How elements break the text: at their beginning and end.
enum class Break : std::uint8_t { None, Space, Line, Block };
Break break_of(HtmlTag tag);

// Whether an element never shows text, whatever is in it.
bool is_unseen(HtmlTag tag);

// Whether attributes say that an element is not shown.
bool is_hidden(const HtmlTree& tree, const HtmlNode& element);

class BlockText {
 public:
  void add(std::string_view text);      // white space collapses
  void add_pre(std::string_view text);  // line breaks stay
  void want(Break wanted);              // before the next text; the widest wanted counts
  void want_line();                     // <br>: two of them are an empty line
  bool empty() const { return text_.empty(); }
  std::size_t size() const { return text_.size(); }
  std::string take();

 private:
  void break_off();

  std::string text_;
  Break wanted_ = Break::None;
  bool is_line_ = false;  // there was a <br> since the last text
};

// Everything a reader of the page could see, in order.
std::string visible_text(const HtmlTree& tree);

}  // namespace dateline
