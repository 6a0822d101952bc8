// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sandbox/messages.h"

#include <string>

#include <doctest/doctest.h>

#include "common/base/error.h"
#include "common/base/utf8.h"

using namespace dateline;

namespace {

RawDocument full_document() {
  RawDocument raw;
  raw.title = "Ferry aground";
  raw.text = "One.\n\nTwo.";
  raw.captions = {"The ferry", ""};
  raw.description = "A ferry ran aground.";
  raw.own_id = "17";
  raw.type = "html";
  raw.charset = "windows-1251";
  raw.charset_confidence = 40;
  raw.url = "https://news.example/ferry";
  raw.site = "News";
  raw.author = "Jane Doe";
  raw.language = "en";
  raw.tags = {"sea", "ships"};
  raw.crawled = "2024-03-05T10:00:00Z";
  raw.dates = {{DateSource::JsonLd, "2024-03-05", "datePublished"},
               {DateSource::Url, "/2024/03/05/"}};
  return raw;
}

}  // namespace

TEST_CASE("a document comes out of its message as it went in") {
  const RawDocument raw = full_document();
  const RawDocument read = decode_document(encode_document(raw));
  CHECK(read.title == raw.title);
  CHECK(read.text == raw.text);
  CHECK(read.captions == raw.captions);
  CHECK(read.description == raw.description);
  CHECK(read.own_id == raw.own_id);
  CHECK(read.type == raw.type);
  CHECK(read.charset == raw.charset);
  CHECK(read.charset_confidence == raw.charset_confidence);
  CHECK(read.url == raw.url);
  CHECK(read.site == raw.site);
  CHECK(read.author == raw.author);
  CHECK(read.language == raw.language);
  CHECK(read.tags == raw.tags);
  CHECK(read.crawled == raw.crawled);
  REQUIRE(read.dates.size() == 2);
  CHECK(read.dates[0].source == DateSource::JsonLd);
  CHECK(read.dates[0].text == "2024-03-05");
  CHECK(read.dates[0].name == "datePublished");
  CHECK(read.dates[1].name.empty());
}

TEST_CASE("texts that are not UTF-8 are made so, whatever a worker sends") {
  RawDocument raw;
  raw.title = "caf\xE9";
  CHECK(is_valid_utf8(decode_document(encode_document(raw)).title));
  CHECK(is_valid_utf8(decode_skipped(encode_skipped("\xFF/a", {SkipKind::Broken, "\xFE"})).name));
}

TEST_CASE("a message that is cut short anywhere is refused") {
  const std::string whole = encode_document(full_document());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK_THROWS_AS(decode_document(whole.substr(0, length)), Error);
  }
}

TEST_CASE("a member and its bytes travel in one message") {
  Member member;
  member.name = "a.zip#b/c.html";
  member.line = 17;
  member.format = Format::Html;
  member.url = "https://news.example/c";
  member.charset = "koi8-r";
  member.crawled = "2024-03-05T10:00:00Z";
  const Member read = decode_member(encode_member_head(member) + "<p>\xC1</p>");
  CHECK(read.name == member.name);
  CHECK(read.line == 17);
  CHECK(read.format == Format::Html);
  CHECK(read.url == member.url);
  CHECK(read.charset == member.charset);
  CHECK(read.crawled == member.crawled);
  CHECK(read.bytes == "<p>\xC1</p>");
}

TEST_CASE("settings and questions come out as they went in") {
  WorkerSetup setup;
  setup.options.whole_page = true;
  setup.options.encoding = "koi8-u";
  setup.limits.depth = 2;
  const WorkerSetup read = decode_setup(encode_setup(setup));
  CHECK(read.options.whole_page);
  CHECK(read.options.encoding == "koi8-u");
  CHECK(read.limits.depth == 2);
  const std::string question =
      encode_request_head({Format::Pdf, "", "a.pdf", "https://a.example/", "utf-8"}) + "%PDF";
  const ParseRequest request = decode_request(question);
  CHECK(request.format == Format::Pdf);
  CHECK(request.name == "a.pdf");
  CHECK(request.url == "https://a.example/");
  CHECK(request.charset == "utf-8");
  CHECK(request.bytes == "%PDF");
  const ContainerRequest container = decode_container(encode_container("a.zip", Format::Archive));
  CHECK(container.name == "a.zip");
  CHECK(container.format == Format::Archive);
}
