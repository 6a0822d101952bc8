// SPDX-License-Identifier: GPL-2.0-or-later
#include <string>

#include <doctest/doctest.h>

#include "indexer/formats/office_reader.h"
#include "tests/support/made_archive.h"

namespace dateline {
namespace {

constexpr const char* kSpaces =
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
    " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
    " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
    " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""
    " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

std::string content(const std::string& body, const std::string& styles = {}) {
  return std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content") +
         kSpaces + "><office:automatic-styles>" + styles +
         "</office:automatic-styles><office:body><office:text>" + body +
         "</office:text></office:body></office:document-content>";
}

std::string read(const std::string& bytes) {
  const ReadResult result = read_odt(bytes);
  if (const auto* skip = std::get_if<Skip>(&result)) return std::string(to_string(skip->kind));
  return std::get<RawDocument>(result).text;
}

TEST_CASE("reads the text of an OpenDocument file") {
  struct {
    const char* name;
    const char* body;
    std::string_view want;
  } const table[] = {
      {"paragraphs", "<text:h>Head</text:h>\n <text:p>One</text:p><text:p/><text:p>Two</text:p>",
       "Head\n\nOne\n\nTwo"},
      {"white space",
       "<text:p>  a \n b<text:s text:c=\"3\"/>c<text:tab/>d<text:line-break/>e</text:p>",
       "a b c\td\ne"},
      {"spans and links", "<text:p>The <text:span>big</text:span> <text:a>fire</text:a></text:p>",
       "The big fire"},
      {"list",
       "<text:list><text:list-item><text:p>a</text:p></text:list-item><text:list-item><text:p>b"
       "</text:p></text:list-item></text:list>",
       "a\n\nb"},
      {"table",
       "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
       "<table:table-cell><text:p>b</text:p><text:p>c</text:p></table:table-cell></table:table-row>"
       "<table:table-row><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row>"
       "</table:table><text:p>after</text:p>",
       "a\tb c\nd\n\nafter"},
      {"note",
       "<text:p>Said<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
       "By whom</text:p><text:p>and where</text:p></text:note-body></text:note> so</text:p>"
       "<text:p>End</text:p>",
       "Said so\n\nEnd\n\nBy whom\n\nand where"},
      {"text box",
       "<text:p>Before <draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box>"
       "<svg:title>alt</svg:title></draw:frame>after</text:p>",
       "Before after\n\nin the box"},
      {"deleted",
       "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
       "</text:deletion></text:changed-region></text:tracked-changes><text:p>here</text:p>",
       "here"},
      {"comment",
       "<text:p>a<office:annotation><dc:creator>Bob</dc:creator><text:p>why</text:p>"
       "</office:annotation>b</text:p>",
       "ab"},
      {"hidden", "<text:p>a<text:span text:style-name=\"T1\">secret</text:span>b</text:p>", "ab"},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    const std::string styles =
        "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/>"
        "</style:style>";
    CHECK(read(make_zip({{"content.xml", content(row.body, styles)}})) == row.want);
  }
}

TEST_CASE("reads the properties of an OpenDocument file") {
  const std::string meta = std::string("<office:document-meta") + kSpaces +
                           "><office:meta><meta:initial-creator>Ann Lee</meta:initial-creator>"
                           "<dc:creator>Bob</dc:creator><dc:title>Ferry lost</dc:title>"
                           "<dc:subject>Ferries</dc:subject><meta:keyword>ferry</meta:keyword>"
                           "<meta:keyword>sea</meta:keyword><dc:language>de-DE</dc:language>"
                           "<meta:creation-date>2024-03-05T10:00:00</meta:creation-date>"
                           "<dc:date>2024-03-06T10:00:00</dc:date></office:meta>"
                           "</office:document-meta>";
  const ReadResult result =
      read_odt(make_zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                         {"content.xml", content("<text:p>Text</text:p>")},
                         {"styles.xml", content("<text:p>Header</text:p>")},
                         {"meta.xml", meta}}));
  REQUIRE(std::holds_alternative<RawDocument>(result));
  const auto& raw = std::get<RawDocument>(result);
  CHECK(raw.text == "Text");
  CHECK(raw.title == "Ferry lost");
  CHECK(raw.author == "Ann Lee");
  CHECK(raw.description == "Ferries");
  CHECK(raw.language == "de-DE");
  CHECK(raw.tags == std::vector<std::string>{"ferry", "sea"});
  REQUIRE(raw.dates.size() == 2);
  CHECK(raw.dates[0].text == "2024-03-05T10:00:00");
  CHECK(raw.dates[1].name == "modified");
}

TEST_CASE("names OpenDocument files that cannot be read") {
  const std::string manifest = std::string("<manifest:manifest") + kSpaces +
                               "><manifest:file-entry><manifest:encryption-data/>"
                               "</manifest:file-entry></manifest:manifest>";
  CHECK(read(make_zip({{"content.xml", "junk"}, {"META-INF/manifest.xml", manifest}})) ==
        "encrypted");
  CHECK(read(make_zip({{"a", "b"}})) == "broken");
  CHECK(read(make_zip({{"content.xml", "<a><b></a>"}})) == "broken");
  CHECK(read(make_zip({{"content.xml", content("<text:p> </text:p>")}})) == "no text");
  CHECK(read("no zip") == "broken");
}

}  // namespace
}  // namespace dateline
