// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/feed_items.h"

#include <algorithm>
#include <cstring>

#include <doctest/doctest.h>

#include "indexer/containers/feed_mending.h"

namespace dateline {
namespace {

class PiecewiseSource : public ByteSource {
 public:
  PiecewiseSource(std::string bytes, bool fails) : bytes_(std::move(bytes)), fails_(fails) {}

  // In small pieces, as a socket or an archive gives them.
  std::size_t read(char* buffer, std::size_t size) override {
    constexpr std::size_t kPiece = 1000;
    const std::size_t count = std::min({size, kPiece, bytes_.size() - place_});
    std::memcpy(buffer, bytes_.data() + place_, count);
    place_ += count;
    return count;
  }
  bool failed() const override { return fails_; }

 private:
  std::string bytes_;
  bool fails_;
  std::size_t place_ = 0;
};

struct Split {
  std::vector<Member> members;
  std::vector<std::pair<std::string, Skip>> skips;

  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Member& member : members) all.push_back(member.name);
    return all;
  }
};

Split split(std::string bytes, const UnpackLimits& limits = {}, std::size_t wanted = 1'000'000,
            bool fails = false) {
  Split all;
  PiecewiseSource source(std::move(bytes), fails);
  split_feed(source, limits,
             {[&](Member&& member) {
                all.members.push_back(std::move(member));
                return all.members.size() < wanted;
              },
              [&](std::string name, Skip skip) {
                all.skips.emplace_back(std::move(name), std::move(skip));
                return true;
              }});
  return all;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string rss(std::string_view items) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
    <channel><title>The Daily</title><link>https://daily.example/</link><language>en</language>
    <image><title>Logo</title></image>)" +
         std::string(items) + "</channel></rss>";
}

