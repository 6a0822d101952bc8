// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/document_parser.h"

#include <string>

#include <doctest/doctest.h>

#include "tests/support/made_archive.h"
#include "tests/support/made_pdf.h"

namespace dateline {
namespace {

RawDocument parse(const ParseRequest& request, const ParseOptions& options = {}) {
  const ReadResult result = parse_document(request, options);
  if (const auto* skip = std::get_if<Skip>(&result)) FAIL(to_string(skip->kind), skip->detail);
  return std::get<RawDocument>(result);
}

Skip skip_of(const ParseRequest& request) {
  const ReadResult result = parse_document(request, {});
  REQUIRE(std::holds_alternative<Skip>(result));
  return std::get<Skip>(result);
}

ParseRequest request(Format format, std::string_view bytes, std::string_view charset = {}) {
  ParseRequest made;
  made.format = format;
  made.bytes = bytes;
  made.url = "https://x.org/fire";
  made.charset = charset;
  return made;
}

TEST_CASE("each format has its reader") {
  const std::string pdf = make_pdf({{{50, 700, "The port burns"}}});
  const std::string docx = make_zip(
      {{"word/document.xml",
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
        "<w:body><w:p><w:r><w:t>The port burns</w:t></w:r></w:p></w:body></w:document>"}});
  const std::string odt = make_zip(
      {{"content.xml",
        "<office:document-content "
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
        "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>"
        "<text:p>The port burns</text:p></office:text></office:body></office:document-content>"}});
  struct {
    Format format;
    std::string bytes;
    std::string_view type;
  } const table[] = {
      {Format::Text, "The port burns", "text"},
      {Format::Markdown, "The **port** burns", "markdown"},
      {Format::Html, "<html><body><p>The <b>port</b> burns</p></body></html>", "html"},
#ifdef DATELINE_HAVE_POPPLER
      {Format::Pdf, pdf, "pdf"},
#endif
      {Format::Docx, docx, "docx"},
      {Format::Odt, odt, "odt"},
      {Format::Email, "Subject: Fire\n\nThe port burns\n", "email"},
  };
  for (const auto& row : table) {
    CAPTURE(row.type);
    const RawDocument raw = parse(request(row.format, row.bytes));
    CHECK(raw.type == row.type);
    CHECK(raw.text.find("port") != std::string::npos);
    CHECK(raw.text.find('<') == std::string::npos);
    CHECK(raw.url == "https://x.org/fire");
    CHECK(raw.charset == "utf-8");
  }
}

TEST_CASE("decides which charset holds") {
  const std::string koi8 = "\xF0\xCF\xD6\xC1\xD2 \xD7 \xD0\xCF\xD2\xD4\xD5";
  struct {
    const char* name;
    Format format;
    std::string bytes;
    std::string_view stated;
    std::string_view forced;
    std::string_view charset;
  } const table[] = {
      {"HTTP", Format::Html, "<p>" + koi8, "koi8-r", "", "koi8-r"},
      {"the page", Format::Html, "<meta charset=koi8-r><p>" + koi8, "", "", "koi8-r"},
      {"HTTP before the page", Format::Html, "<meta charset=windows-1251><p>" + koi8, "koi8-r", "",
       "koi8-r"},
      {"the user before all", Format::Html, "<meta charset=koi8-r><p>" + koi8, "koi8-r",
       "windows-1251", "windows-1251"},
      {"HTTP for text", Format::Text, koi8, "koi8-r", "", "koi8-r"},
      {"the user for text", Format::Markdown, koi8, "", "koi8-r", "koi8-r"},
      {"the user for mail", Format::Email, "Subject: a\n\n" + koi8, "", "koi8-r", "koi8-r"},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    ParseOptions options;
    options.encoding = row.forced;
    const RawDocument raw = parse(request(row.format, row.bytes, row.stated), options);
    CHECK(raw.charset == row.charset);
    CHECK(raw.charset_confidence == 100);
    const bool is_right = raw.text.find("Пожар") != std::string::npos;
    CHECK(is_right == (row.charset == "koi8-r"));
  }
}

TEST_CASE("names what is not read") {
  const std::string large(17 << 20, ' ');
  CHECK(skip_of(request(Format::Html, large)).kind == SkipKind::TooLarge);
  CHECK(skip_of(request(Format::Html, large)).detail == "page over 16 MiB");
  const std::string binary("\0\1\2\3\xFF\xFE\0\0\1", 9);
  CHECK(skip_of(request(Format::Text, binary)).kind == SkipKind::Binary);
  CHECK(skip_of(request(Format::Unknown, "x")).kind == SkipKind::UnknownType);
}

TEST_CASE("a saved page within a mail is a page") {
  const RawDocument raw = parse(request(
      Format::Email,
      "Snapshot-Content-Location: https://x.org/snap\nContent-Type: text/html\n\n<p>Fire</p>"));
  CHECK(raw.type == "html");
  CHECK(raw.url == "https://x.org/snap");
}

}  // namespace
}  // namespace dateline
