// SPDX-License-Identifier: GPL-2.0-or-later
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "indexer/containers/byte_window.h"
#include "tests/indexer/containers/made_containers.h"

namespace dateline {
namespace {

using namespace std::string_literals;
using Names = std::vector<std::string>;

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20U;

TEST_CASE("members of archives of all kinds") {
  const std::vector<MadeEntry> entries = {{"wire/", "", 'd'},
                                          {"wire/a.html", page("Ferry")},
                                          {"b.txt", "Harbour"},
                                          {"новости.md", "# Паром"},
                                          {"c.json", "{\"title\": \"x\"}"},
                                          {"d.jsonl", "{\"a\":1}\n\n{\"a\":2}"},
                                          {"e.css", "p {}"},
                                          {"empty.txt", ""},
                                          {".hidden/f.txt", "x"},
                                          {"__MACOSX/._a.html", "x"}};
  const Names want = {"wire/a.html", "b.txt", "новости.md", "c.json", "d.jsonl", "d.jsonl"};
  const struct {
    const char* name;
    std::string bytes;
  } table[] = {{"a.zip", make_zip(entries)},         {"stored.zip", make_stored_zip(entries)},
               {"a.tar", make_tar(entries)},         {"a.tar.gz", gzip(make_tar(entries))},
               {"a.tgz", gzip(make_tar(entries))},   {"a.tar.zst", zstd(make_tar(entries))},
               {"a.tar.xz", xz(make_tar(entries))},  {"a.tar.bz2", bzip2(make_tar(entries))},
               {"download", gzip(make_tar(entries))}};
  for (const auto& row : table) {
    for (const bool seekable : {true, false}) {
      CAPTURE(row.name);
      CAPTURE(seekable);
      const Found found = unpack_bytes(row.bytes, row.name, {}, seekable);
      CHECK(found.names() == want);
      CHECK(found.reasons() == Names{"e.css: unknown type (.css)", "empty.txt: empty ()"});
      REQUIRE(found.members.size() == want.size());
      CHECK(found.members[0].format == Format::Html);
      CHECK(found.members[0].bytes == page("Ferry"));
      CHECK(found.members[2].bytes == "# Паром");
      CHECK(found.members[3].line == 0);
      CHECK(found.members[4].line == 1);
      CHECK(found.members[5].line == 3);
      CHECK(found.members[5].bytes == "{\"a\":2}");
    }
  }
}

TEST_CASE("a compressed file that is one document has no name inside") {
  const struct {
    const char* name;
    std::string bytes;
    Format want;
  } table[] = {{"a.html.gz", gzip(page("Ferry")), Format::Html},
               {"a.txt.zst", zstd("Ferry"), Format::Text},
               {"a.md.xz", xz("Ferry"), Format::Markdown},
               {"a.json.bz2", bzip2("{}"), Format::Json},
               {"a", gzip("Ferry"), Format::Text},
               {"two.txt.gz", gzip("Fer") + gzip("ry"), Format::Text},
               {"padded.txt.gz", gzip("Ferry") + std::string(100, '\0'), Format::Text}};
  for (const auto& row : table) {
    CAPTURE(row.name);
    const Found found = unpack_bytes(row.bytes, row.name);
    CHECK(found.skips.empty());
    REQUIRE(found.members.size() == 1);
    CHECK(found.members[0].name.empty());
    CHECK(found.members[0].format == row.want);
  }
  CHECK(unpack_bytes(gzip(""), "a.txt.gz").reasons() == Names{": empty ()"});
  CHECK(unpack_bytes(gzip("p {}"), "a.css.gz").reasons() == Names{": unknown type (.css)"});
}

TEST_CASE("links, devices and encrypted members are named") {
  const std::string tar = make_tar({{"a.txt", "a"},
                                    {"link", "/etc/passwd", 'l'},
                                    {"hard", "a.txt", 'h'},
                                    {"fifo", "", 'p'},
                                    {"null", "", 'c'},
                                    {"b.txt", "b"}});
  const Found found = unpack_bytes(tar, "a.tar");
  CHECK(found.names() == Names{"a.txt", "b.txt"});
  CHECK(found.reasons() == Names{"link: symbolic link ()", "hard: symbolic link ()",
                                 "fifo: special file ()", "null: special file ()"});
  const std::string zip = make_zip({{"a.txt", "secret"}, {"b.txt", "secret too"}}, "word");
  CHECK(unpack_bytes(zip, "a.zip").reasons() ==
        Names{"a.txt: encrypted ()", "b.txt: encrypted ()"});
  CHECK(unpack_bytes(zip, "a.zip", {}, false).reasons() ==
        Names{"a.txt: encrypted ()", ": encrypted (Passphrase required for this entry)"});
}

TEST_CASE("names are labels") {
  const Names names = {"../../x.txt", "/etc/y.txt", "new\nline.txt", "\x1B[31mred.txt",
                       "a#b.txt",     "C:\\z.txt",  "\xFF\xFE.txt"};
  std::vector<MadeEntry> entries;
  for (const auto& name : names) entries.push_back({name, "text"});
  entries.push_back({"./dot.txt", "text"});
  Names want = names;
  want.emplace_back("dot.txt");
  CHECK(unpack_bytes(make_tar(entries), "a.tar").names() == want);
  CHECK(unpack_bytes(make_zip(entries), "a.zip").names().size() == want.size());

  std::string with_nul = make_stored_zip({{"aXb.txt", "text"}});
  for (auto at = with_nul.find("aXb.txt"); at != std::string::npos; at = with_nul.find("aXb.txt"))
    with_nul[at + 1] = '\0';
  CHECK(unpack_bytes(with_nul, "a.zip").names() == Names{"a"});

  const std::string long_name = std::string(5000, 'n') + ".txt";
  const Found found = unpack_bytes(make_tar({{long_name, "text"}}), "a.tar");
  REQUIRE(found.members.size() == 1);
  CHECK(found.members[0].name == long_name.substr(0, 4096));
}

TEST_CASE("archives in archives") {
  const std::string inner = make_zip({{"a.html", page("Ferry")}});
  const std::string two = make_tar({{"inner.zip", inner}, {"b.txt.gz", gzip("b")}});
  const std::string three = make_zip({{"two.tgz", gzip(two)}, {"c.txt", "c"}});
  CHECK(unpack_bytes(three, "a.zip").names() ==
        Names{"two.tgz#inner.zip#a.html", "two.tgz#b.txt.gz", "c.txt"});
  const std::string four = make_tar({{"three.zip", three}, {"d.txt", "d"}});
  const Found found = unpack_bytes(four, "a.tar");
  CHECK(found.names() == Names{"three.zip#c.txt", "d.txt"});
  CHECK(found.reasons() ==
        Names{"three.zip#two.tgz#inner.zip: over a limit (archives nested over 3 deep)",
              "three.zip#two.tgz#b.txt.gz: over a limit (archives nested over 3 deep)"});
  CHECK(unpack_bytes(gzip(gzip(gzip(gzip("text")))), "a.gz").reasons() ==
        Names{": over a limit (archives nested over 3 deep)"});
  CHECK(unpack_bytes(gzip(gzip(gzip("text"))), "a.gz").names() == Names{""});
}

// A gzip file that unpacks to itself (Russ Cox, "Zip Files All The Way Down", 2010): here without
// the checksum that makes it perfect.
TEST_CASE("packed data that never ends") {
  std::string nested = "text";
  for (int i = 0; i < 50; ++i) nested = gzip(nested);
  CHECK(unpack_bytes(nested, "a.gz").reasons() ==
        Names{": over a limit (archives nested over 3 deep)"});
}

TEST_CASE("a damaged archive gives what could be read") {
  const std::string text(100'000, 'x');
  std::string noise;
  for (unsigned i = 0, seed = 1; i < 100'000; ++i) {
    seed = seed * 1664525U + 1013904223U;
    noise += static_cast<char>('a' + (seed >> 24U) % 26);
  }
  const std::vector<MadeEntry> entries = {{"a.txt", "first"}, {"b.txt", noise}, {"c.txt", "third"}};

  SUBCASE("a zip without its directory") {
    const std::string zip = make_zip(entries);
    const Found found = unpack_bytes(zip.substr(0, zip.find("PK\1\2") - 2000), "a.zip");
    CHECK(found.names() == Names{"a.txt"});
    REQUIRE(found.skips.size() == 2);
    CHECK(found.skips[0].path == "b.txt");
    CHECK(found.skips[0].skip.kind == SkipKind::Broken);
    CHECK(found.skips[1].path.empty());
  }
  SUBCASE("a tar cut short") {
    const std::string tar = make_tar(entries);
    const Found found = unpack_bytes(tar.substr(0, 50'000), "a.tar");
    CHECK(found.names() == Names{"a.txt"});
    REQUIRE(found.skips.size() == 2);
    CHECK(found.skips[0].path == "b.txt");
    CHECK(found.skips[1].path.empty());
  }
  SUBCASE("a compressed tar cut short") {
    const std::string tar = gzip(make_tar(entries));
    const Found found = unpack_bytes(tar.substr(0, tar.size() / 2), "a.tgz");
    CHECK(found.names() == Names{"a.txt"});
    REQUIRE(found.skips.size() == 2);
    CHECK(found.skips[1].path.empty());
    CHECK(found.skips[1].skip.detail == "cut short, in the gzip data from byte 0");
  }
  SUBCASE("one wrong byte in a stored zip") {
    std::string zip = make_stored_zip(entries);
    zip[zip.find("aaa") == std::string::npos ? 2000 : zip.find(noise.substr(0, 20)) + 50] ^= 1;
    const Found found = unpack_bytes(zip, "a.zip");
    CHECK(found.names() == Names{"a.txt", "c.txt"});
    REQUIRE(found.skips.size() == 1);
    CHECK(found.skips[0].path == "b.txt");
    CHECK(found.skips[0].skip.kind == SkipKind::Broken);
  }
  SUBCASE("compressed documents cut short or damaged") {
    for (const auto& packed : {gzip(noise), zstd(noise), xz(noise), bzip2(noise)}) {
      for (const std::size_t size : {packed.size() / 2, packed.size() - 3}) {
        const Found found = unpack_bytes(packed.substr(0, size), "a.txt");
        CHECK(found.members.empty());
        REQUIRE(found.skips.size() == 1);
        CHECK(found.skips[0].skip.kind == SkipKind::Broken);
        CHECK(!found.skips[0].skip.detail.empty());
      }
      std::string damaged = packed;
      damaged[damaged.size() / 2] ^= 0x55;
      const Found found = unpack_bytes(damaged, "a.txt");
      CHECK(found.members.empty());
      CHECK(found.skips.size() == 1);
    }
  }
  SUBCASE("garbage behind a gzip file") {
    const Found found = unpack_bytes(gzip("{\"a\":1}\n{\"a\":2}\n") + "garbage", "a.jsonl.gz");
    CHECK(found.members.size() == 2);
    CHECK(found.reasons() == Names{": broken (other bytes, in the gzip data from byte " +
                                   std::to_string(gzip("{\"a\":1}\n{\"a\":2}\n").size()) + ")"});
  }
}

std::string little_endian(std::uint64_t value, unsigned bytes) {
  std::string out;
  for (unsigned i = 0; i < bytes; ++i, value >>= 8U) out += static_cast<char>(value);
  return out;
}

struct Sizes {
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
};

// Of one deflated member, a.txt, whose headers say these sizes, and one stored, b.txt.
std::string lying_zip(const std::string& text, const Sizes& local, const Sizes& central) {
  const std::string data = deflate(text, false);
  const auto header = [](const std::string& crc, const Sizes& sizes) {
    return little_endian(20, 2) + little_endian(0, 2) + little_endian(8, 2) + little_endian(0, 4) +
           crc + little_endian(sizes.packed, 4) + little_endian(sizes.unpacked, 4) +
           little_endian(5, 2) + little_endian(0, 2);
  };
  const std::string crc = crc32_of(text);
  std::string zip = "PK\3\4" + header(crc, local) + "a.txt" + data;
  const std::size_t second = zip.size();
  const std::string stored = little_endian(20, 2) + little_endian(0, 2) + little_endian(0, 2) +
                             little_endian(0, 4) + crc32_of("text") + little_endian(4, 4) +
                             little_endian(4, 4) + little_endian(5, 2) + little_endian(0, 2);
  zip += "PK\3\4" + stored + "b.txttext";
  const std::size_t directory = zip.size();
  zip += "PK\1\2" + little_endian(20, 2) + header(crc, central) + std::string(10, '\0') +
         little_endian(0, 4) + "a.txt";
  zip += "PK\1\2" + little_endian(20, 2) + stored + std::string(10, '\0') +
         little_endian(second, 4) + "b.txt";
  return zip + "PK\5\6" + little_endian(0, 4) + little_endian(2, 2) + little_endian(2, 2) +
         little_endian(zip.size() - directory, 4) + little_endian(directory, 4) +
         little_endian(0, 2);
}

TEST_CASE("sizes that lie") {
  const std::string text = std::string(1000, 'a') + "end";
  const Sizes right = {deflate(text, false).size(), text.size()};
  CHECK(unpack_bytes(lying_zip(text, right, right), "a.zip").names() == Names{"a.txt", "b.txt"});
  for (const Sizes lie : {Sizes{right.packed, 1}, Sizes{right.packed, 0xFFFFFFFE},
                          Sizes{right.packed, 900}, Sizes{right.packed, 0}}) {
    CAPTURE(lie.unpacked);
    const Found found = unpack_bytes(lying_zip(text, lie, lie), "a.zip");
    CHECK(found.names() == Names{"b.txt"});
    REQUIRE(found.skips.size() == 1);
    CHECK(found.skips[0].path == "a.txt");
    CHECK(found.skips[0].skip.kind == SkipKind::Broken);
  }
  for (const Sizes lie : {Sizes{0xFFFFFFF0, text.size()}, Sizes{1, text.size()},
                          Sizes{0, text.size()}, Sizes{5000, 5000}}) {
    for (const bool seekable : {true, false}) {
      const Found found = unpack_bytes(lying_zip(text, lie, lie), "a.zip", {}, seekable);
      CHECK(!found.skips.empty());
      CHECK(found.members.size() <= 1);
    }
  }
}

TEST_CASE("bombs end at a limit") {
  UnpackLimits limits;
  limits.member_bytes = 4 * kMiB;
  limits.ratio_from = 4 * kMiB;
  limits.member_ratio_from = kMiB;
  const std::string zeros(6 * kMiB, '\0');
  const std::string over = ": over a limit (expands more than 200 times, to over 4 MiB)";
  SUBCASE("of one document") {
    for (const auto& bomb : {gzip(zeros), zstd(zeros), xz(zeros), bzip2(zeros)})
      CHECK(unpack_bytes(bomb, "a.txt", limits).reasons() == Names{over});
  }
  SUBCASE("of JSON lines") {
    std::string lines;
    while (lines.size() < zeros.size()) lines += "{\"a\":1}\n";
    CHECK(unpack_bytes(zstd(lines), "a.jsonl.zst", limits).reasons() == Names{over});
  }
  SUBCASE("in a zip, beside good members") {
    const std::string zip =
        make_zip({{"a.txt", "a"}, {"bomb.txt", std::string(2 * kMiB, '\0')}, {"b.txt", "b"}});
    for (const bool seekable : {true, false}) {
      const Found found = unpack_bytes(zip, "a.zip", limits, seekable);
      CHECK(found.names() == Names{"a.txt", "b.txt"});
      CHECK(found.reasons() ==
            Names{"bomb.txt: over a limit (expands more than 1000 times, to over 1 MiB)"});
    }
  }
  SUBCASE("of many members") {
    std::vector<MadeEntry> entries;
    for (int i = 0; i < 20; ++i)
      entries.push_back({std::to_string(i) + ".txt", std::string(kMiB, ' ')});
    const Found found = unpack_bytes(make_zip(entries), "a.zip", limits);
    CHECK(found.members.size() == 4);
    CHECK(found.reasons() == Names{over});
  }
  SUBCASE("of archives in archives") {
    const std::string leaf = make_zip({{"0.txt", std::string(2 * kMiB, ' ')}});
    std::vector<MadeEntry> leaves;
    for (int i = 0; i < 16; ++i) leaves.push_back({std::to_string(i) + ".zip", leaf});
    const std::string branch = make_zip(leaves);
    std::vector<MadeEntry> branches;
    for (int i = 0; i < 16; ++i) branches.push_back({std::to_string(i) + ".zip", branch});
    const Found found = unpack_bytes(make_zip(branches), "42.zip", limits);
    CHECK(found.members.empty());
    CHECK(found.reasons().back() == over);
    CHECK(found.skips.size() < 20);
  }
}

TEST_CASE("a bomb of a document with the limits as they are") {
  const std::string zip = make_zip({{"bomb.txt", std::string(70 * kMiB, '\0')}, {"b.txt", "b"}});
  const Found found = unpack_bytes(zip, "a.zip");
  CHECK(found.names() == Names{"b.txt"});
  CHECK(found.reasons() ==
        Names{"bomb.txt: over a limit (expands more than 1000 times, to over 16 MiB)"});
}

// Entries of the directory that all point to the same packed data (David Fifield, "A better zip
// bomb", 2019; his give each its own local header, which lie one in the other).
TEST_CASE("entries that overlap") {
  const std::string kernel = deflate(std::string(std::size_t{8} << 20U, ' '), false);
  std::string zip;
  std::string directory;
  const int count = 200;
  const auto le = little_endian;
  // Each local header is in the extra field of the one before.
  const std::size_t header = 30 + 5;
  for (int i = 0; i < count; ++i) {
    const std::string name = std::to_string(100 + i) + ".t";
    const std::size_t quoted = static_cast<std::size_t>(count - 1 - i) * header;
    directory += "PK\1\2"s + le(20, 2) + le(20, 2) + le(0, 2) + le(8, 2) + le(0, 4) + le(0, 4) +
                 le(kernel.size(), 4) + le(8 * kMiB, 4) + le(name.size(), 2) + le(0, 12) +
                 le(0, 2) + le(zip.size(), 2) + le(0, 2) + name;
    zip += "PK\3\4"s + le(20, 2) + le(0, 2) + le(8, 2) + le(0, 4) + le(0, 4) +
           le(kernel.size(), 4) + le(8 * kMiB, 4) + le(name.size(), 2) + le(quoted, 2) + name;
  }
  zip += kernel;
  const std::size_t start = zip.size();
  zip += directory + "PK\5\6"s + le(0, 4) + le(count, 2) + le(count, 2) + le(directory.size(), 4) +
         le(start, 4) + le(0, 2);
  const Found found = unpack_bytes(zip, "a.zip");
  REQUIRE(!found.skips.empty());
  CHECK(found.skips.back().path.empty());
  CHECK(found.skips.size() + found.members.size() < 20);
}

TEST_CASE("limits of members, sizes and totals") {
  std::vector<MadeEntry> entries;
  for (int i = 0; i < 50; ++i)
    entries.push_back({std::to_string(i) + ".txt", std::string(1000, 'a')});
  UnpackLimits limits;
  limits.members = 10;
  CHECK(unpack_bytes(make_zip(entries), "a.zip", limits).members.size() == 10);
  CHECK(unpack_bytes(make_tar(entries), "a.tar", limits).reasons() ==
        Names{": over a limit (more than 10 members)"});

  limits = {};
  limits.total_bytes = 10'500;
  CHECK(unpack_bytes(make_tar(entries), "a.tar", limits).members.size() == 10);
  CHECK(unpack_bytes(gzip(make_tar(entries)), "a.tgz", limits).reasons() ==
        Names{": over a limit (holds more than 0 MiB)"});

  limits = {};
  limits.member_bytes = kMiB;
  const std::string large(kMiB + 1, 'a');
  const std::string tar = make_tar({{"a.txt", large}, {"b.txt", large.substr(1)}});
  const Found found = unpack_bytes(tar, "a.tar", limits);
  CHECK(found.names() == Names{"b.txt"});
  CHECK(found.reasons() == Names{"a.txt: too large (over 1 MiB)"});

  limits = {};
  limits.line_bytes = 1000;
  const Found lines = unpack_bytes(
      gzip("{\"a\":1}\n" + std::string(1001, ' ') + "\n{\"b\":2}\n{" + std::string(5000, ' ')),
      "a.jsonl.gz", limits);
  CHECK(lines.members.size() == 2);
  CHECK(lines.members.back().line == 3);
  CHECK(lines.reasons() ==
        Names{"2: too large (a line over 0 MiB)", "4: too large (a line over 0 MiB)"});
}

TEST_CASE("a hole of 8 exabytes") {
  // A tar header that says so; the data are not there.
  std::string tar = make_tar({{"a.txt", "a"}, {"b.txt", "b"}});
  const std::string size = "\x80\0\0\0\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s;
  tar.replace(124, 12, size);
  tar.replace(148, 8, "        ");
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[i]);
  std::string digits;
  for (; sum != 0; sum /= 8) digits.insert(digits.begin(), static_cast<char>('0' + sum % 8));
  tar.replace(148, 8, std::string(6 - digits.size(), '0') + digits + "\0 "s);
  const Found found = unpack_bytes(tar, "a.tar");
  CHECK(found.members.empty());
  CHECK(!found.skips.empty());
}

// The same bytes over and over.
class Repeated : public ByteSource {
 public:
  Repeated(std::string_view bytes, std::uint64_t times) : bytes_(bytes), times_(times) {}
  std::size_t read(char* buffer, std::size_t size) override {
    std::size_t count = 0;
    for (; times_ > 0 && count + bytes_.size() <= size; --times_)
      count += bytes_.copy(buffer + count, bytes_.size());
    return count;
  }

 private:
  std::string_view bytes_;
  std::uint64_t times_;
};

TEST_CASE("a million empty members") {
  const std::string tar = make_tar({{"a.txt", ""}});
  Repeated many(std::string_view(tar).substr(0, 512), 1'000'100);
  int skips = 0;
  std::string last;
  const MemberSink sink{[](Member&&) { return true; },
                        [&](const std::string& name, const Skip& skip) {
                          ++skips;
                          last = name + skip.detail;
                          return true;
                        }};
  unpack(many, "a.tar", Format::Archive, UnpackLimits(), sink);
  CHECK(skips == 1'000'001);
  CHECK(last == "more than 1000000 members");
}

TEST_CASE("the sink can end it") {
  const std::string zip = make_zip({{"a.txt", "a"}, {"b.txt", "b"}});
  int taken = 0;
  const MemberSink sink{[&](Member&&) { return ++taken > 1; },
                        [](const std::string&, const Skip&) { return true; }};
  MemorySource bytes(zip);
  unpack(bytes, "a.zip", Format::Archive, UnpackLimits(), sink);
  CHECK(taken == 1);
}

TEST_CASE("an archive of any bytes") {
  const std::string zip = make_zip({{"a.txt", "first"}, {"b.html", page("Ferry")}});
  const std::string tar = gzip(make_tar({{"a.txt", "first"}, {"b.zip", zip}}));
  unsigned seed = 1;
  const auto random = [&seed] { return (seed = seed * 1664525U + 1013904223U) >> 8U; };
  for (int i = 0; i < 3000; ++i) {
    std::string bytes = i % 2 == 0 ? zip : tar;
    for (unsigned changes = random() % 4 + 1; changes > 0; --changes)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    const Found found = unpack_bytes(bytes, i % 2 == 0 ? "a.zip" : "a.tgz", {}, random() % 2 == 0);
    CHECK(found.members.size() < 10);
  }
}

}  // namespace
}  // namespace dateline
