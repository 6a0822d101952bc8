// SPDX-License-Identifier: GPL-2.0-or-later
//
// From the words of a PDF page and where they stand to its lines in reading order, and from the
// lines of all pages to one text. A PDF knows neither lines nor paragraphs; they are told by gaps,
// indents and lines that end early. Plain data in and out, no PDF library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dateline {

// In points, y downwards. `text`: UTF-8.
struct PdfWord {
  std::string text;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  bool space_after = false;
};

// How a line goes on from the one before it.
enum class PdfJoint : std::uint8_t {
  Flow,       // in the same paragraph
  Break,      // the one before was ended on purpose
  Block,      // elsewhere on the page, or on the next page; a sentence may go on all the same
  Paragraph,  // a new paragraph
};

struct PdfLine {
  std::string text;
  PdfJoint joint = PdfJoint::Block;
  double top = 0;
  double bottom = 0;
};

using PdfPage = std::vector<PdfLine>;

// `words`: in the order of the PDF library, which is right within a column. Columns are put in
// order after Breuel, "High performance document layout analysis" (2003): what is above comes
// first, and what is to the left, unless something wider stands between.
PdfPage lay_out_page(const std::vector<PdfWord>& words);

// A page whose text the library has laid out already: lines as they are, blank ones between
// paragraphs.
PdfPage page_of_text(const std::string& text);

// Takes out what is printed on each page: a line that stands, but for its numbers, among the three
// first or last of 45 in 100 pages (left and right ones may differ) and of three at least. A line
// that is there on three pages in a row only, as the name of a chapter, is left where it is first.
// Where this would take most of the text, the pages are alike and stay as they are.
void remove_running_lines(std::vector<PdfPage>& pages);

// The text of all pages, paragraphs apart by an empty line, words that were divided at a line's end
// whole again: without the hyphen, unless the document writes that word with one elsewhere.
std::string join_pages(const std::vector<PdfPage>& pages);

// A word as it is searched for: ligatures are letters again, no control or direction marks, no soft
// hyphens but a last one, which becomes '-'.
std::string plain_pdf_text(const std::string& text);

}  // namespace dateline
