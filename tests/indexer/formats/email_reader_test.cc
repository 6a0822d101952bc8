// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/email_reader.h"

#include <random>
#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

RawDocument read(const std::string& mail, std::string_view forced = {}) {
  const ReadResult result = read_email(mail, forced, {});
  if (const auto* skip = std::get_if<Skip>(&result)) FAIL(to_string(skip->kind), skip->detail);
  return std::get<RawDocument>(result);
}

SkipKind skip_of(const std::string& mail) {
  const ReadResult result = read_email(mail, {}, {});
  REQUIRE(std::holds_alternative<Skip>(result));
  return std::get<Skip>(result).kind;
}

std::string multipart(const std::string& kind, const std::vector<std::string>& parts,
                      const std::string& boundary = "b") {
  std::string mail = "Content-Type: multipart/" + kind + "; boundary=" + boundary + "\n\n";
  for (const std::string& part : parts) mail += "--" + boundary + "\n" + part + "\n";
  return mail + "--" + boundary + "--\n";
}

const std::string kPlain = "Content-Type: text/plain\n\nThe plain text";
const std::string kHtml = "Content-Type: text/html\n\n<p>The <b>rich</b> text</p>";

TEST_CASE("reads the fields of a mail") {
  const RawDocument raw = read(
      "Received: from x\nFrom: \"Ann Lee\" <ann@x.org>\nTo: Bob <bob@x.org>\n"
      "Subject: =?utf-8?B?0J/QvtC20LDRgA==?=\nDate: Tue, 5 Mar 2024 10:00:00 +0200\n"
      "Message-ID: <1@x.org>\nList-Id: News <news.x.org>\nContent-Language: en\n"
      "Keywords: fire, port\n\nThe port burns.\n\n> It was said\n\n-- \nAnn\n");
  CHECK(raw.title == "Пожар");
  CHECK(raw.author == "Ann Lee");
  CHECK(raw.text == "The port burns.\n\n> It was said\n\n-- \nAnn");
  CHECK(raw.own_id == "1@x.org");
  CHECK(raw.site == "news.x.org");
  CHECK(raw.language == "en");
  CHECK(raw.type == "email");
  CHECK(raw.tags == std::vector<std::string>{"fire", "port"});
  REQUIRE(raw.dates.size() == 1);
  CHECK(raw.dates[0].source == DateSource::MailHeader);
  CHECK(raw.dates[0].name == "Date");
  CHECK(raw.dates[0].text == "Tue, 5 Mar 2024 10:00:00 +0200");
  CHECK(raw.text.find("bob") == std::string::npos);
}

TEST_CASE("decodes the text") {
  struct {
    const char* name;
    std::string mail;
    std::string_view want;
  } const table[] = {
      {"quoted-printable",
       "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: "
       "quoted-printable\n\ncaf=E9 =\nau lait",
       "café au lait"},
      {"base64",
       "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8M/WwdI=",
       "Пожар"},
      {"flowed", "Content-Type: text/plain; format=flowed\n\nThe port \nburns.\nNext",
       "The port burns.\nNext"},
      {"line ends", "X: y\r\n\r\none\r\ntwo\r\n", "one\ntwo"},
      {"html", "Content-Type: text/html\n\n<p>The <b>port</b> burns</p>", "The port burns"},
      {"html with its own charset",
       "Content-Type: text/html\n\n<meta charset=koi8-r><p>\xF0\xCF\xD6\xC1\xD2</p>", "Пожар"},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    CHECK(read(row.mail).text == row.want);
  }
}

TEST_CASE("a forced encoding decides") {
  const std::string mail = "Content-Type: text/plain; charset=koi8-r\n\n\xCF\xEE\xE6\xE0\xF0";
  CHECK(read(mail, "windows-1251").text == "Пожар");
  CHECK(read(mail, "windows-1251").charset == "windows-1251");
  CHECK(read(mail).charset == "koi8-r");
}

TEST_CASE("chooses among several forms of a text") {
  SUBCASE("plain before rich, in any order") {
    CHECK(read(multipart("alternative", {kPlain, kHtml})).text == "The plain text");
    CHECK(read(multipart("alternative", {kHtml, kPlain})).text == "The plain text");
  }
  SUBCASE("an empty one is none") {
    CHECK(read(multipart("alternative", {"Content-Type: text/plain\n\n \n", kHtml})).text ==
          "The rich text");
  }
  SUBCASE("a stub is none") {
    std::string rich = "Content-Type: text/html\n\n<p>";
    for (int i = 0; i < 100; ++i) rich += "The port burns. ";
    rich += "</p>";
    const std::string stub = "Content-Type: text/plain\n\nYour program cannot show this mail.";
    CHECK(read(multipart("alternative", {stub, rich})).text.starts_with("The port burns."));
    const std::string related = multipart("related", {rich, "Content-Type: image/png\n\nx"}, "r");
    CHECK(read(multipart("alternative", {stub, related})).text.starts_with("The port burns."));
  }
  SUBCASE("only rich ones") {
    CHECK(read(multipart("alternative", {"Content-Type: text/calendar\n\nBEGIN", kHtml})).text ==
          "The rich text");
  }
  SUBCASE("what is attached to the other form is named") {
    const std::string pdf =
        "Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nx";
    const RawDocument raw =
        read(multipart("alternative", {kPlain, multipart("mixed", {kHtml, pdf}, "m")}));
    CHECK(raw.text == "The plain text");
    CHECK(raw.description == "Attached: a.pdf");
  }
}

