// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/html_reader.h"

#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("finds the charset that a page declares") {
  struct {
    const char* name;
    std::string_view page;
    std::string_view want;
  } const table[] = {
      {"none", "<html><head><title>charset=utf-8</title>", ""},
      {"nothing", "", ""},
      {"charset", "<meta charset=\"utf-8\">", "utf-8"},
      {"no quotes", "<META CHARSET=windows-1251>", "windows-1251"},
      {"single quotes", "<meta charset = 'KOI8-R' />", "KOI8-R"},
      {"no quotes, closed", "<meta charset=utf-8/>", "utf-8"},
      {"content type",
       "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-2\">",
       "iso-8859-2"},
      {"content first", "<meta content='text/html;charset=Shift_JIS' http-equiv=content-type>",
       "Shift_JIS"},
      {"quotes within", "<meta http-equiv=content-type content=\"text/html; charset='gb2312'\">",
       "gb2312"},
      {"no http-equiv", "<meta name=description content='about charset=utf-8'>", ""},
      {"XML", "<?xml version=\"1.0\" encoding=\"euc-kr\"?><html>", "euc-kr"},
      {"in a comment", "<!-- <meta charset=a> --><meta charset=b>", "b"},
      {"unclosed comment", "<!-- <meta charset=a>", ""},
      {"other element", "<metal charset=a><meta charset=b>", "b"},
      {"UTF-16", "<meta charset=utf-16>", ""},
      {"unfinished", "<meta charset=", ""},
      {"unfinished value", "<meta charset=\"utf-8", "utf-8"},
      {"odd signs", "<meta = == ' charset=utf-8 charset=x>", "utf-8"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(declared_charset(row.page) == row.want); }
  }
  CHECK(declared_charset(std::string(1500, ' ') + "<meta charset=utf-8>") == "utf-8");
  CHECK(declared_charset(std::string(5000, ' ') + "<meta charset=utf-8>").empty());
}

constexpr std::string_view kPage =
    "<html lang=en><head><title>Ferry in storm - The Example</title></head><body>"
    "<nav><a href=/>Home</a></nav><h1>Ferry in storm</h1>"
    "<p>The ferry left the harbour at noon, as it does every day, and nobody thought of the storm "
    "that was to come from the north, which it did.</p>"
    "<p>By three o'clock the waves were four metres high, the captain said, and the engine had "
    "stopped. He called the coast guard, who sent two boats.</p></body></html>";

TEST_CASE("a page becomes a raw document") {
  const RawDocument raw = read_html(kPage, "https://example.org/ferry", {});
  CHECK(raw.type == "html");
  CHECK(raw.title == "Ferry in storm");
  CHECK(raw.url == "https://example.org/ferry");
  CHECK(raw.text.starts_with("The ferry left"));
  CHECK(raw.text.find("\n\nBy three o'clock") != std::string::npos);
  CHECK(raw.text.find("Home") == std::string::npos);
}

TEST_CASE("the whole page, when it is asked for") {
  ParseOptions options;
  options.whole_page = true;
  const RawDocument raw = read_html(kPage, {}, options);
  CHECK(raw.text.starts_with("Home\n\nFerry in storm\n\nThe ferry left"));
}

TEST_CASE("any text is a page") {
  for (const std::string_view text : {"", "plain", "<", "<<<>>>", "</p>", "&#0;", "<html"}) {
    CAPTURE(text);
    CHECK_NOTHROW(read_html(text, {}, {}));
    CHECK_NOTHROW(html_to_text(text));
  }
}

TEST_CASE("fragments become text") {
  CHECK(html_to_text("<p>One &amp; two</p><p>three<br>four</p>") == "One & two\n\nthree\nfour");
  CHECK(html_to_text("plain text") == "plain text");
}

}  // namespace
}  // namespace dateline
