// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/pdf_layout.h"

#include <string_view>

#include <doctest/doctest.h>

namespace dateline {
namespace {

constexpr double kLetter = 5;
constexpr double kHeight = 10;

// The words of one line, each letter 5 wide, the line 10 high.
void write(std::vector<PdfWord>& words, double left, double top, std::string_view line) {
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const double right = left + kLetter * static_cast<double>(end);
    words.push_back(
        {std::string(line.substr(0, end)), left, top, right, top + kHeight, end < line.size()});
    line.remove_prefix(std::min(end + 1, line.size()));
    left = right + kLetter;
  }
}

std::string read(const std::vector<PdfWord>& words) { return join_pages({lay_out_page(words)}); }

TEST_CASE("joins the lines of a paragraph") {
  struct {
    const char* name;
    std::vector<std::pair<double, std::string_view>> lines;  // left edge; 12 apart
    std::string_view want;
  } const table[] = {
      {"full lines",
       {{50, "The ferry left at"}, {50, "dawn and then came"}, {50, "back."}},
       "The ferry left at dawn and then came back."},
      {"an indent",
       {{50, "The ferry left at"}, {50, "dawn and was late."}, {60, "Then it came in."}},
       "The ferry left at dawn and was late.\n\nThen it came in."},
      {"a short line",
       {{50, "Ferry times"}, {50, "The ferry leaves at dawn and"}, {50, "at noon."}},
       "Ferry times\nThe ferry leaves at dawn and at noon."},
      {"a hanging item",
       {{50, "- The ferry leaves at dawn and"}, {60, "at noon and in the evening"}},
       "- The ferry leaves at dawn and at noon and in the evening"},
      {"a divided word",
       {{50, "The ferry left the har-"}, {50, "bour at dawn and is late"}},
       "The ferry left the harbour at dawn and is late"},
      {"a compound written elsewhere",
       {{50, "The well-known ferry is a well-"}, {50, "known ship of the line now."}},
       "The well-known ferry is a well-known ship of the line now."},
      {"a dash before a name",
       {{50, "The ferry of Baden-"}, {50, "Baden left at dawn."}},
       "The ferry of Baden- Baden left at dawn."},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    std::vector<PdfWord> words;
    double top = 100;
    for (const auto& [left, line] : row.lines) {
      write(words, left, top, line);
      top += 12;
    }
    CHECK(read(words) == row.want);
  }
}

TEST_CASE("keeps paragraphs apart that a gap parts") {
  std::vector<PdfWord> words;
  write(words, 50, 100, "One line of the first");
  write(words, 50, 112, "paragraph and its end");
  write(words, 50, 130, "One line of the second");
  write(words, 50, 142, "paragraph and its end");
  CHECK(read(words) ==
        "One line of the first paragraph and its end\n\nOne line of the second paragraph and its "
        "end");
}

TEST_CASE("reads one column after the other, the headline first") {
  std::vector<PdfWord> words;
  // In an order that no rule would choose.
  write(words, 300, 200, "This is the right one");
  write(words, 300, 212, "and here it ends now.");
  write(words, 50, 200, "This is the left one");
  write(words, 50, 212, "and here it goes");
  write(words, 100, 100, "A headline over both of the columns");
  CHECK(read(words) ==
        "A headline over both of the columns\n\nThis is the left one and here it goes\n\n"
        "This is the right one and here it ends now.");
}

TEST_CASE("a sentence goes on in the next column and on the next page") {
  std::vector<PdfWord> first;
  write(first, 50, 200, "The ferry left");
  write(first, 50, 212, "the old harbour in");
  write(first, 300, 200, "the morning, and at");
  write(first, 300, 212, "noon it was late as al-");
  std::vector<PdfWord> second;
  write(second, 50, 200, "ways in winter.");
  CHECK(join_pages({lay_out_page(first), lay_out_page(second)}) ==
        "The ferry left the old harbour in the morning, and at noon it was late as always in "
        "winter.");
}

TEST_CASE("survives boxes that make no sense") {
  std::vector<PdfWord> words;
  for (int i = 0; i < 300; ++i) {
    const double place = i % 7 == 0 ? -1e300 : i * 1e7;
    words.push_back({"word", place, -place, place - 5, 1e300, i % 2 == 0});
  }
  words.push_back({"nan", 0.0 / 0.0, 0.0 / 0.0, 0.0 / 0.0, 0.0 / 0.0, true});
  CHECK(read(words).find("word") != std::string::npos);
  CHECK(read({}).empty());
}

TEST_CASE("a line of nothing but dashes and letters takes linear time") {
  std::string line;
  for (int i = 0; i < 1'000'000; ++i) line += "a-";
  PdfLine pdf_line;
  pdf_line.text = line;
  CHECK(join_pages({{pdf_line}, {pdf_line}}).size() > line.size());
}

PdfPage page_of(const std::vector<std::string>& lines) {
  PdfPage page;
  for (const std::string& line : lines) {
    const auto top = static_cast<double>(page.size()) * 12;
    page.push_back({line, PdfJoint::Paragraph, top, top + 10});
  }
  return page;
}

TEST_CASE("takes out what stands on every page") {
  std::vector<PdfPage> pages;
  for (const char* number : {"1", "2", "3", "4"}) {
    pages.push_back(page_of({"The Harbour Paper", std::string("Text of page ") + number,
                             "More of it", "And a third line", "A last line", number}));
  }
  pages[0][1].text = "The ferry is late";
  pages[1][1].text = "Nobody knows why it is late";
  pages[2][1].text = "The harbour master says nothing";
  pages[3][1].text = "So everyone waits";
  for (std::size_t i = 0; i < 4; ++i) {
    pages[i][2].text += std::string(i + 1, 'x');
    pages[i][3].text += std::string(i + 1, 'y');
    pages[i][4].text += std::string(i + 1, 'z');
  }
  remove_running_lines(pages);
  for (const PdfPage& page : pages) {
    REQUIRE(page.size() == 4);
    CHECK(page.front().text.find("Paper") == std::string::npos);
  }
  CHECK(pages[0].front().text == "The ferry is late");
}

TEST_CASE("leaves what only seems to run through") {
  SUBCASE("two pages prove nothing") {
    std::vector<PdfPage> pages = {page_of({"Head", "a"}), page_of({"Head", "b"})};
    remove_running_lines(pages);
    CHECK(pages[1].front().text == "Head");
  }
  SUBCASE("pages that are all alike are kept") {
    std::vector<PdfPage> pages(5, page_of({"The same", "on each page"}));
    remove_running_lines(pages);
    CHECK(pages[2].size() == 2);
  }
  SUBCASE("a line in the middle of each page") {
    std::vector<PdfPage> pages;
    for (char c = 'a'; c < 'f'; ++c) {
      std::vector<std::string> lines;
      for (char line = '0'; line < '9'; ++line) lines.push_back({line, c, c, line});
      lines[4] = "* * *";
      pages.push_back(page_of(lines));
    }
    remove_running_lines(pages);
    CHECK(pages[3][4].text == "* * *");
  }
}

TEST_CASE("a chapter's name is left where it is first") {
  std::vector<PdfPage> pages;
  for (char c = 'a'; c <= 'p'; ++c) {
    const std::string chapter = c < 'd' ? "First chapter" : c < 'h' ? "Second chapter" : "";
    std::vector<std::string> lines = {chapter};
    for (char line = '0'; line < '9'; ++line) lines.push_back({line, c, line, c, ' ', 'w'});
    pages.push_back(page_of(lines));
  }
  remove_running_lines(pages);
  CHECK(pages[0].front().text == "First chapter");
  CHECK(pages[1].front().text == "0b0b w");
  CHECK(pages[3].front().text == "Second chapter");
  CHECK(pages[4].front().text == "0e0e w");
}

TEST_CASE("reads text that is laid out already") {
  const PdfPage page = page_of_text("One\nline\n\n  Two  \n");
  CHECK(join_pages({page}) == "One\nline\n\nTwo");
}

TEST_CASE("words are plain letters") {
  CHECK(plain_pdf_text("o\uFB03ce \uFB01re") == "office fire");
  CHECK(plain_pdf_text("har\u00ADbour") == "harbour");
  CHECK(plain_pdf_text("har\u00AD") == "har-");
  CHECK(plain_pdf_text("well\u2010known") == "well-known");
  CHECK(plain_pdf_text("a\x01\u200B\uFEFF"
                       "b") == "ab");
  CHECK(plain_pdf_text("\u202Bab\u202C\u202Acd\u202C") == "ab cd ");
}

}  // namespace
}  // namespace dateline
