// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/pdf_reader.h"

#include <random>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/made_pdf.h"

namespace dateline {
namespace {

#ifdef DATELINE_HAVE_POPPLER

// With its content in object 4 and its font in object 5.
constexpr const char* kPage =
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
    "/Resources << /Font << /F 5 0 R >> >> >>";

RawDocument read(const std::string& pdf) {
  const ReadResult result = read_pdf(pdf);
  if (const auto* skip = std::get_if<Skip>(&result)) FAIL(to_string(skip->kind), skip->detail);
  return std::get<RawDocument>(result);
}

Skip skip_of(const std::string& pdf, const PdfLimits& limits = {}) {
  const ReadResult result = read_pdf(pdf, limits);
  REQUIRE(std::holds_alternative<Skip>(result));
  return std::get<Skip>(result);
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

TEST_CASE("reads text and properties") {
  const RawDocument raw = read(make_pdf(
      {{{50, 700, "The ferry left the harbour at dawn and was not"}, {50, 688, "seen again."}},
       {{50, 700, "The search goes on."}}},
      "/Title (Ferry lost) /Author (Ann Lee) /Keywords (ferry, harbour) /Subject (A ferry is lost) "
      "/CreationDate (D:20240305101500+02'00') /ModDate (D:20240306)"));
  CHECK(raw.text ==
        "The ferry left the harbour at dawn and was not seen again.\n\nThe search goes on.");
  CHECK(raw.title == "Ferry lost");
  CHECK(raw.author == "Ann Lee");
  CHECK(raw.description == "A ferry is lost");
  CHECK(raw.tags == std::vector<std::string>{"ferry", "harbour"});
  REQUIRE(raw.dates.size() == 2);
  CHECK(raw.dates[0].source == DateSource::DocumentInfo);
  CHECK(raw.dates[0].name == "CreationDate");
  CHECK(raw.dates[0].text == "D:20240305101500+02'00'");
  CHECK(raw.dates[1].name == "ModDate");
}

TEST_CASE("properties in UTF-16") {
  const RawDocument raw =
      read(make_pdf({{{50, 700, "Text"}}}, "/Title <FEFF041F043E0436043004400020D83DDD25>"));
  CHECK(raw.title == "Пожар \U0001F525");
}

TEST_CASE("properties in XMP") {
  const std::string xmp =
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Пожар</dc:title></rdf:Description>"
      "</rdf:RDF>";
  const std::string content = "BT /F 12 Tf 50 700 Td (Text) Tj ET";
  const RawDocument raw = read(assemble_pdf(
      {"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
       "<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>", kPage,
       fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content),
       "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
       fmt::format("<< /Type /Metadata /Subtype /XML /Length {} >>\nstream\n{}\nendstream",
                   xmp.size(), xmp)},
      "/Root 1 0 R"));
  CHECK(raw.title == "Пожар");
}

TEST_CASE("reads pages that are turned") {
  for (const char* turn : {"/Rotate 90", "/Rotate 180", "/Rotate 270"}) {
    CAPTURE(turn);
    CHECK(read(make_pdf({{{50, 700, "Turned round"}}}, "", turn)).text == "Turned round");
  }
}

TEST_CASE("reads columns one after the other") {
  const RawDocument raw = read(make_pdf({{{200, 750, "The headline over all of it", 20},
                                          {50, 700, "The left column has this as its first line"},
                                          {50, 688, "and then a second one which ends here"},
                                          {320, 700, "and goes on in the right one, which is"},
                                          {320, 688, "the end of it."}}}));
  CHECK(raw.text ==
        "The headline over all of it\n\nThe left column has this as its first line and then a "
        "second one which ends here and goes on in the right one, which is the end of it.");
}

TEST_CASE("names what cannot be read") {
  SUBCASE("a password") {
    const std::string junk(32, 'x');
    const Skip skip = skip_of(assemble_pdf(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"},
        fmt::format("/Root 1 0 R /ID [(aa) (bb)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
                    "/O ({}) /U ({}) >>",
                    junk, junk)));
    CHECK(skip.kind == SkipKind::Encrypted);
    CHECK(skip.detail == "needs a password");
  }
  SUBCASE("no text") {
    const Skip skip = skip_of(make_pdf({{}, {}, {}}));
    CHECK(skip.kind == SkipKind::NoText);
    CHECK(skip.detail == "no text on 3 pages: scanned pages?");
    CHECK(skip_of(make_pdf({{}})).detail == "no text on 1 page: scanned pages?");
  }
  SUBCASE("no pages that are there") {
    const Skip skip = skip_of(assemble_pdf(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1000000000 /Kids [] >>"},
        "/Root 1 0 R"));
    CHECK(skip.kind == SkipKind::Broken);
  }
  SUBCASE("no PDF at all") {
    for (const std::string& bytes : {std::string(), std::string("%PDF-1.4\n"),
                                     std::string(1000, '\0'), std::string("<html>")}) {
      CHECK(skip_of(bytes).kind == SkipKind::Broken);
    }
  }
  SUBCASE("too large") {
    PdfLimits limits;
    limits.bytes = 100;
    CHECK(skip_of(make_pdf({{{50, 700, "Text"}}}), limits).kind == SkipKind::TooLarge);
  }
}

// RC4 with a key of 40 bits, made for this test; the password of the user is empty.
TEST_CASE("reads what is encrypted without a password") {
  const std::string content = from_hex(
      "6121b6e0c28585dd5307ba307bd9c7c75f88991c258fcdc929de672fdc5af4bdf979109569ec7e3aace388f8d4be"
      "4334fcbac0580489");
  const RawDocument raw = read(assemble_pdf(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>", kPage,
       fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content),
       "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"},
      "/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
      "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
      "/O <c92422687facee686e373f10b5c7d04738053152f7e2ee30e11c69ec442576ab> "
      "/U <adb43c8d5c0a904ecd6878928abf0a1ef65fa75e1632b2134005fa3b1d844c68> >>"));
  CHECK(raw.text == "Read without a password.");
}

