// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/xmp_packet.h"

#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

std::string packet(const std::string& attributes, const std::string& fields) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
         "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
         "rdf:about=\"\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" " +
         attributes + ">" + fields +
         "</rdf:Description></rdf:RDF></x:xmpmeta>   <?xpacket end=\"w\"?>";
}

TEST_CASE("reads elements and lists") {
  RawDocument raw;
  add_xmp(packet("",
                 "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">Пожар</rdf:li><rdf:li "
                 "xml:lang=\"en\">Fire</rdf:li></rdf:Alt></dc:title>"
                 "<dc:creator><rdf:Seq><rdf:li>Ann Lee</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq>"
                 "</dc:creator><dc:subject><rdf:Bag><rdf:li>fire</rdf:li><rdf:li>port</rdf:li>"
                 "</rdf:Bag></dc:subject><dc:language>ru</dc:language>"
                 "<dc:description>The port burns</dc:description>"
                 "<xmp:CreateDate>2024-03-05T10:00:00Z</xmp:CreateDate><xmp:ModifyDate>2024-03-06"
                 "</xmp:ModifyDate><xmp:CreatorTool>Word</xmp:CreatorTool>"),
          raw);
  CHECK(raw.title == "Пожар");
  CHECK(raw.author == "Ann Lee");
  CHECK(raw.language == "ru");
  CHECK(raw.description == "The port burns");
  CHECK(raw.tags == std::vector<std::string>{"fire", "port"});
  REQUIRE(raw.dates.size() == 2);
  CHECK(raw.dates[0].name == "CreateDate");
  CHECK(raw.dates[0].text == "2024-03-05T10:00:00Z");
}

TEST_CASE("reads attributes") {
  RawDocument raw;
  add_xmp(packet("dc:title=\"Fire\" xmp:CreateDate=\"2024-03-05\"", ""), raw);
  CHECK(raw.title == "Fire");
  CHECK(raw.dates.size() == 1);
}

TEST_CASE("leaves what is there") {
  RawDocument raw;
  raw.title = "Mine";
  raw.dates.emplace_back(DateSource::DocumentInfo, "D:2023", "CreationDate");
  add_xmp(packet("dc:title=\"Fire\" xmp:CreateDate=\"2024-03-05\"", ""), raw);
  CHECK(raw.title == "Mine");
  CHECK(raw.dates.size() == 1);
}

TEST_CASE("survives what is no XMP") {
  for (const char* xml : {"", "x", "<", "<a><b></a>", "<a/>", "<!DOCTYPE a><a/>"}) {
    RawDocument raw;
    add_xmp(xml, raw);
    CHECK(raw.title.empty());
  }
}

}  // namespace
}  // namespace dateline
