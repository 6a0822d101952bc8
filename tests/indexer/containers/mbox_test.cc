// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/mbox.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/indexer/containers/made_containers.h"

namespace dateline {
namespace {

using Names = std::vector<std::string>;

const std::string kFrom = "From ann@a.org Tue Mar  5 10:00:00 2024\n";

std::string message(int number, const std::string& body, const std::string& fields = {}) {
  return fmt::format("Message-ID: <{}@a.org>\nFrom: Ann\nTo: Bob\n{}\n{}", number, fields, body);
}

TEST_CASE("the messages of a mailbox") {
  const std::string one = message(1, "Ferry\n");
  const std::string two = message(2, "Harbour\n");
  const struct {
    std::string what;
    std::string mbox;
    Names want;  // their bytes
  } table[] = {
      {"two", kFrom + one + "\n" + kFrom + two, {one, two}},
      {"blank line at the end", kFrom + one + "\n" + kFrom + two + "\n", {one, two}},
      {"From in the text",
       kFrom + message(1, "From now on\nFrom then on\n"),
       {message(1, "From now on\nFrom then on\n")}},
      {"From behind a blank line, no time",
       kFrom + message(1, "a\n\nFrom now on, all is well\nb\n"),
       {message(1, "a\n\nFrom now on, all is well\nb\n")}},
      {"quoted",
       kFrom + message(1, "a\n\n>From here\n>>From there\n> From none\n"),
       {message(1, "a\n\nFrom here\n>From there\n> From none\n")}},
      {"without a body", kFrom + message(1, "") + kFrom + two, {message(1, ""), two}},
      {"a length that is right",
       kFrom + message(1, "a\n\n" + kFrom + "x\n", "Content-Length: 45\n") + "\n" + kFrom + two,
       {message(1, "a\n\n" + kFrom + "x\n", "Content-Length: 45\n"), two}},
      {"a length that is wrong",
       kFrom + message(1, "a\n", "Content-Length: 30\n") + "\n" + kFrom + two,
       {message(1, "a\n", "Content-Length: 30\n"), two}},
      {"a length of everything",
       kFrom + message(1, "a\n", "Content-Length: 99999999999999999\n") + "\n" + kFrom + two,
       {message(1, "a\n", "Content-Length: 99999999999999999\n"), two}},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    const Found found = unpack_bytes(row.mbox, "a.mbox");
    CHECK(found.skips.empty());
    Names bytes;
    for (const auto& member : found.members) {
      bytes.push_back(member.bytes);
      CHECK(member.format == Format::Email);
    }
    CHECK(lines(bytes) == lines(row.want));
  }
  CHECK(unpack_bytes(kFrom + one + "\n" + kFrom + two, "a").names() == Names{"1@a.org", "2@a.org"});
  CHECK(unpack_bytes(kFrom + "From: Ann\nTo: Bob\n\nx\n\n" + kFrom + two, "a").names() ==
        Names{"1", "2@a.org"});
  CHECK(unpack_bytes(make_tar({{"a.mbox", kFrom + one}}), "a.tar").names() ==
        Names{"a.mbox#1@a.org"});
  const std::string crlf = "From a Tue Mar  5 10:00:00 2024\r\nFrom: a\r\nTo: b\r\n\r\nx\r\n\r\n";
  CHECK(unpack_bytes(crlf + crlf, "a.mbox").members.size() == 2);
}

TEST_CASE("hostile mailboxes") {
  UnpackLimits limits;
  limits.member_bytes = 10'000;
  const Found large = unpack_bytes(
      kFrom + message(1, std::string(20'000, 'x') + "\n") + "\n" + kFrom + message(2, "y\n"),
      "a.mbox", limits);
  CHECK(large.names() == Names{"2@a.org"});
  CHECK(large.reasons() == Names{"1@a.org: too large (over 0 MiB)"});

  const std::string line(std::size_t{3} << 20U, 'x');
  CHECK(unpack_bytes(kFrom + message(1, line + "\n") + "\n" + kFrom + message(2, "y\n"), "a.mbox")
            .members.size() == 2);

  std::string many;
  for (int i = 0; i < 20'000; ++i) many += kFrom + "Content-Length: 9000000\nFrom: a\n\n\n";
  CHECK(unpack_bytes(many, "a.mbox").members.size() == 20'000);

  const std::string packed = gzip(many);
  const Found cut = unpack_bytes(packed.substr(0, packed.size() / 2), "a.mbox.gz");
  CHECK(cut.members.size() > 100);
  REQUIRE(cut.skips.size() == 1);
  CHECK(cut.skips[0].path.empty());
}

}  // namespace
}  // namespace dateline
