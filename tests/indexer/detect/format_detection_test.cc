// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/detect/format_detection.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace dateline {
namespace {

using namespace std::string_literals;

std::string utf16(std::string_view ascii, bool with_mark, bool big) {
  std::string out = !with_mark ? "" : big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big) out += '\0';
    out += c;
    if (!big) out += '\0';
  }
  return out;
}

// The local header of a zip member, and its data as stored.
std::string zip_entry(const std::string& name, const std::string& data) {
  std::string entry = "PK\3\4\24\0\0\0\0\0\0\0\0\0"s + std::string(12, '\0');
  entry += static_cast<char>(name.size());
  entry += "\0\0\0"s;
  return entry + name + data;
}

std::string tar_header(const std::string& name, bool with_magic) {
  std::string header = name;
  header.resize(512, '\0');
  header.replace(100, 8, "0000644\0"s);
  header.replace(148, 8, "        ");
  if (with_magic) header.replace(257, 6, "ustar\0"s);
  unsigned sum = 0;
  for (const unsigned char c : header) sum += c;
  std::string digits;
  for (; sum != 0; sum /= 8) digits.insert(digits.begin(), static_cast<char>('0' + sum % 8));
  header.replace(148, 8, std::string(6 - digits.size(), '0') + digits + "\0 "s);
  return header;
}

const std::string kPage = "<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body><p>News";
const std::string kMail =
    "Received: from a by b\r\nFrom: Ann <ann@example.org>\r\nTo: bob@example.org\r\n"
    "Subject: Ferry\r\n folded\r\nDate: Tue, 5 Mar 2024 10:00:00 +0000\r\n\r\nThe text.\r\n";
const std::string kAtom =
    "<?xml version='1.0'?>\n<!-- made -->\n<feed xmlns=\"http://www.w3.org/2005/Atom\">";
const std::string kRdf =
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    "xmlns='http://purl.org/rss/1.0/'>";

struct Row {
  const char* name;
  std::string head;
  Format want;
};

void check(const std::vector<Row>& table) {
  for (const auto& row : table) {
    CAPTURE(row.name);
    CAPTURE(row.head.substr(0, 40));
    CHECK(to_string(detect_format(row.name, row.head)) == to_string(row.want));
    CHECK(detect_format(row.name, row.head) == row.want);
  }
}

TEST_CASE("a file without content is what its name says, if that is a text") {
  check({{"a.txt", "", Format::Text},
         {"a.MD", "", Format::Markdown},
         {"a.json", "", Format::Json},
         {"a.ndjson", "", Format::JsonLines},
         {"dir.v2/README", "", Format::Text},
         {"a.html", "", Format::Unknown},
         {"a.css", "", Format::Unknown},
         {"a.xyz", "", Format::Unknown}});
}

