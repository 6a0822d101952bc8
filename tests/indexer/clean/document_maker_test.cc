// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/document_maker.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

RawDocument article(std::string_view text) {
  RawDocument raw;
  raw.type = "text";
  raw.text = text;
  return raw;
}

TEST_CASE("puts a saved page together") {
  const Document document =
      make_document(article("2.8 C\nTuesday, February 27, 2024\n\nHarbour workers want to return "
                            "to their homes\n\nMust read\n\n"
                            "- Advertisement -\n\nThis is one of the most important questions "
                            "about the fire in the harbour of the city.\n"),
                    "003_d85f0e47d17f9594.txt");
  CHECK(document.title == "Harbour workers want to return to their homes");
  CHECK(to_string(document.publication.best.date) == "2024-02-27");
  CHECK(document.publication.best.source == DateSource::DateLine);
  CHECK(
      document.body ==
      "Tuesday, February 27, 2024\n\nThis is one of the most important questions about the fire in "
      "the harbour of the city.");
  CHECK(whole_text(document).starts_with(
      "2.8 C\nTuesday, February 27, 2024\n\nMust read\n\n- Advertisement -\n\nThis is one"));
  CHECK(document.language == "en");
  CHECK(document.type == "text");
}

TEST_CASE("lines that are cut leave no gaps, and take none that keep paragraphs apart") {
  struct Row {
    const char* text;
    const char* body;
  };
  const Row rows[] = {
      {"The ferry sailed.\n\n- Advertisement -\n\nIt came back.",
       "The ferry sailed.\n\nIt came back."},
      {"The ferry sailed.\n- Advertisement -\n\nIt came back.",
       "The ferry sailed.\n\nIt came back."},
      {"The ferry sailed.\n- Advertisement -\nIt came back.", "The ferry sailed.\nIt came back."},
      {"The ferry sailed.\n\n- Advertisement -\nIt came back.",
       "The ferry sailed.\n\nIt came back."},
      {"The ferry sailed.\n\n- Advertisement -\n\n- Advertisement -\n\nIt came back.",
       "The ferry sailed.\n\nIt came back."},
      {"The ferry sailed.\n\nIt came back.\n\n- Advertisement -",
       "The ferry sailed.\n\nIt came back."},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    RawDocument raw = article(row.text);
    raw.title = "Ferries";
    const Document document = make_document(std::move(raw), "");
    CHECK(document.body == row.body);
    CHECK(whole_text(document) == row.text);
  }
}

TEST_CASE("the site is the publication, else the host") {
  struct {
    const char* name;
    const char* site;
    const char* url;
    const char* want;
  } const table[] = {
      {"stated", "The Harbour Post", "https://x.org/a", "The Harbour Post"},
      {"host", "", "https://www.Example.org:8080/a?b#c", "example.org"},
      {"user in the address", "", "http://ann@news.example.org/", "news.example.org"},
      {"address stated", "https://www.example.org/", "", "example.org"},
      {"host stated", "www.Example.org", "", "example.org"},
      {"no address", "", "example", ""},
      {"nothing", "", "", ""},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      RawDocument raw = article("Text");
      raw.site = row.site;
      raw.url = row.url;
      CHECK(make_document(std::move(raw), "").site == row.want);
    }
  }
}

TEST_CASE("fields of one line are one line and not too long") {
  RawDocument raw = article("Text with a NUL");
  raw.text += '\0';
  raw.text += "inside";
  raw.title = " Fire\n in\tthe \x01 port ";
  raw.author.assign(5000, 'x');
  raw.url = "https://x.org/" + std::string(995, 'a') + "ййй";
  raw.tags = {" war ", "war", "", "grain\n"};
  const Document document = make_document(std::move(raw), "");
  CHECK(document.title == "Fire in the port");
  CHECK(document.author.size() == 1000);
  CHECK(document.url.size() <= 1000);
  CHECK(document.tags == std::vector<std::string>{"war", "grain"});
  CHECK(document.body == "Text with a NUL inside");
}

TEST_CASE("the stated language goes before the recognised one") {
  RawDocument raw = article("The harbour authority said on Monday that the fire had been put out.");
  raw.language = "de-AT";
  CHECK(make_document(std::move(raw), "").language == "de");
  CHECK(make_document(article(""), "").language.empty());
}

}  // namespace
}  // namespace dateline
