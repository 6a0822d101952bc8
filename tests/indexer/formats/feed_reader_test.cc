// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/feed_reader.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

std::string item(std::string_view elements) {
  return R"(<item xmlns:atom="a" xmlns:content="c" xmlns:dc="d" xmlns:dcterms="t" xmlns:itunes="i" xmlns:media="m">)"
         R"(<feed title="The &amp; Daily" link="https://daily.example/home" language="en"/>)" +
         std::string(elements) + "</item>";
}

RawDocument read(std::string_view elements) {
  ReadResult result = read_feed_item(item(elements));
  REQUIRE(std::holds_alternative<RawDocument>(result));
  return std::get<RawDocument>(std::move(result));
}

TEST_CASE("an RSS item is a document") {
  const RawDocument raw =
      read(R"(<title>Fire &amp;amp; smoke</title><link> https://daily.example/1 </link>
    <guid isPermaLink="false">id-1</guid><dc:creator>By Jane Doe</dc:creator><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
    <category>World</category><category>World</category><category>Ports</category>
    <description>Short.</description><content:encoded>&lt;p&gt;A long text.&lt;/p&gt;&lt;p&gt;Of two parts.&lt;/p&gt;</content:encoded>)");
  CHECK(raw.type == "feed");
  CHECK(raw.title == "Fire & smoke");
  CHECK(raw.url == "https://daily.example/1");
  CHECK(raw.own_id == "id-1");
  CHECK(raw.author == "Jane Doe");
  CHECK(raw.site == "The & Daily");
  CHECK(raw.language == "en");
  CHECK(raw.tags == std::vector<std::string>{"World", "Ports"});
  CHECK(raw.description == "Short.");
  CHECK(raw.text.find("A long text.\n") == 0);
  CHECK(raw.text.find("Of two parts.") != std::string::npos);
  REQUIRE(raw.dates.size() == 1);
  CHECK(raw.dates[0].source == DateSource::FeedItem);
  CHECK(raw.dates[0].text == "Tue, 05 Mar 2024 10:00:00 GMT");
  CHECK(raw.dates[0].name == "pubDate");
}

TEST_CASE("an Atom entry is a document") {
  const RawDocument raw = read(R"(<atom:id>tag:1</atom:id><atom:title>1 &lt; 2</atom:title>
    <atom:link rel="self" href="https://daily.example/self"/><atom:link href="https://daily.example/1"/>
    <atom:author>Jane Doe</atom:author><atom:author>John Roe</atom:author>
    <atom:category term="w" label="World"/><atom:category term="ports"/>
    <atom:updated>2024-03-06</atom:updated><atom:published>2024-03-05</atom:published>
    <atom:summary>Short.</atom:summary><atom:content type="xhtml">&lt;div&gt;Long &amp;amp; wide.&lt;/div&gt;</atom:content>)");
  CHECK(raw.title == "1 < 2");
  CHECK(raw.url == "https://daily.example/1");
  CHECK(raw.own_id == "tag:1");
  CHECK(raw.author == "Jane Doe, John Roe");
  CHECK(raw.tags == std::vector<std::string>{"World", "ports"});
  CHECK(raw.text == "Long & wide.");
  CHECK(raw.description == "Short.");
  REQUIRE(raw.dates.size() == 2);
  CHECK(raw.dates[0].name == "published");
  CHECK(raw.dates[1].name == "updated");
}

TEST_CASE("text is read as what its type says") {
  struct Case {
    const char* element;
    const char* want;
  };
  const Case cases[] = {
      {"<atom:content>a &lt;b&gt; c</atom:content>", "a <b> c"},
      {"<atom:content type='text'>a &lt;b&gt; c</atom:content>", "a <b> c"},
      {"<atom:content type='html'>a &lt;b&gt;b&lt;/b&gt; c</atom:content>", "a b c"},
      {"<atom:content type='text/html' mode='escaped'>a &lt;b&gt;b&lt;/b&gt;</atom:content>",
       "a b"},
      {"<description>R&amp;amp;D &lt;b&gt;now&lt;/b&gt;</description>", "R&D now"},
      {"<description>1 &lt; 2</description>", "1 < 2"},
      {"<media:description>seen</media:description>", "seen"},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.element));
    CHECK(read(one.element).text == one.want);
  }
}

TEST_CASE("the fullest text is the text") {
  CHECK(read("<description>The whole of the story is "
             "here.</description><atom:summary>Part.</atom:summary>")
            .description == "Part.");
  const RawDocument raw =
      read("<content:encoded>Part.</content:encoded><description>The whole of it.</description>");
  CHECK(raw.text == "The whole of it.");
  CHECK(raw.description == "Part.");
  CHECK(read("<description>Only.</description>").description.empty());
}

TEST_CASE("the address is found wherever the item has it") {
  struct Case {
    const char* elements;
    const char* want;
  };
  const Case cases[] = {
      {"<title>t</title><link>/1</link>", "https://daily.example/1"},
      {"<title>t</title><link>//x.example/1</link>", "https://x.example/1"},
      {"<title>t</title><guid>https://x.example/1</guid>", "https://x.example/1"},
      {"<title>t</title><guid isPermaLink='false'>tag:1</guid>", ""},
      {"<title>t</title><about>https://x.example/1</about>", "https://x.example/1"},
      {"<title>t</title><atom:link rel='enclosure' href='https://x.example/1.mp3'/>", ""},
      {"<title>t</title>", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.elements));
    CHECK(read(one.elements).url == one.want);
  }
}

TEST_CASE("authors are names") {
  CHECK(read("<title>t</title><author>jane@x.example (Jane Doe)</author>").author == "Jane Doe");
  CHECK(read("<title>t</title><author>jane@x.example</author>").author == "");
  CHECK(read("<title>t</title><itunes:author>Jane Doe</itunes:author>").author == "Jane Doe");
  CHECK(read("<title>t</title><dc:creator>Jane Doe</dc:creator><dc:creator>JANE DOE</dc:creator>")
            .author == "Jane Doe");
}

TEST_CASE("what is no item is skipped") {
  struct Case {
    std::string xml;
    SkipKind want;
  };
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const Case cases[] = {
      {"", SkipKind::Broken},
      {"text", SkipKind::Broken},
      {"<rss><item/></rss>", SkipKind::Broken},
      {"<item><title>t</title>", SkipKind::Broken},
      {"<item><title><b>t</b></title></item>", SkipKind::Broken},
      {"<item>" + deep, SkipKind::Broken},
      {"<!DOCTYPE item [<!ENTITY x 'y'>]><item><title>&x;</title></item>", SkipKind::Broken},
      {"<!DOCTYPE item SYSTEM 'file:///etc/passwd'><item><title>t</title></item>",
       SkipKind::Broken},
      {"<item><title> </title></item>", SkipKind::NoText},
      {"<item/>", SkipKind::NoText},
  };
  for (const Case& one : cases) {
    CAPTURE(one.xml.substr(0, 60));
    const ReadResult result = read_feed_item(one.xml);
    REQUIRE(std::holds_alternative<Skip>(result));
    CHECK(static_cast<int>(std::get<Skip>(result).kind) == static_cast<int>(one.want));
  }
}

}  // namespace
}  // namespace dateline
