// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/warc.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/indexer/containers/made_containers.h"

namespace dateline {
namespace {

using namespace std::string_literals;
using Names = std::vector<std::string>;

const std::string kInfo =
    "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n"
    "Content-Length: 14\r\n\r\nsoftware: x\r\n\r\n\r\n\r\n";

std::string response(std::string_view url, std::string_view fields, std::string_view body,
                     std::string_view status = "200 OK") {
  return warc_record("response", url, "application/http; msgtype=response",
                     http(fields, body, status));
}

TEST_CASE("the pages of a WARC file, packed in every way") {
  const std::string one = warc_page("http://example.org/1", "one");
  const std::string two = warc_page("http://example.org/2", "two");
  const std::string plain = kInfo + one + two;
  std::string dictionary;
  while (dictionary.size() < 4000) dictionary += one;
  const auto skippable = [](std::string_view magic, const std::string& bytes) {
    std::string frame(magic);
    for (unsigned shift = 0; shift < 32; shift += 8)
      frame += static_cast<char>(bytes.size() >> shift);
    return frame + bytes;
  };
  const std::string frames =
      zstd(kInfo, dictionary) + zstd(one, dictionary) + zstd(two, dictionary);
  const struct {
    const char* name;
    std::string bytes;
  } table[] = {
      {"a.warc", plain},
      {"a.warc.gz", gzip(kInfo) + gzip(one) + gzip(two)},
      {"a.warc.gz", gzip(plain)},
      {"a.warc.zst", zstd(plain)},
      {"a.warc.zst", zstd(kInfo) + zstd(one) + zstd(two)},
      {"a.warc.zst", skippable("\x5D\x2A\x4D\x18", dictionary) + frames},
      {"a.warc.zst", skippable("\x5D\x2A\x4D\x18", zstd(dictionary)) + frames},
      {"a.warc.zst", skippable("\x50\x2A\x4D\x18", "index") + zstd(plain)},
      {"a.warc.xz", xz(plain)},
      {"upload", gzip(kInfo) + gzip(one) + gzip(two)},
  };
  for (const auto& row : table) {
    CAPTURE(row.name);
    CAPTURE(row.bytes.size());
    const Found found = unpack_bytes(row.bytes, row.name);
    CHECK(lines(found.reasons()).empty());
    CHECK(found.names() == Names{"http://example.org/1", "http://example.org/2"});
    REQUIRE(!found.members.empty());
    const Member& member = found.members[0];
    CHECK(member.format == Format::Html);
    CHECK(member.bytes == page("one"));
    CHECK(member.url == "http://example.org/1");
    CHECK(member.charset == "utf-8");
    CHECK(member.crawled == "2024-03-05T10:00:00Z");
  }
  const Found in_zip = unpack_bytes(make_zip({{"crawl/a.warc.gz", gzip(one)}}), "a.zip");
  CHECK(in_zip.names() == Names{"crawl/a.warc.gz#http://example.org/1"});
}

TEST_CASE("which records are documents") {
  const std::string html = "Content-Type: text/html\r\n";
  const struct {
    std::string what;
    std::string record;
    Format want;  // Unknown: passed over
  } table[] = {
      {"page", response("http://a.org/", html, page("x")), Format::Html},
      {"203", response("http://a.org/", html, page("x"), "203 Non-Authoritative"), Format::Html},
      {"redirect", response("http://a.org/", html, page("x"), "301 Moved"), Format::Unknown},
      {"not found", response("http://a.org/", html, page("x"), "404 Not Found"), Format::Unknown},
      {"a part", response("http://a.org/", html, page("x"), "206 Partial"), Format::Unknown},
      {"no number", response("http://a.org/", html, page("x"), "OK"), Format::Unknown},
      {"picture", response("http://a.org/a", "Content-Type: image/png\r\n", "\x89PNG\r\n\x1A\n..."),
       Format::Unknown},
      {"picture called a page", response("http://a.org/a", html, "\x89PNG\r\n\x1A\n..."),
       Format::Unknown},
      {"style", response("http://a.org/a.css", "Content-Type: text/css\r\n", "p {}"),
       Format::Unknown},
      {"script", response("http://a.org/a", "Content-Type: application/javascript\r\n", "f()"),
       Format::Unknown},
      {"script called text",
       response("http://a.org/a.js?v=1", "Content-Type: text/plain\r\n", "f()"), Format::Unknown},
      {"blank", response("http://a.org/", html, " \r\n\t"), Format::Unknown},
      {"no body", response("http://a.org/", html, ""), Format::Unknown},
      {"text", response("http://a.org/a", "Content-Type: text/plain\r\n", "Ferry"), Format::Text},
      {"robots.txt",
       response("http://a.org/robots.txt", "Content-Type: text/plain\r\n", "Allow: /"),
       Format::Unknown},
      {"PDF",
       response("http://a.org/a", "Content-Type: application/octet-stream\r\n", "%PDF-1.4 x"),
       Format::Pdf},
      {"no type", response("http://a.org/a", "", page("x")), Format::Html},
      {"no type, no text", response("http://a.org/a", "", "Ferry"), Format::Unknown},
      {"JSON", response("http://a.org/a", "Content-Type: application/json\r\n", "{\"a\":1}"),
       Format::Json},
      {"zip",
       response("http://a.org/a.zip", "Content-Type: application/zip\r\n",
                make_zip({{"a.txt", "a"}})),
       Format::Unknown},
      {"sitemap",
       response("http://a.org/s.xml", "Content-Type: application/xml\r\n",
                "<?xml version='1.0'?><urlset/>"),
       Format::Unknown},
      {"resource", warc_record("resource", "http://a.org/", "text/html", page("x")), Format::Html},
      {"crawler's own", warc_record("resource", "metadata://x/log.txt", "text/plain", "log"),
       Format::Unknown},
      {"name server", warc_record("response", "dns:a.org", "text/dns", "20240305"),
       Format::Unknown},
      {"conversion", warc_record("conversion", "http://a.org/", "text/plain", "Ferry"),
       Format::Text},
      {"revisit",
       warc_record("revisit", "http://a.org/", "application/http; msgtype=response",
                   http(html, "")),
       Format::Unknown},
      {"request",
       warc_record("request", "http://a.org/", "application/http; msgtype=request",
                   "GET / HTTP/1.1\r\n\r\n"),
       Format::Unknown},
      {"metadata",
       warc_record("metadata", "http://a.org/", "application/warc-fields", "via: x\r\n"),
       Format::Unknown},
      {"continuation", warc_record("continuation", "http://a.org/", "text/html", page("x")),
       Format::Unknown},
      {"no HTTP header", warc_record("response", "http://a.org/", "application/http", page("x")),
       Format::Unknown},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    const Found found =
        unpack_bytes(kInfo + row.record + warc_page("http://a.org/last", "z"), "a.warc");
    CHECK(lines(found.reasons()).empty());
    REQUIRE(!found.members.empty());
    CHECK(found.names().back() == "http://a.org/last");
    CHECK(found.members.size() == (row.want == Format::Unknown ? 1 : 2));
    if (found.members.size() == 2) CHECK(to_string(found.members[0].format) == to_string(row.want));
  }
}

TEST_CASE("a mailbox in a WARC file is its messages") {
  const std::string mbox =
      "From a Tue Mar  5 10:00:00 2024\nMessage-ID: <1@a.org>\nFrom: a\nTo: b\n\nFerry\n";
  const Found found = unpack_bytes(
      response("http://a.org/list", "Content-Type: application/mbox\r\n", mbox), "a.warc");
  REQUIRE(found.members.size() == 1);
  CHECK(found.members[0].name == "http://a.org/list#1@a.org");
  CHECK(found.members[0].url == "http://a.org/list");
  CHECK(found.members[0].format == Format::Email);
}

TEST_CASE("codings of HTTP") {
  const std::string body = page("The ferry has been late for the third time in this month.");
  const auto chunked = [](std::string_view text) {
    return fmt::format("a\r\n{}\r\n{:x};x=y\r\n{}\r\n0\r\n\r\n", text.substr(0, 10),
                       text.size() - 10, text.substr(10));
  };
  const struct {
    std::string what;
    std::string fields;
    std::string sent;
    std::string want;
  } table[] = {
      {"chunked", "Transfer-Encoding: chunked", chunked(body), body},
      {"chunks by name only", "Transfer-Encoding: chunked", body, body},
      {"chunks cut short", "Transfer-Encoding: chunked", chunked(body).substr(0, 40),
       body.substr(0, 27)},
      {"a wrong size later", "Transfer-Encoding: chunked",
       "a\r\n" + body.substr(0, 10) + "\r\nzz\r\nrest", body.substr(0, 10) + "zz\r\nrest"},
      {"a size that is too large", "Transfer-Encoding: chunked", "fffffffffffffffff\r\n" + body,
       "fffffffffffffffff\r\n" + body},
      {"a size of almost everything", "Transfer-Encoding: chunked", "ffffffffffffffff\r\n" + body,
       body},
      {"gzip", "Content-Encoding: gzip", gzip(body), body},
      {"x-gzip", "content-encoding: X-GZIP", gzip(body), body},
      {"gzip by name only", "Content-Encoding: gzip", body, body},
      {"gzip cut short", "Content-Encoding: gzip", gzip(body).substr(0, gzip(body).size() - 8),
       body},
      {"gzip and chunks", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
       chunked(gzip(body)), body},
      {"both as transfer codings", "Transfer-Encoding: gzip, chunked", chunked(gzip(body)), body},
      {"twice", "Content-Encoding: gzip, gzip", gzip(gzip(body)), body},
      {"deflate", "Content-Encoding: deflate", deflate(body, true), body},
      {"deflate without header", "Content-Encoding: deflate", deflate(body, false), body},
      {"zstd", "Content-Encoding: zstd", zstd(body), body},
      {"br", "Content-Encoding: br", brotli(body), body},
      {"br by name only", "Content-Encoding: br", body, body},
      {"identity", "Content-Encoding: identity", body, body},
      {"utf-8", "Content-Encoding: UTF-8", body, body},
      {"folded", "Content-Encoding:\r\n gzip", gzip(body), body},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    const Found found = unpack_bytes(
        response("http://a.org/", "Content-Type: text/html\r\n" + row.fields + "\r\n", row.sent),
        "a.warc");
    CHECK(lines(found.reasons()).empty());
    REQUIRE(found.members.size() == 1);
    CHECK(found.members[0].bytes == row.want);
  }
}

TEST_CASE("bodies that expand too much") {
  UnpackLimits limits;
  limits.member_bytes = 1U << 20U;
  const std::string bomb = gzip(std::string(std::size_t{2} << 20U, ' '));
  const Found found = unpack_bytes(
      response("http://a.org/", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", bomb) +
          warc_page("http://a.org/2", "x"),
      "a.warc", limits);
  CHECK(found.names() == Names{"http://a.org/2"});
  CHECK(found.reasons() == Names{"http://a.org/: too large (over 1 MiB)"});
}

TEST_CASE("the charset and the name") {
  const struct {
    std::string type;
    const char* want;
  } table[] = {{"text/html", ""},
               {"text/html; charset=windows-1251", "windows-1251"},
               {"text/html;charset=\"KOI8-R\"", "koi8-r"},
               {"text/html; x=charset; Charset = 'utf-8' ; y", "utf-8"},
               {"text/html; charset=", ""},
               {"text/html; charset", ""}};
  for (const auto& row : table) {
    CAPTURE(row.type);
    const Found found = unpack_bytes(
        response("<http://a.org/>", fmt::format("Content-Type: {}\r\n", row.type), page("x")),
        "a.warc");
    REQUIRE(found.members.size() == 1);
    CHECK(found.members[0].charset == row.want);
    CHECK(found.members[0].url == "http://a.org/");
  }
}

TEST_CASE("header lines of every shape") {
  const std::string body = page("x");
  const std::string block = http("Content-Type: text/html\n", body);
  for (const std::string version : {"0.17", "0.18", "1.0", "1.1"}) {
    for (const std::string end : {"\n", "\r\n"}) {
      const std::string record =
          "WARC/" + version + end + "warc-type:response" + end + "WARC-TARGET-URI: http://a.org/" +
          end + "\tfolded" + end + "Broken line" + end +
          "Content-length: " + std::to_string(block.size()) + end + end + block;
      const Found found = unpack_bytes(record + end + end + record + end, "a.warc");
      CHECK(found.skips.empty());
      CHECK(found.names() == Names{"http://a.org/ folded", "http://a.org/ folded"});
    }
  }
}

TEST_CASE("damage costs one record and one line") {
  const std::string first = warc_page("http://a.org/1", "one");
  const std::string last = warc_page("http://a.org/3", "three");
  const std::string body = http("Content-Type: text/html\r\n", page("two"));
  const auto second = [&](std::string_view length) {
    return warc_record("response", "http://a.org/2", "application/http", body, length);
  };
  const std::size_t at = first.size();
  const auto here = [&](const std::string& why) {
    return Names{fmt::format("byte {}: broken ({})", at, why)};
  };
  const std::string has = fmt::format(" bytes, and has {}", body.size());
  const Names outer = {"http://a.org/1", "http://a.org/3"};
  const Names all = {"http://a.org/1", "http://a.org/2", "http://a.org/3"};
  std::string no_length = second("5");
  no_length.erase(no_length.find("Content-Length: 5\r\n"), 19);
  const struct {
    std::string what;
    std::string record;
    Names names;
    Names reasons;
  } table[] = {
      {"negative", second("-5"), outer, here("Content-Length '-5'")},
      {"no number", second("abc"), outer, here("Content-Length 'abc'")},
      {"not only a number", second("12 34"), outer, here("Content-Length '12 34'")},
      {"too large for a number", second("99999999999999999999999"), outer,
       here("Content-Length '99999999999999999999999'")},
      {"missing", no_length, outer, here("no Content-Length")},
      {"huge", second("9000000000000000000"), outer,
       here(fmt::format("the record says 9000000000000000000 bytes, and has {}", body.size() + 4))},
      {"too short", second("50"), all, here("the record says 50" + has)},
      {"zero", second("0"), all, here("the record says 0" + has)},
      {"too long", second(std::to_string(body.size() + 200)), all,
       here(fmt::format("the record says {}", body.size() + 200) + has)},
      {"much too long", second("1000000"), all, here("the record says 1000000" + has)},
      {"garbage", "garbage\r\nmore garbage\r\n", outer, here("no record begins where one should")},
      {"zeros", std::string(5000, '\0') + "\r\n", outer, here("no record begins where one should")},
      {"long line",
       "WARC/1.0\r\nX: " + std::string(9000, 'x') + "\r\nContent-Length: 0\r\n\r\n\r\n\r\n", outer,
       here("a header line over 8192 bytes")},
      {"long header", "WARC/1.0\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n\r\n\r\n", outer,
       here("a header over 64 KiB")},
      {"unknown version", "WARC/3.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", outer,
       here("no record begins where one should")},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    const Found found = unpack_bytes(first + row.record + last, "a.warc");
    CHECK(lines(found.names()) == lines(row.names));
    CHECK(lines(found.reasons()) == lines(row.reasons));
    const Found packed = unpack_bytes(gzip(first) + gzip(row.record) + gzip(last), "a.warc.gz");
    CHECK(lines(packed.names()) == lines(row.names));
    CHECK(lines(packed.reasons()) == lines(row.reasons));
    for (const auto& member : found.members)
      if (member.name == "http://a.org/2") CHECK(member.bytes == page("two"));
  }
}

TEST_CASE("a file that ends within a record") {
  const std::string first = warc_page("http://a.org/1", "one");
  const std::string second = warc_page("http://a.org/2", "two");
  const std::string whole = first + second;
  const std::string cut = whole.substr(0, whole.size() - 20);
  const std::string reason = fmt::format("the record at byte {} is cut short", first.size());
  const Found plain = unpack_bytes(cut, "a.warc");
  CHECK(plain.names() == Names{"http://a.org/1", "http://a.org/2"});
  CHECK(plain.reasons() == Names{": broken (" + reason + ")"});
  const std::string packed = gzip(first) + gzip(second);
  const Found found = unpack_bytes(packed.substr(0, packed.size() - 30), "a.warc.gz");
  CHECK(found.names() == Names{"http://a.org/1", "http://a.org/2"});
  REQUIRE(found.skips.size() == 1);
  CHECK(found.skips[0].path.empty());
  CHECK(found.skips[0].skip.detail.find("cut short, in the gzip data from byte") !=
        std::string::npos);
  const Found header = unpack_bytes(whole.substr(0, first.size() + 50), "a.warc");
  CHECK(header.names() == Names{"http://a.org/1"});
  CHECK(header.reasons() ==
        Names{fmt::format(": broken (the header of the record at byte {} is cut short)",
                          first.size())});
  const Found without_blank_lines = unpack_bytes(whole.substr(0, whole.size() - 4), "a.warc");
  CHECK(without_blank_lines.members.size() == 2);
  CHECK(without_blank_lines.skips.empty());
}

TEST_CASE("a damaged frame costs its record") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += std::to_string(i * 7919) + ' ';
  const std::string records[] = {warc_page("http://a.org/1", "one"),
                                 warc_page("http://a.org/2", text),
                                 warc_page("http://a.org/3", "three")};
  using Pack = std::string (*)(const std::string&);
  for (const Pack pack : {Pack([](const std::string& r) { return gzip(r); }),
                          Pack([](const std::string& r) { return zstd(r); })}) {
    const std::string second = pack(records[1]);
    for (const std::size_t place : {std::size_t{12}, second.size() / 3, second.size() - 2}) {
      for (int which = 0; which < 3; ++which) {
        std::string file;
        for (int i = 0; i < 3; ++i) {
          std::string frame = pack(records[i]);
          if (i == which) {
            const std::size_t at = std::min(place, frame.size() - 2);
            frame[at] = static_cast<char>(~frame[at]);
          }
          file += frame;
        }
        CAPTURE(place);
        CAPTURE(which);
        const Found found = unpack_bytes(file, "a.warc.gz");
        Names want = {"http://a.org/1", "http://a.org/2", "http://a.org/3"};
        want.erase(want.begin() + which);
        CHECK(lines(found.names()) == lines(want));
        REQUIRE(found.skips.size() == 1);
        CHECK(found.skips[0].path.empty() == (which == 2));
        CHECK(found.skips[0].skip.kind == SkipKind::Broken);
      }
    }
  }
  const Found lost = unpack_bytes(gzip(records[0]) + "garbage" + gzip(records[2]), "a.warc.gz");
  CHECK(lost.names() == Names{"http://a.org/1", "http://a.org/3"});
  CHECK(lost.skips.size() == 1);
}

TEST_CASE("a record that is too large is passed over") {
  UnpackLimits limits;
  limits.member_bytes = 100'000;
  const std::string last = warc_page("http://a.org/3", "three");
  const auto large = [](std::string_view type) {
    return warc_record(type, "http://a.org/2", "text/html", page(std::string(300'000, 'x')));
  };
  const Found found = unpack_bytes(large("resource") + large("request") + last, "a.warc", limits);
  CHECK(found.names() == Names{"http://a.org/3"});
  CHECK(found.reasons() == Names{"http://a.org/2: too large (over 0 MiB)"});
}

TEST_CASE("a file of nothing but damage does not fill the report") {
  std::string file = kInfo;
  for (int i = 0; i < 5000; ++i) file += "WARC/1.0\r\nContent-Length: -1\r\n\r\n";
  const Found found = unpack_bytes(file + warc_page("http://a.org/", "x"), "a.warc");
  CHECK(found.names() == Names{"http://a.org/"});
  CHECK(found.skips.size() == 100);
}

TEST_CASE("a WARC file of any bytes") {
  const std::string good =
      kInfo + warc_page("http://a.org/1", "one") +
      response("http://a.org/2", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
               gzip(page("two"))) +
      response("http://a.org/3", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n",
               "5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n");
  const std::string packed =
      gzip(good.substr(0, kInfo.size())) + gzip(good.substr(kInfo.size(), 400)) + gzip(good);
  unsigned seed = 7;
  const auto random = [&seed] { return (seed = seed * 1664525U + 1013904223U) >> 8U; };
  for (int i = 0; i < 4000; ++i) {
    std::string bytes = i % 2 == 0 ? good : packed;
    for (unsigned changes = random() % 6; changes > 0; --changes)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 3 == 0) bytes.erase(random() % bytes.size(), random() % 300);
    bytes.replace(0, i % 2 == 0 ? 9 : 3, i % 2 == 0 ? "WARC/1.0\n" : "\x1F\x8B\x08");
    const Found found = unpack_bytes(bytes, "a.warc");
    CHECK(found.members.size() < 10);
  }
}

}  // namespace
}  // namespace dateline
