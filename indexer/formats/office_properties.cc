// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/office_properties.h"

#include <string>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/formats/document_properties.h"
#include "indexer/formats/xml_events.h"

namespace dateline {
namespace {

constexpr std::size_t kMostTags = 1000;

// The text of each element that has no elements within.
class PropertyHandler : public XmlHandler {
 public:
  void open(const XmlName& /*name*/, const XmlAttributes& /*attributes*/) override {
    value_.clear();
  }

  void text(std::string_view utf8) override { value_ += utf8; }

  void close(const XmlName& name) override {
    const std::string value(trim(std::exchange(value_, {})));
    if (!value.empty()) take(name, value);
  }

  RawDocument finish() {
    raw_.author = stated_author(first_author_.empty() ? last_author_ : first_author_);
    for (std::string* date : {&created_, &changed_}) {
      const char* name = date == &created_ ? "created" : "modified";
      if (!date->empty()) raw_.dates.emplace_back(DateSource::DocumentInfo, std::move(*date), name);
    }
    return std::move(raw_);
  }

 private:
  void take(const XmlName& name, const std::string& value) {
    switch (name.space) {
      case XmlSpace::DublinCore:
        take_dublin_core(name.local, value);
        break;
      case XmlSpace::DublinCoreTerms:
        if (name.local == "created") created_ = value;
        if (name.local == "modified") changed_ = value;
        break;
      case XmlSpace::CoreProperties:
        if (name.local == "keywords") raw_.tags = split_keywords(value);
        break;
      case XmlSpace::OdfMeta:
        if (name.local == "initial-creator") first_author_ = value;
        if (name.local == "creation-date") created_ = value;
        if (name.local == "keyword" && raw_.tags.size() < kMostTags) raw_.tags.push_back(value);
        break;
      default:
        break;
    }
  }

  void take_dublin_core(std::string_view local, const std::string& value) {
    if (local == "title") raw_.title = stated_title(value);
    if (local == "creator") last_author_ = value;
    if (local == "language") raw_.language = value;
    if (local == "date") changed_ = value;
    if (local == "description" || (local == "subject" && raw_.description.empty()))
      raw_.description = value;
  }

  RawDocument raw_;
  std::string value_;
  std::string first_author_;
  std::string last_author_;
  std::string created_;
  std::string changed_;
};

}  // namespace

RawDocument read_office_properties(std::string_view xml) {
  PropertyHandler handler;
  read_xml(xml, handler);
  return handler.finish();
}

}  // namespace dateline
