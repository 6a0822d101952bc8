// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/mime_header.h"

#include <random>

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("finds where the header ends") {
  CHECK(header_length("A: b\n\ntext") == 6);
  CHECK(header_length("A: b\r\n\r\ntext") == 8);
  CHECK(header_length("A: b\n folded: on\nC: d\n\ntext") == 23);
  CHECK(header_length("A: b\nNo header here\n") == 5);
  CHECK(header_length("\ntext") == 1);
  CHECK(header_length("text") == 0);
  CHECK(header_length("") == 0);
  CHECK(header_length("A: b") == 4);
}

TEST_CASE("finds headers") {
  const MimeHeaders headers(
      "Subject: One\r\n two\r\nX-SUBJECT: no\nsubject: three\nEmpty:\n: none\n");
  CHECK(headers.raw("subject") == " One two");
  CHECK(headers.text("SUBJECT") == "One two");
  CHECK(headers.text("x-subject") == "no");
  CHECK(headers.has("Empty"));
  CHECK(headers.text("Empty").empty());
  CHECK(!headers.has("Sub"));
  CHECK(!headers.has("None"));
  CHECK(!MimeHeaders().has("Subject"));
}

TEST_CASE("decodes encoded words") {
  struct {
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"Fire at the port", "Fire at the port"},
      {"=?utf-8?B?0J/QvtC20LDRgA==?=", "Пожар"},
      {"=?KOI8-R?b?8M/WwdI=?=", "Пожар"},
      {"=?koi8-r*ru?Q?=F0=CF=D6=C1=D2?= today", "Пожар today"},
      {"Re: =?utf-8?Q?Fire_at?= =?utf-8?Q?_port?=", "Re: Fire at port"},
      // A character that is cut in two by the end of a word.
      {"=?utf-8?B?0J/QvtC20LA=?=\n =?utf-8?B?0YA=?=", "Пожар"},
      {"=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"},
      {"=?iso-8859-1?Q?caf=E9?= =?utf-8?Q?_=C3=A9?=", "café é"},
      {"caf\xC3\xA9", "café"},
      {"a =?b", "a =?b"},
      {"=?utf-8?X?a?=", "=?utf-8?X?a?="},
      {"=?utf-8?Q?never ended", "=?utf-8?Q?never ended"},
      {"=?utf-8?Q?\?=", ""},
      {"=?utf-8?Q?a=0Ab?=", "a b"},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    CHECK(decode_header_text(row.input) == row.want);
  }
}

TEST_CASE("reads values and their parameters") {
  struct {
    std::string_view input;
    std::string_view value;
    std::string_view name;
    std::string_view parameter;
  } const table[] = {
      {"text/plain; charset=utf-8", "text/plain", "charset", "utf-8"},
      {" Text/HTML ;\r\n\tCharset = \"KOI8-R\"", "text/html", "charset", "KOI8-R"},
      {"text/plain; charset=us-ascii (Plain text)", "text/plain", "charset", "us-ascii"},
      {"text/plain (a; charset=x); charset=y", "text/plain", "charset", "y"},
      {"a/b; name=\"x;\\\"y\"; boundary=z", "a/b", "boundary", "z"},
      {"a/b; name=\"x;\\\"y\"; boundary=z", "a/b", "name", "x;\"y"},
      {"attachment; filename=my report.pdf; x=y", "attachment", "filename", "my report.pdf"},
      {"attachment; filename==?utf-8?Q?caf=C3=A9.pdf?=", "attachment", "filename", "café.pdf"},
      {"attachment; filename*=utf-8''caf%C3%A9%20a.pdf", "attachment", "filename", "café a.pdf"},
      {"attachment; filename=x.pdf; filename*=koi8-r'ru'%F0%CF.pdf", "attachment", "filename",
       "По.pdf"},
      {"a; filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=\"%41.pdf\"", "a", "filename",
       "café%41.pdf"},
      {"a; filename*1=b; filename*0=a", "a", "filename", "ab"},
      {"a; filename*99999999999=b", "a", "filename", ""},
      {"a; x; y=1;;", "a", "y", "1"},
      {"", "", "x", ""},
      {";;;", "", "x", ""},
      {"a; x=\"never closed", "a", "x", "never closed"},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    const MimeValue value = parse_mime_value(row.input);
    CHECK(value.value == row.value);
    CHECK(value.parameter(row.name) == row.parameter);
  }
}

TEST_CASE("names the sender") {
  struct {
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"Ann Lee <ann@x.org>", "Ann Lee"},
      {"\"Lee, Ann\" <ann@x.org>", "Lee, Ann"},
      {"=?utf-8?Q?Ana_L=C3=A9e?= <ann@x.org>", "Ana Lée"},
      {"ann@x.org (Ann Lee)", "Ann Lee"},
      {"ann@x.org", "ann@x.org"},
      {"<ann@x.org>", "ann@x.org"},
      {"Ann <a@x.org>, Bob <b@x.org>", "Ann"},
      {"", ""},
      {"<", ""},
      {"(", ""},
      {"\"", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    CHECK(sender_name(row.input) == row.want);
  }
}

TEST_CASE("reads dates") {
  struct {
    std::string_view input;
    std::string_view want;
  } const table[] = {
      {"Tue, 5 Mar 2024 10:00:00 +0200", "2024-03-05T10:00:00+02:00"},
      {"15 DEC 2023 9:05 -0330 (NST)", "2023-12-15T09:05:00-03:30"},
      {"Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00Z"},
      {"Tue, 05 Mar 2024 10:00:00", "2024-03-05T10:00:00Z"},
      {"Tue, 05 Mar 2024", ""},
      {"Tue, 45 Mar 2024 10:00:00 GMT", ""},
      {"5 May", ""},
      {"5 anf 2024 10:00", ""},
      {"", ""},
      {",", ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.input);
    CHECK(iso_time(row.input) == row.want);
  }
}

TEST_CASE("takes what is in angle brackets") {
  CHECK(angle_content(" <a@b> ") == "a@b");
  CHECK(angle_content("News <news.x.org>") == "news.x.org");
  CHECK(angle_content("a@b") == "a@b");
  CHECK(angle_content("><") == "><");
}

TEST_CASE("long headers take linear time") {
  std::string words;
  std::string parameters = "a/b";
  std::string comments;
  for (int i = 0; i < 300'000; ++i) {
    words += "=?utf-8?q?x?=\n ";
    parameters += "; a*" + std::to_string(i) + "*=x";
    comments += "((";
  }
  CHECK(decode_header_text(words).size() == 300'000);
  parse_mime_value(parameters);
  parse_mime_value(comments);
  decode_header_text(comments + "=?a?q?" + comments);
  sender_name(comments);
}

TEST_CASE("survives any bytes") {
  constexpr std::string_view kLetters = "=?utf-8QBqb_ \"\\();<>*'%0a,\r\n\xC3\xFF";
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (unsigned i = 0; i < random() % 60; ++i) bytes += kLetters[random() % kLetters.size()];
    decode_header_text(bytes);
    parse_mime_value(bytes);
    sender_name(bytes);
    header_length(bytes);
  }
}

}  // namespace
}  // namespace dateline
