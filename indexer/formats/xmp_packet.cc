// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/xmp_packet.h"

#include <array>
#include <string>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/formats/document_properties.h"
#include "indexer/formats/xml_events.h"

namespace dateline {
namespace {

struct Field {
  XmlSpace space;
  std::string_view local;
};

constexpr std::array<Field, 7> kFields = {{{XmlSpace::DublinCore, "title"},
                                           {XmlSpace::DublinCore, "creator"},
                                           {XmlSpace::DublinCore, "description"},
                                           {XmlSpace::DublinCore, "language"},
                                           {XmlSpace::DublinCore, "subject"},
                                           {XmlSpace::Xmp, "CreateDate"},
                                           {XmlSpace::Xmp, "ModifyDate"}}};

// A field is an element with its text, one with a list of <rdf:li>, or an attribute of
// <rdf:Description>.
class XmpHandler : public XmlHandler {
 public:
  void open(const XmlName& name, const XmlAttributes& attributes) override {
    value_.clear();
    if (name.is(XmlSpace::Rdf, "Description")) {
      for (const Field& field : kFields) take(field, attributes.value(field.space, field.local));
    }
    for (const Field& field : kFields)
      if (name.is(field.space, field.local)) open_ = &field;
  }

  void text(std::string_view utf8) override { value_ += utf8; }

  void close(const XmlName& name) override {
    const std::string value = std::exchange(value_, {});
    if (open_ == nullptr) return;
    take(*open_, value);
    if (name.is(open_->space, open_->local)) open_ = nullptr;
  }

  RawDocument found;

 private:
  // Of several values the first, but for tags.
  void take(const Field& field, std::string_view text) {
    constexpr std::size_t kMostTags = 1000;
    const std::string value(trim(text));
    if (value.empty()) return;
    if (field.space == XmlSpace::Xmp) {
      found.dates.emplace_back(DateSource::DocumentInfo, value, std::string(field.local));
    } else if (field.local == "title") {
      if (found.title.empty()) found.title = stated_title(value);
    } else if (field.local == "creator") {
      if (found.author.empty()) found.author = stated_author(value);
    } else if (field.local == "description") {
      if (found.description.empty()) found.description = value;
    } else if (field.local == "language") {
      if (found.language.empty()) found.language = value;
    } else if (found.tags.size() < kMostTags) {
      found.tags.push_back(value);
    }
  }

  std::string value_;
  const Field* open_ = nullptr;
};

template <class Value>
void fill(Value& value, Value& other) {
  if (value.empty()) value = std::move(other);
}

}  // namespace

void add_xmp(std::string_view xml, RawDocument& raw) {
  XmpHandler handler;
  read_xml(xml, handler);
  fill(raw.title, handler.found.title);
  fill(raw.author, handler.found.author);
  fill(raw.description, handler.found.description);
  fill(raw.language, handler.found.language);
  fill(raw.tags, handler.found.tags);
  fill(raw.dates, handler.found.dates);
}

}  // namespace dateline