TEST_CASE("an RSS item becomes a document of fixed form") {
  const Split all =
      split(rss(R"(<item><title>Fire &amp;amp; smoke</title><link>https://daily.example/1</link>
    <guid isPermaLink="false">id-1</guid><c:encoded><![CDATA[<p>It & they</p>]]></c:encoded>
    <slash:comments>17</slash:comments><dc:creator>Jane Doe</dc:creator></item>)"));
  REQUIRE(all.members.size() == 1);
  CHECK(all.skips.empty());
  CHECK(all.members[0].name == "id-1");
  CHECK(all.members[0].format == Format::FeedItem);
  const std::string& xml = all.members[0].bytes;
  CHECK(xml.starts_with("<item xmlns:atom="));
  CHECK(xml.ends_with(R"(
<feed title="The Daily" link="https://daily.example/" language="en"/>
<title>Fire &amp;amp; smoke</title>
<link>https://daily.example/1</link>
<guid isPermaLink="false">id-1</guid>
<content:encoded>&lt;p&gt;It &amp; they&lt;/p&gt;</content:encoded>
<dc:creator>Jane Doe</dc:creator>
</item>
)"));
}

TEST_CASE("the same item has the same bytes in another feed") {
  const std::string item =
      "<item><title>A</title><guid>1</guid><slash:comments>%</slash:comments></item>";
  std::string later = item;
  later[later.find('%')] = '9';
  const Split one = split(rss(item + "<item><guid>0</guid></item>"));
  const Split other = split(rss("<item><guid>2</guid></item>\n\n" + later));
  CHECK(one.members.at(0).bytes == other.members.at(1).bytes);
}

TEST_CASE("items are named after their id, link or number") {
  CHECK(split(rss("<item><guid> g </guid><link>l</link></item><item><link>l</link></item>"
                  "<item><title>t</title></item><item><dc:identifier>i</dc:identifier></item>"))
            .names() == std::vector<std::string>{"g", "l", "3", "i"});
  UnpackLimits limits;
  limits.name_bytes = 5;
  CHECK(split(rss("<item><guid>äääää</guid></item>"), limits).names() ==
        std::vector<std::string>{"ää"});
}

TEST_CASE("RSS 1.0 and 0.91 are read") {
  const Split rdf = split(
      R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel rdf:about="https://x.example/"><title>X</title><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
    <image><title>Logo</title></image>
    <item rdf:about="https://x.example/a"><title>A</title></item></rdf:RDF>)");
  REQUIRE(rdf.members.size() == 1);
  CHECK(rdf.members[0].name == "https://x.example/a");
  CHECK(has(rdf.members[0].bytes, R"(<feed title="X")"));
  CHECK(has(rdf.members[0].bytes, "<about>https://x.example/a</about>"));
  const Split old = split(
      R"(<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">
    <rss version="0.91"><channel><title>&Uuml;ber</title><item><title>caf&eacute;&nbsp;x &bogus; & y</title></item></channel></rss>)");
  REQUIRE(old.members.size() == 1);
  CHECK(has(old.members[0].bytes, "<feed title=\"Über\""));
  CHECK(has(old.members[0].bytes, "<title>café\xC2\xA0x &amp;bogus; &amp; y</title>"));
}

TEST_CASE("an Atom entry becomes flat") {
  const Split all = split(
      R"(<feed xmlns="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml" xml:lang="de">
    <title type="html">Das &lt;b&gt;Blatt&lt;/b&gt;</title><author><name>Feed</name></author>
    <link rel="self" href="https://x.example/feed"/><link href="https://x.example/"/>
    <entry xml:lang="fr"><id>tag:1</id><title>A</title><link rel="alternate" href="https://x.example/1"/>
      <author><name>Jane Doe</name><email>jane@x.example</email></author>
      <content type="xhtml"><h:div class="x">One &lt; <h:a href="/q?a&amp;b">two</h:a></h:div></content>
      <source><id>other</id><title>Other</title></source></entry></feed>)");
  REQUIRE(all.members.size() == 1);
  CHECK(all.members[0].name == "tag:1");
  const std::string& xml = all.members[0].bytes;
  CHECK(has(xml, R"(link="https://x.example/" language="fr"/>)"));
  CHECK(has(xml, R"(<atom:link href="https://x.example/1" rel="alternate"></atom:link>)"));
  CHECK(has(xml, "<atom:author>Jane Doe</atom:author>"));
  CHECK(has(xml,
            "&lt;div&gt;One &amp;lt; &lt;a "
            "href=&quot;/q?a&amp;amp;b&quot;&gt;two&lt;/a&gt;&lt;/div&gt;"));
  CHECK_FALSE(has(xml, "Other"));
}

TEST_CASE("Atom that does not say so, and prefixes that are not declared, are understood") {
  const Split all = split(
      "<feed><title>F</title><entry><id>1</id><content:encoded>x</content:encoded><updated>u</"
      "updated></entry></feed>");
  REQUIRE(all.members.size() == 1);
  CHECK(has(all.members[0].bytes,
            "<atom:id>1</atom:id>\n<content:encoded>x</content:encoded>\n<atom:updated>u"));
}

TEST_CASE("the full texts that feeds carry for Yandex are kept") {
  const Split all = split(
      "<rss xmlns:y='http://news.yandex.ru'><item><y:full-text>x</y:full-text><y:genre>z</y:genre>"
      "</item></rss>");
  REQUIRE(all.members.size() == 1);
  CHECK(has(all.members[0].bytes, "/>\n<yandex:full-text>x</yandex:full-text>\n</item>"));
}

TEST_CASE("feeds in other charsets are read") {
  const Split declared = split(
      "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><title>"
      "\xCF\xF0\xE8\xE2\xE5\xF2</title></item></channel></rss>");
  REQUIRE(declared.members.size() == 1);
  CHECK(has(declared.members[0].bytes, "<title>Привет</title>"));
  const std::string utf16 = [] {
    std::string wide = "\xFF\xFE";
    for (const char c : std::string(
             "<?xml version='1.0' encoding='utf-16'?><rss><item><title>T</title></item></rss>")) {
      wide += c;
      wide += '\0';
    }
    return wide;
  }();
  CHECK(split(utf16).members.size() == 1);
  CHECK(split("\xEF\xBB\xBF\n <rss><item><title>T</title></item></rss>").members.size() == 1);
}

TEST_CASE("a broken feed gives its items up to the break") {
  const Split all =
      split("<rss><channel><item><guid>1</guid></item><item><guid>2</b></item></channel></rss>");
  CHECK(all.names() == std::vector<std::string>{"1"});
  REQUIRE(all.skips.size() == 1);
  CHECK(all.skips[0].first.empty());
  CHECK(all.skips[0].second.kind == SkipKind::Broken);
  CHECK(has(all.skips[0].second.detail, "line 1: "));
  const Split cut = split("<rss><channel><item><guid>1</guid></item><item><gui");
  CHECK(cut.names() == std::vector<std::string>{"1"});
  CHECK(cut.skips.at(0).second.kind == SkipKind::Broken);
}

TEST_CASE("what is no feed is skipped with a reason") {
  struct Case {
    const char* bytes;
    SkipKind want;
  };
  const Case cases[] = {
      {"", SkipKind::Empty},
      {"no xml", SkipKind::Empty},
      {"<", SkipKind::Broken},
      {"<rss></rss>", SkipKind::NoText},
      {"<a><b></a>", SkipKind::Broken},
      {"\x01\x02\x03\x04\x05\x06\x07\x01\x02\x03", SkipKind::Binary},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.bytes));
    const Split all = split(one.bytes);
    CHECK(all.members.empty());
    REQUIRE(all.skips.size() == 1);
    CHECK(static_cast<int>(all.skips[0].second.kind) == static_cast<int>(one.want));
  }
  CHECK(split("<rss/>", {}, 1, true).skips.at(0).second.kind == SkipKind::Unreadable);
}

TEST_CASE("limits hold, and a sink that has enough ends it") {
  std::string items;
  for (int i = 0; i < 100; ++i) items += "<item><guid>" + std::to_string(i) + "</guid></item>";
  CHECK(split(rss(items)).members.size() == 100);
  CHECK(split(rss(items), {}, 3).members.size() == 3);
  CHECK(split(rss(items), {}, 3).skips.empty());
  UnpackLimits limits;
  limits.members = 5;
  const Split few = split(rss(items), limits);
  CHECK(few.members.size() == 5);
  CHECK(few.skips.at(0).second.kind == SkipKind::Limit);
  CHECK(few.skips.size() == 1);
  limits = {};
  limits.member_bytes = 1000;
  CHECK(split(rss(items), limits).skips.at(0).second.kind == SkipKind::TooLarge);
  limits.member_bytes = 1500;
  const Split large = split(rss("<item><guid>1</guid><title>" + std::string(900, '>') +
                                "</title></item><item><guid>2</guid></item>"),
                            limits);
  CHECK(large.names() == std::vector<std::string>{"2"});
  CHECK(large.skips.at(0).first == "1");
  CHECK(large.skips.at(0).second.kind == SkipKind::TooLarge);
}

std::string repeated(std::string_view what, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += what;
  return all;
}

TEST_CASE("entities are never expanded and nothing outside is read") {
  std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY lol0 \"lol\">";
  for (int i = 1; i < 10; ++i) {
    laughs += "<!ENTITY lol" + std::to_string(i) + " \"" +
              repeated("&lol" + std::to_string(i - 1) + ";", 10) + "\">";
  }
  const Split all =
      split(laughs + "]><rss><channel><item><title>&lol9;</title></item></channel></rss>");
  REQUIRE(all.members.size() == 1);
  CHECK(has(all.members[0].bytes, "<title>&amp;lol9;</title>"));

  const Split external = split(
      R"(<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM 'file:///etc/passwd'> %p; ]>
      <rss><channel><item><title>&x;</title></item></channel></rss>)");
  REQUIRE(external.members.size() == 1);
  CHECK(has(external.members[0].bytes, "<title>&amp;x;</title>"));
  CHECK_FALSE(has(external.members[0].bytes, "root:"));
}

TEST_CASE("hostile feeds end") {
  constexpr std::size_t kMany = 100'000;
  const std::string feeds[] = {
      repeated("<a>", kMany),
      repeated("<item>", kMany),
      "<rss><item><title>" + repeated("<b>", kMany),
      "<feed><entry><content type='xhtml'>" + repeated("<b>", kMany),
      "<rss><item>" + repeated("<title>x</title>", kMany) + "</item></rss>",
      "<rss " + repeated("a='b' ", kMany) + "/>",
      "<!DOCTYPE " + repeated("[", kMany),
      repeated("<!DOCTYPE a>", kMany),
      repeated("<!--", kMany),
      repeated("<![CDATA[", kMany),
      "<rss>" + repeated("&", kMany),
      "<rss>" + repeated("&#0;", kMany) + "</rss>",
  };
  for (const std::string& feed : feeds) {
    CAPTURE(feed.substr(0, 30));
    const Split all = split(feed);
    CHECK(all.members.size() <= 1);
    for (const Member& member : all.members) CHECK(member.bytes.size() < 100'000);
  }
}

TEST_CASE("mending leaves XML that a parser takes") {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {
      {"junk<a>x</a>", "<a>x</a>"},
      {"<?xml version='1.0'?><?xml-stylesheet x?><a/>", "<?xml-stylesheet x?><a/>"},
      {"<a>&nbsp;&eacute;&lt;&amp;&quot;&apos;&gt;</a>",
       "<a>\xC2\xA0é&lt;&amp;&quot;&apos;&gt;</a>"},
      {"<a>R&D &; &# &#; &#x; &unknown; &#65; &#x41;</a>",
       "<a>R&amp;D &amp;; &amp;# &amp;#; &amp;#x; &amp;unknown; &#65; &#65;</a>"},
      {"<a>&#0;&#xFFFF;&#xD800;&#99999999999;</a>", "<a>&#32;&#32;&#32;&amp;#99999999999;</a>"},
      {"<a>\x01\x1F\t\xEF\xBF\xBE\xEF\xBB\xBF</a>", "<a>  \t \xEF\xBB\xBF</a>"},
      {"<a><![CDATA[&nbsp;\x02<!-- ]]></a>", "<a><![CDATA[&nbsp; <!-- ]]></a>"},
      {"<a><!-- & --></a>", "<a></a>"},
      {"<a b='R&D'/>", "<a b='R&amp;D'/>"},
      {"<!doctype a [<!ENTITY x \"]>\">]><a/>", "<a/>"},
      {"", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.text));
    CHECK(mend_feed(one.text) == one.want);
  }
}

TEST_CASE("the charset of an XML declaration") {
  CHECK(declared_xml_charset("<?xml version='1.0' encoding=\"KOI8-R\"?><a/>") == "KOI8-R");
  CHECK(declared_xml_charset("<?xml version='1.0' encoding = 'x'?>") == "x");
  CHECK(declared_xml_charset("<?xml version='1.0'?><a encoding='x'/>").empty());
  CHECK(declared_xml_charset("<?xml encoding='x").empty());
  CHECK(declared_xml_charset("<?xml encoding").empty());
  CHECK(declared_xml_charset("").empty());
}

}  // namespace
}  // namespace dateline
