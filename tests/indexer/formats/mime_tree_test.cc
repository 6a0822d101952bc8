// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/mime_tree.h"

#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

using Parts = std::vector<MimePart>;

// The parts are views into the mail.
Parts split(std::string_view mail) {
  auto result = split_mime(mail);
  REQUIRE(std::holds_alternative<Parts>(result));
  return std::get<Parts>(result);
}

TEST_CASE("a plain mail is one part") {
  const std::string mail = "Subject: a\n\nText\n";
  const Parts parts = split(mail);
  REQUIRE(parts.size() == 1);
  CHECK(parts[0].type.value == "text/plain");
  CHECK(parts[0].body == "Text\n");
}

TEST_CASE("splits at boundaries") {
  const std::string mail =
      "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n"
      "--b\r\nContent-Type: text/html\r\n\r\none\r\n--bb\r\n --b\r\n"
      "--b  \r\n\r\ntwo\r\n"
      "--b--\r\nepilogue";
  const Parts parts = split(mail);
  REQUIRE(parts.size() == 3);
  CHECK(parts[0].children == std::vector<std::size_t>{1, 2});
  CHECK(parts[1].type.value == "text/html");
  CHECK(parts[1].body == "one\r\n--bb\r\n --b");
  CHECK(parts[2].body == "two");
}

TEST_CASE("the last part may have no end") {
  const Parts parts =
      split("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\nthree");
  REQUIRE(parts.size() == 3);
  CHECK(parts[2].body == "two\nthree");
}

TEST_CASE("nests") {
  const Parts parts = split(
      "Content-Type: multipart/mixed; boundary=a\n\n--a\n"
      "Content-Type: multipart/alternative; boundary=b\n\n--b\n\none\n--b--\n--a\n"
      "Content-Type: message/rfc822\n\nSubject: inner\n\ntext\n--a--\n");
  REQUIRE(parts.size() == 5);
  CHECK(parts[0].children == std::vector<std::size_t>{1, 2});
  CHECK(parts[1].children == std::vector<std::size_t>{3});
  CHECK(parts[3].body == "one");
  CHECK(parts[4].headers.text("Subject") == "inner");
  CHECK(parts[4].body == "text");
}

TEST_CASE("a digest is made of mails") {
  const Parts parts =
      split("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: a\n\nb\n--b--\n");
  REQUIRE(parts.size() == 3);
  CHECK(parts[2].headers.text("Subject") == "a");
}

TEST_CASE("passes over the line of a mailbox") {
  CHECK(split("From ann@x.org Tue Mar  5 2024\nSubject: a\n\ntext")[0].body == "text");
}

TEST_CASE("a multipart that has no parts keeps its body") {
  for (const char* type :
       {"multipart/mixed", "multipart/mixed; boundary=\"\"", "multipart/mixed; boundary=b"}) {
    const std::string mail = std::string("Content-Type: ") + type + "\n\ntext\n";
    const Parts parts = split(mail);
    CHECK(parts.size() == 1);
    CHECK(parts[0].body == "text\n");
  }
}

TEST_CASE("names what is no mail") {
  for (const char* bytes : {"", "\n\n", "no header", "From ", "From x"}) {
    const auto result = split_mime(bytes);
    REQUIRE(std::holds_alternative<Skip>(result));
    CHECK(std::get<Skip>(result).kind == SkipKind::Broken);
  }
}

TEST_CASE("a long boundary that nearly fits everywhere takes linear time") {
  const std::string mail = "Content-Type: multipart/mixed; boundary=\"" +
                           std::string(1'000'000, '-') + "x\"\n\n" + std::string(30'000'000, '-');
  CHECK(split(mail).size() == 1);
}

TEST_CASE("refuses what nests or holds too much") {
  std::string mail = "Content-Type: multipart/mixed; boundary=b\n\n";
  SUBCASE("the same boundary again and again") {
    for (int i = 0; i < 100'000; ++i) mail += "--b\nContent-Type: multipart/mixed; boundary=b\n\n";
  }
  SUBCASE("other boundaries") {
    for (int i = 0; i < 100'000; ++i) {
      const std::string number = i == 0 ? "" : std::to_string(i);
      mail += "--b" + number + "\nContent-Type: multipart/mixed; boundary=b" +
              std::to_string(i + 1) + "\n\n";
    }
  }
  SUBCASE("mails in mails") {
    mail.clear();
    for (int i = 0; i < 100'000; ++i) mail += "Content-Type: message/rfc822\n\n";
  }
  SUBCASE("parts") {
    for (int i = 0; i < 1'000'000; ++i) mail += "--b\n\nx\n";
  }
  const auto result = split_mime(mail);
  REQUIRE(std::holds_alternative<Skip>(result));
  CHECK(std::get<Skip>(result).kind == SkipKind::Limit);
}

}  // namespace
}  // namespace dateline