TEST_CASE("binary formats are known by their first bytes, whatever the name") {
  const std::string types = zip_entry("[Content_Types].xml", "<Types/>");
  check({{"a.html", "%PDF-1.7\n", Format::Pdf},
         {"a.pdf", "HTTP junk\n" + std::string(500, ' ') + "%PDF-1.4", Format::Pdf},
         {"a.pdf", std::string(1100, ' ') + "%PDF-1.4", Format::Text},
         {"a.docx", types + zip_entry("word/document.xml", "x"), Format::Docx},
         {"download", types + zip_entry("word/document.xml", "x"), Format::Docx},
         {"a.docx", zip_entry("docProps/app.xml", std::string(999, 'x')), Format::Docx},
         {"a.xlsx", types + zip_entry("xl/workbook.xml", "x"), Format::Unknown},
         {"slides", types + zip_entry("ppt/presentation.xml", "x"), Format::Unknown},
         {"a", zip_entry("mimetype", "application/vnd.oasis.opendocument.textPK"), Format::Odt},
         {"a", zip_entry("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
          Format::Unknown},
         {"a.epub", zip_entry("mimetype", "application/epub+zip"), Format::Archive},
         {"a.zip", zip_entry("word/letter.txt", "x"), Format::Archive},
         {"a.zip", "PK\5\6"s + std::string(18, '\0'), Format::Archive},
         {"a.jar", zip_entry("META-INF/MANIFEST.MF", "x"), Format::Unknown},
         {"a.zip", "PK\3\4"s, Format::Archive},
         {"a.tar", tar_header("wire/a.html", true), Format::Archive},
         {"backup", tar_header("wire/a.html", false), Format::Archive},
         {"a.gz", "\x1F\x8B\x08\0\0\0\0\0\0\3"s, Format::Compressed},
         {"a.txt", "\x28\xB5\x2F\xFD\4\0\1\0\0"s, Format::Compressed},
         {"a.warc.zst", "\x5D\x2A\x4D\x18\4\0\0\0abcd"s, Format::Compressed},
         {"a.xz",
          "\xFD"
          "7zXZ\0\0\4"s,
          Format::Compressed},
         {"a", "BZh91AY&SY12345", Format::Compressed},
         {"a.txt", "BZh9 is how bzip2 begins", Format::Text},
         {"a.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s, Format::Unknown},
         {"a.rtf", "{\\rtf1\\ansi Ferry}", Format::Unknown},
         {"a.html", "\x89PNG\r\n\x1A\n"s, Format::Unknown},
         {"a.txt", "\xFF\xD8\xFF\xE0"s, Format::Unknown},
         {"a.txt", "RIFF\1\0\0\0WAVE"s, Format::Unknown},
         {"a.txt", "RIFFA, Bahrain - The ferry", Format::Text},
         {"a", "ID3 tags are found in songs", Format::Text},
         {"a",
          "\x7F"
          "ELF\2\1\1\0"s,
          Format::Unknown},
         {"a.db", "SQLite format 3\0"s, Format::Unknown},
         {"a.exe", "MZ\x90\0\3\0"s, Format::Unknown},
         {"a.txt", "MZ is an old signature", Format::Text},
         {"a.bin2", "abc\0def"s, Format::Unknown},
         {"a.txt", "abc\0def"s, Format::Text},
         {"a", "abc\0def"s, Format::Text}});
}

TEST_CASE("containers of the web") {
  check({{"a.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\n", Format::Warc},
         {"a", "WARC/0.17\r\n", Format::Warc},
         {"a.txt", "WARC/fare is hell", Format::Text},
         {"a", "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n", Format::Arc},
         {"a.xml", "<?xml version='1.0'?><rss version='2.0'><channel>", Format::Feed},
         {"a.txt", "\xEF\xBB\xBF  <rss>", Format::Feed},
         {"a.xml", kAtom, Format::Feed},
         {"a", kRdf, Format::Feed},
         {"a.xml", utf16("<?xml version='1.0'?><rss>", true, false), Format::Feed},
         {"a.xml", "<?xml version='1.0'?><feed xmlns='http://example.org/fish'>", Format::Unknown},
         {"a.xml", "<?xml version='1.0'?><urlset><url>", Format::Unknown},
         {"a.rdf", "<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>", Format::Unknown},
         {"a", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><rss>", Format::Feed},
         {"a", "<?xml version='1.0'?><svg>", Format::Unknown}});
}

TEST_CASE("web pages") {
  check(
      {{"a.txt", kPage, Format::Html},
       {"a.pdf", kPage, Format::Html},
       {"a.zip", kPage, Format::Html},
       {"a.json", kPage, Format::Html},
       {"a.md", kPage, Format::Html},
       {"page", kPage, Format::Html},
       {"a.html", "no tag at all", Format::Html},
       {"a.html", "{\"a\": 1}", Format::Html},
       {"a.html", utf16(kPage, true, false), Format::Html},
       {"a", utf16(kPage, true, true), Format::Html},
       {"a", utf16(kPage, false, false), Format::Html},
       {"a", "<!-- saved from url=(0020)http://example.org/ -->\n<HTML>", Format::Html},
       {"a.php", "<div><p>One</p><p>Two</p></div>", Format::Html},
       {"a", "<p>One</p>", Format::Text},
       {"a", "He wrote <b>, <i> and <p>.", Format::Text},
       {"a.txt", "<p>a<p>b<p>c<p>d", Format::Text},
       {"a.md", "<div align=center><h1>Title</h1><p>a<p>b", Format::Markdown},
       {"a.xml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Format::Html},
       {"a.xhtml", "<?xml version='1.0'?><section>", Format::Html},
       {"style.css", kPage, Format::Unknown},
       {"a.html", "Text that names %PDF-1.4", Format::Html},
       {"a.jpg", kPage, Format::Unknown}});
}

TEST_CASE("mail") {
  check({{"a", kMail, Format::Email},
         {"a.txt", "\n" + kMail, Format::Email},
         {"a.mht", "From: <Saved by a browser>\r\nContent-Type: multipart/related\r\n\r\n",
          Format::Email},
         {"a.eml", "Just a text.\n", Format::Text},
         {"a", "Title: A\nDate: 2024-03-05\nFrom: Oslo\n\nText", Format::Text},
         {"a", "From: A\nTo: B\nSubject: C\nThis is no field\n\n", Format::Text},
         {"mbox", "From ann@example.org Tue Mar  5 10:00:00 2024\n" + kMail, Format::Mbox},
         {"a.txt", "From Oslo, a report.\nNote: all is well.\n", Format::Text},
         {"a.mbox", "From - Tue Mar  5 10:00:00 2024\nFrom: ann\n\n", Format::Mbox}});
}

TEST_CASE("JSON is read as such under any name only when it can be nothing else") {
  check({{"a.json", "[1, 2", Format::Json},
         {"a.json", "no JSON", Format::Json},
         {"a.jsonl", "{\"a\": 1}\n{\"a\": 2}\n", Format::JsonLines},
         {"a.json", "{\"a\": 1}\n{\"a\": 2}\n", Format::Json},
         {"a", "{\"a\": 1}\n{\"a\": 2}\n", Format::JsonLines},
         {"a.txt", "{\"a\": [1, 2.5e3, true, null, \"x\\\"y\"]}\n", Format::Json},
         {"dump.out", "[{\"a\": {\"b\": \"cut of", Format::Json},
         {"a", "{\"a\": 1} {\"a\": 2}", Format::Text},
         {"a", "{\"a\": 1}\n{a: 2}", Format::Text},
         {"a", "[1] The first note", Format::Text},
         {"a", "[1, 2]", Format::Text},
         {"a", "{{Infobox ferry}}", Format::Text},
         {"a", "[Ferry](http://example.org)", Format::Text},
         {"a", "{\"a\" 1}", Format::Text},
         {"a", "{\"a\": [}", Format::Text},
         {"a", "{\"a\": \"\n\"}", Format::Text},
         {"app.js", "{\"a\": 1}", Format::Unknown},
         {"a", std::string(60'000, '['), Format::Text},
         {"a", "{\"a\":" + std::string(60'000, '['), Format::Json}});
}

TEST_CASE("other text") {
  check({{"a.txt", "Text", Format::Text},
         {"a.markdown", "# Title", Format::Markdown},
         {"letter.v3", "Text", Format::Text},
         {"README", "Text", Format::Text},
         {"a.csv", "a;b\n1;2\n", Format::Unknown},
         {"a.log", "12:00 started", Format::Unknown},
         {"dir/a.PY", "import os", Format::Unknown},
         {"a.css/b", "Text", Format::Text}});
}

TEST_CASE("any bytes get an answer") {
  for (int byte = 0; byte < 256; ++byte) {
    for (const std::size_t size : {1U, 2U, 3U, 4U, 5U, 100U, 600U}) {
      const std::string head(size, static_cast<char>(byte));
      CHECK(!is_container(detect_format("a.txt", head)));
    }
  }
  for (const char* head : {"<", "<?", "<?xml", "<!--", "<!doctype", "<!doctype x [", "PK\3\4",
                           "From ", "\xFF\xFE", "{", "{\"", "{\"a\\", "[[", "WARC/", "%PDF"})
    CHECK(!is_container(detect_format("", head)) == (std::string_view(head) != "PK\3\4"));
}

}  // namespace
}  // namespace dateline