TEST_CASE("finds the pages of a file that has lost its list of them") {
  std::string pdf = make_pdf({{{50, 700, "The ferry left"}}, {{50, 700, "and came back."}}});
  pdf.replace(pdf.find("2 0 obj"), 7, "xxxxxxx");
  SUBCASE("damaged") {}
  SUBCASE("cut short") { pdf.resize(pdf.find("xref")); }
  CHECK(read(pdf).text == "The ferry left and came back.");
}

TEST_CASE("stops at its limits") {
  const std::string pdf = make_pdf({{{50, 700, "One"}}, {{50, 700, "Two"}}, {{50, 700, "Three"}}});
  PdfLimits limits;
  SUBCASE("pages") {
    limits.pages = 2;
    CHECK(std::get<RawDocument>(read_pdf(pdf, limits)).text == "One\n\nTwo");
  }
  SUBCASE("text") {
    limits.text_bytes = 4;
    CHECK(std::get<RawDocument>(read_pdf(pdf, limits)).text.size() <= 4);
  }
}

TEST_CASE("names attached files") {
  const RawDocument raw = read(assemble_pdf(
      {"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [ (a.csv) 6 0 R ] >> >> "
       ">>",
       "<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>", kPage,
       "<< /Length 41 >>\nstream\nBT /F 12 Tf 50 700 Td (See the table) Tj ET\nendstream",
       "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
       "<< /Type /Filespec /F (a.csv) /EF << /F 7 0 R >> >>",
       "<< /Type /EmbeddedFile /Length 3 >>\nstream\n1,2\nendstream"},
      "/Root 1 0 R"));
  CHECK(raw.text == "See the table");
  CHECK(raw.description == "Attached: a.csv");
}

TEST_CASE("survives loops") {
  SUBCASE("pages that are their own children") {
    skip_of(assemble_pdf(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 3 /Kids [ 2 0 R 2 0 R ] >>"},
        "/Root 1 0 R"));
  }
  SUBCASE("a table of objects that points to itself") {
    std::string pdf = make_pdf({{{50, 700, "Text"}}});
    const std::size_t start = pdf.find("xref\n");
    pdf.replace(pdf.find("/Root"), 5, fmt::format("/Prev {} /Root", start));
    read_pdf(pdf);
  }
  SUBCASE("a page that draws itself") {
    const std::string form =
        "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length 5 /Resources << /XObject << "
        "/X "
        "4 0 R >> >> >>\nstream\n/X Do\nendstream";
    skip_of(assemble_pdf(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>",
         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
         "/Resources << /XObject << /X 4 0 R >> >> >>",
         form},
        "/Root 1 0 R"));
  }
}

TEST_CASE("survives damage") {
  const std::string sound =
      make_pdf({{{50, 700, "The ferry left"}}, {{50, 700, "at dawn"}}}, "/Title (Ferry)");
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string pdf = sound.substr(0, round % 3 == 0 ? random() % sound.size() : sound.size());
    for (unsigned i = 0; i < 1 + random() % 8 && !pdf.empty(); ++i)
      pdf[random() % pdf.size()] = static_cast<char>(random());
    read_pdf(pdf);
  }
}

#else

TEST_CASE("a build without a PDF reader says so") {
  const ReadResult result = read_pdf("%PDF-1.4");
  REQUIRE(std::holds_alternative<Skip>(result));
  CHECK(std::get<Skip>(result).kind == SkipKind::NotSupported);
}

#endif

}  // namespace
}  // namespace dateline
