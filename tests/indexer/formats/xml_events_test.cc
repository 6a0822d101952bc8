// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/xml_events.h"

#include <string>

#include <doctest/doctest.h>

namespace dateline {
namespace {

// Writes down what it is told: "<dc:title a=..." would be "<title a=...>".
class Recorder : public XmlHandler {
 public:
  void open(const XmlName& name, const XmlAttributes& attributes) override {
    seen += "<" + std::string(name.local);
    const std::string value = attributes.value(XmlSpace::None, "a");
    if (!value.empty()) seen += " a=" + value;
    seen += ">";
  }
  void close(const XmlName& name) override { seen += "</" + std::string(name.local) + ">"; }
  void text(std::string_view utf8) override { seen += utf8; }

  std::string seen;
};

TEST_CASE("XML is told as it is read") {
  struct {
    const char* xml;
    bool is_sound;
    const char* seen;
  } const table[] = {
      {"<x>text<y/></x>", true, "<x>text<y></y></x>"},
      {"<x>R&amp;D &lt;1&gt; &#228; &quot;&apos;</x>", true, "<x>R&D <1> ä \"'</x>"},
      {"<x a='R&amp;D &lt;1&gt; &#38; &#228; &quot;&apos;'/>", true, "<x a=R&D <1> & ä \"'></x>"},
      {"<x><![CDATA[R&D <1>]]></x>", true, "<x>R&D <1></x>"},
      {"<x><!-- no --><?no no?></x>", true, "<x></x>"},
      {"<x>text", false, "<x>text"},
      {"<x>&nbsp;</x>", false, "<x>"},
      {"<!DOCTYPE x [<!ENTITY e 'text'>]><x>&e;</x>", false, ""},
      {"", false, ""},
  };
  for (const auto& row : table) {
    CAPTURE(row.xml);
    Recorder recorder;
    CHECK(read_xml(row.xml, recorder) == row.is_sound);
    CHECK(recorder.seen == row.seen);
  }
}

TEST_CASE("XML that is nested without end is refused") {
  std::string xml;
  for (int i = 0; i < 100'000; ++i) xml += "<x>";
  Recorder recorder;
  CHECK_FALSE(read_xml(xml, recorder));
}

}  // namespace
}  // namespace dateline