TEST_CASE("joins parts, names attachments") {
  const RawDocument raw = read(
      "Subject: s\n" +
      multipart("mixed", {kPlain, "Content-Type: application/pdf; name=\"a.pdf\"\n\n%PDF", kHtml,
                          "Content-Type: text/plain\nContent-Disposition: attachment; "
                          "filename=notes.txt\n\nsecret",
                          "Content-Type: image/png\nContent-Disposition: attachment; "
                          "filename*=utf-8''caf%C3%A9.png\n\nx",
                          "Content-Type: application/octet-stream\n\nx",
                          "Content-Type: application/pgp-signature; name=s.asc\n\nx"}));
  CHECK(raw.text == "The plain text\n\nThe rich text");
  CHECK(raw.description == "Attached: a.pdf, notes.txt, café.png, application/octet-stream");
}

TEST_CASE("reads the mails that a mail forwards") {
  const RawDocument raw = read(
      multipart("mixed", {kPlain,
                          "Content-Type: message/rfc822\n\nSubject: Inner\nFrom: Bob <b@x.org>\n\n"
                          "Inner text"}));
  CHECK(raw.text == "The plain text\n\nInner\nBob\n\nInner text");
}

TEST_CASE("a mail without text has its subject") {
  CHECK(read("Subject: Fire\n\n").title == "Fire");
  CHECK(skip_of("X: y\n\n") == SkipKind::NoText);
}

TEST_CASE("names mails that cannot be read") {
  CHECK(skip_of("") == SkipKind::Broken);
  CHECK(skip_of("Just a text\n") == SkipKind::Broken);
  CHECK(skip_of("Subject: s\n" +
                multipart("encrypted", {"Content-Type: application/pgp-encrypted\n\nVersion: 1",
                                        "Content-Type: application/octet-stream\n\nx"})) ==
        SkipKind::Encrypted);
  CHECK(
      skip_of("Subject: s\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx") ==
      SkipKind::Encrypted);
}

TEST_CASE("reads web pages saved as MHTML") {
  const std::string page =
      "Content-Type: text/html; charset=koi8-r\nContent-Location: https://x.org/fire\n\n"
      "<html><body><p>\xF0\xCF\xD6\xC1\xD2</p></body></html>";
  const std::string picture = "Content-Type: image/png\nContent-Location: https://x.org/a.png\n\nx";
  SUBCASE("by Chromium") {
    const RawDocument raw = read(
        "From: <Saved by Blink>\nDate: Tue, 5 Mar 2024 10:00:00 -0000\nSnapshot-Content-Location: "
        "https://x.org/snap\nSubject: Fire\n" +
        multipart("related", {page, picture}));
    CHECK(raw.type == "html");
    CHECK(raw.url == "https://x.org/snap");
    CHECK(raw.text.find("Пожар") != std::string::npos);
    CHECK(raw.charset == "koi8-r");
    CHECK(raw.author.empty());
    CHECK(raw.dates.empty());
    CHECK(raw.crawled == "2024-03-05T10:00:00Z");
  }
  SUBCASE("by others") {
    const RawDocument raw =
        read("From: x\nSubject: Fire\n" + multipart("related", {page, picture}));
    CHECK(raw.type == "html");
    CHECK(raw.url == "https://x.org/fire");
  }
  SUBCASE("a page alone") { CHECK(read("Subject: Fire\n" + page).type == "html"); }
  SUBCASE("a mail is none, even with the address of a page") {
    const RawDocument raw =
        read("To: b@x.org\nSubject: Fire\n" + multipart("related", {page, picture}));
    CHECK(raw.type == "email");
    CHECK(raw.title == "Fire");
    CHECK(raw.text.find("Пожар") != std::string::npos);
  }
  SUBCASE("start names the page") {
    const std::string frame = "Content-Type: text/html\nContent-ID: <f>\n\n<p>Frame</p>";
    const std::string start =
        "Content-Type: text/html\nContent-ID: <s>\nContent-Location: "
        "https://x.org/s\n\n<p>Page</p>";
    const RawDocument raw = read(multipart("related; start=\"<s>\"", {frame, start}));
    CHECK(raw.text.find("Page") != std::string::npos);
    CHECK(raw.url == "https://x.org/s");
  }
}

TEST_CASE("survives damaged mails") {
  const std::string sound =
      "From: \"Ann Lee\" <ann@x.org>\nSubject: =?utf-8?B?0J/QvtC20LDRgA==?=\n" +
      multipart(
          "mixed",
          {kPlain, multipart("alternative", {kPlain, kHtml}, "c"),
           "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n8M/"
           "WwdI="});
  std::mt19937 random(5);
  for (int round = 0; round < 1000; ++round) {
    std::string mail = sound.substr(0, round % 3 == 0 ? random() % sound.size() : sound.size());
    for (unsigned i = 0; i < 1 + random() % 6 && !mail.empty(); ++i)
      mail[random() % mail.size()] = static_cast<char>(random());
    read_email(mail, {}, {});
  }
}

}  // namespace
}  // namespace dateline
