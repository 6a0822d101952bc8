// SPDX-License-Identifier: GPL-2.0-or-later
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "indexer/formats/office_reader.h"
#include "tests/support/made_archive.h"

namespace dateline {
namespace {

std::string document(const std::string& body) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
         "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
         "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
         "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
         "<w:body>" +
         body + "</w:body></w:document>";
}

std::string docx(const std::string& body) {
  return make_zip({{"word/document.xml", document(body)}});
}

std::string paragraph(const std::string& text) {
  return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

std::string read(const std::string& bytes) {
  const ReadResult result = read_docx(bytes);
  if (const auto* skip = std::get_if<Skip>(&result)) return std::string(to_string(skip->kind));
  return std::get<RawDocument>(result).text;
}

Skip skip_of(const std::string& bytes) {
  const ReadResult result = read_docx(bytes);
  REQUIRE(std::holds_alternative<Skip>(result));
  return std::get<Skip>(result);
}

TEST_CASE("reads the text of a Word file") {
  struct {
    const char* name;
    std::string body;
    std::string_view want;
  } const table[] = {
      {"paragraphs", paragraph("One") + paragraph("") + paragraph("Two"), "One\n\nTwo"},
      {"runs",
       "<w:p><w:r><w:t xml:space=\"preserve\">The </w:t></w:r><w:r><w:t>fire</w:t></w:r></w:p>",
       "The fire"},
      {"entities", paragraph("Fire &amp; smoke &#8212; &lt;here&gt;"), "Fire & smoke — <here>"},
      {"tab and breaks",
       "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
       "</w:r></w:p>",
       "a\tb\nc-d"},
      {"tab stops are no tabs",
       "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"9\"/></w:tabs></w:pPr><w:r><w:t>a</w:t>"
       "</w:r></w:p>",
       "a"},
      {"link", "<w:p><w:hyperlink><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>", "there"},
      {"deleted and inserted",
       "<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r>"
       "<w:t>here</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom></w:p>",
       "here"},
      {"hidden",
       "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:vanish "
       "w:val=\"0\"/></w:rPr><w:t>open</w:t></w:r><w:r><w:t> too</w:t></w:r></w:p>",
       "open too"},
      {"a hidden paragraph mark hides no text",
       "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>open</w:t></w:r></w:p>", "open"},
      {"field code", "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>",
       "7"},
      {"formula", "<w:p><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>", "x+1"},
      {"table",
       "<w:tbl><w:tr><w:tc>" + paragraph("a") + paragraph("b") + "</w:tc><w:tc>" + paragraph("c") +
           "</w:tc></w:tr><w:tr><w:tc>" + paragraph("") + "</w:tc><w:tc>" + paragraph("d") +
           "</w:tc></w:tr></w:tbl>" + paragraph("after"),
       "a b\tc\n\td\n\nafter"},
      {"table in a table",
       "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" +
           paragraph("b") + "</w:tc></w:tr></w:tbl>" + paragraph("c") + "</w:tc></w:tr></w:tbl>",
       "a b c"},
      {"text box once",
       "<w:p><w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
       "<w:txbxContent>" +
           paragraph("In the box") + paragraph("and more") +
           "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" +
           paragraph("In the box") +
           "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>after"
           "</w:t></w:r></w:p>",
       "Before after\n\nIn the box\n\nand more"},
      {"words of other vocabularies",
       "<w:p><x:p xmlns:x=\"urn:x\"><x:t>no</x:t></x:p><w:r><w:t>yes</w:t></w:r></w:p>", "yes"},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    CHECK(read(docx(row.body)) == row.want);
  }
}

TEST_CASE("reads the other parts of a Word file") {
  const std::string notes =
      "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:footnote w:type=\"separator\">" +
      paragraph("line") + "</w:footnote><w:footnote>" + paragraph("A note") +
      "</w:footnote></w:footnotes>";
  const std::string properties =
      "<cp:coreProperties "
      "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">"
      "<dc:title>Ferry lost</dc:title><dc:creator>Ann Lee</dc:creator><cp:keywords>ferry; "
      "sea</cp:keywords><dc:description>A ferry is "
      "lost</dc:description><dc:language>en-GB</dc:language>"
      "<cp:lastModifiedBy>Bob</cp:lastModifiedBy>"
      "<dcterms:created>2024-03-05T10:00:00Z</dcterms:created>"
      "<dcterms:modified>2024-03-06T10:00:00Z</dcterms:modified></cp:coreProperties>";
  const std::string relations =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"/text/main.xml\"/>"
      "<Relationship Id=\"b\" Type=\"http://x/metadata/core-properties\" Target=\"core.xml\"/>"
      "</Relationships>";
  const ReadResult result = read_docx(make_zip({{"core.xml", properties},
                                                {"_rels/.rels", relations},
                                                {"text/header1.xml", document(paragraph("Head"))},
                                                {"text/main.xml", document(paragraph("Text"))},
                                                {"text/footnotes.xml", notes}}));
  REQUIRE(std::holds_alternative<RawDocument>(result));
  const auto& raw = std::get<RawDocument>(result);
  CHECK(raw.text == "Text\n\nA note");
  CHECK(raw.title == "Ferry lost");
  CHECK(raw.author == "Ann Lee");
  CHECK(raw.description == "A ferry is lost");
  CHECK(raw.language == "en-GB");
  CHECK(raw.tags == std::vector<std::string>{"ferry", "sea"});
  REQUIRE(raw.dates.size() == 2);
  CHECK(raw.dates[0].name == "created");
  CHECK(raw.dates[0].text == "2024-03-05T10:00:00Z");
  CHECK(raw.dates[1].name == "modified");
}

TEST_CASE("a paragraph that is styled as the title is one") {
  const ReadResult result = read_docx(
      docx("<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Ferry lost</w:t></w:r>"
           "</w:p>" +
           paragraph("Text")));
  CHECK(std::get<RawDocument>(result).title == "Ferry lost");
}

TEST_CASE("names Word files that cannot be read") {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  std::string name;
  for (const char letter : std::string("EncryptedPackage")) name += {letter, '\0'};
  CHECK(skip_of(ole + std::string(100, '\0') + name).kind == SkipKind::Encrypted);
  CHECK(skip_of(ole + std::string(100, '\0')).kind == SkipKind::NotSupported);
  CHECK(skip_of("").kind == SkipKind::Broken);
  CHECK(skip_of("PK\x03\x04").kind == SkipKind::Broken);
  CHECK(skip_of(make_zip({{"a.txt", "text"}})).kind == SkipKind::Broken);
  CHECK(skip_of(make_zip({{"word/document.xml", "<w:document"}})).kind == SkipKind::Broken);
  CHECK(skip_of(docx("")).kind == SkipKind::NoText);
  CHECK(skip_of(make_zip({{"word/document.xml", document(paragraph("Text"))}}, "secret")).kind ==
        SkipKind::Encrypted);
}

TEST_CASE("a Word file that is a bomb is refused") {
  SUBCASE("entities") {
    const std::string bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>" +
        document(paragraph("&b;")).substr(55);
    CHECK(skip_of(make_zip({{"word/document.xml", bomb}})).kind == SkipKind::Broken);
  }
  SUBCASE("files that are named") {
    const std::string bomb =
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + document("&a;").substr(55);
    CHECK(skip_of(make_zip({{"word/document.xml", bomb}})).kind == SkipKind::Broken);
  }
  SUBCASE("depth") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<w:p>";
    CHECK(skip_of(docx(deep)).kind == SkipKind::Broken);
  }
  SUBCASE("expansion") {
    CHECK(skip_of(docx(paragraph(std::string(65 << 20, ' ')))).kind == SkipKind::Limit);
  }
}

TEST_CASE("survives damaged Word files") {
  const std::string sound = docx(paragraph("The ferry left") + paragraph("at dawn"));
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::string bytes = sound.substr(0, round % 3 == 0 ? random() % sound.size() : sound.size());
    for (unsigned i = 0; i < 1 + random() % 5 && !bytes.empty(); ++i)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    read(bytes);
  }
}

}  // namespace
}  // namespace dateline
