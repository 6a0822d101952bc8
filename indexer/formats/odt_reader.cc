// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/base/utf8.h"
#include "indexer/formats/office_properties.h"
#include "indexer/formats/office_reader.h"
#include "indexer/formats/office_text.h"
#include "indexer/formats/xml_events.h"
#include "indexer/formats/zip_members.h"

namespace dateline {
namespace {

// Whether a member of the file is encrypted.
class ManifestHandler : public XmlHandler {
 public:
  void open(const XmlName& name, const XmlAttributes& /*attributes*/) override {
    if (name.is(XmlSpace::OdfManifest, "encryption-data")) is_encrypted = true;
  }
  void close(const XmlName& /*name*/) override {}
  void text(std::string_view /*utf8*/) override {}

  bool is_encrypted = false;
};

// Elements of which nothing is read: what was deleted, comments, form controls, readings above
// Japanese words, the sign of a note, descriptions of pictures.
bool is_left_out(const XmlName& name) {
  constexpr std::array<std::pair<XmlSpace, std::string_view>, 9> kLeftOut = {
      {{XmlSpace::OdfText, "tracked-changes"},
       {XmlSpace::OdfText, "note-citation"},
       {XmlSpace::OdfText, "ruby-text"},
       {XmlSpace::OdfOffice, "annotation"},
       {XmlSpace::OdfOffice, "forms"},
       {XmlSpace::OdfOffice, "scripts"},
       {XmlSpace::OdfOffice, "meta"},
       {XmlSpace::OdfSvg, "title"},
       {XmlSpace::OdfSvg, "desc"}}};
  return std::ranges::any_of(kLeftOut,
                             [&](const auto& row) { return name.is(row.first, row.second); });
}

class OdtHandler : public XmlHandler {
 public:
  void open(const XmlName& name, const XmlAttributes& attributes) override {
    if (left_out_ > 0 || is_left_out(name) || is_hidden(name, attributes)) {
      ++left_out_;
      return;
    }
    if (name.space == XmlSpace::OdfStyle) open_style(name.local, attributes);
    if (name.is(XmlSpace::OdfOffice, "body")) in_body_ = true;
    if (!in_body_) return;
    if (name.space == XmlSpace::OdfText) open_text(name.local);
    if (name.is(XmlSpace::OdfTable, "table-cell")) text_.open_cell();
  }

  void close(const XmlName& name) override {
    if (left_out_ > 0) {
      --left_out_;
      return;
    }
    if (!in_body_) return;
    if (is_paragraph(name)) text_.close_paragraph();
    if (name.is(XmlSpace::OdfText, "note-body")) text_.close_note();
    if (name.is(XmlSpace::OdfTable, "table-cell")) text_.close_cell();
    if (name.is(XmlSpace::OdfTable, "table-row")) text_.close_row();
  }

  void text(std::string_view utf8) override {
    if (left_out_ == 0 && in_body_) text_.add_collapsed(utf8);
  }

  std::string take() { return text_.take(); }

 private:
  static bool is_paragraph(const XmlName& name) {
    return name.is(XmlSpace::OdfText, "p") || name.is(XmlSpace::OdfText, "h");
  }

  bool is_hidden(const XmlName& name, const XmlAttributes& attributes) const {
    if (hidden_styles_.empty()) return false;
    const bool has_style = is_paragraph(name) || name.is(XmlSpace::OdfText, "span");
    return has_style && hidden_styles_.contains(attributes.value(XmlSpace::OdfText, "style-name"));
  }

  // Styles that hide their text stand in front of the text that uses them.
  void open_style(std::string_view local, const XmlAttributes& attributes) {
    if (local == "style") style_ = attributes.value(XmlSpace::OdfStyle, "name");
    if (local == "text-properties" && attributes.value(XmlSpace::OdfText, "display") == "none")
      hidden_styles_.insert(style_);
  }

  void open_text(std::string_view local) {
    if (local == "p" || local == "h") text_.open_paragraph();
    if (local == "note-body") text_.open_note();
    if (local == "s") text_.add_collapsed(" ");
    if (local == "tab") text_.add("\t");
    if (local == "line-break") text_.add("\n");
  }

  OfficeText text_;
  unsigned left_out_ = 0;  // open elements of which nothing is read
  bool in_body_ = false;
  std::string style_;
  std::set<std::string, std::less<>> hidden_styles_;
};

}  // namespace

ReadResult read_odt(std::string_view bytes) {
  const std::string kContent = "content.xml";
  const std::string kManifest = "META-INF/manifest.xml";
  auto read = read_zip_members(bytes, {kManifest, kContent, "meta.xml"});
  if (auto* skip = std::get_if<Skip>(&read)) return std::move(*skip);
  auto& members = std::get<ZipMembers>(read);
  ManifestHandler manifest;
  read_xml(members[kManifest], manifest);
  if (manifest.is_encrypted) return Skip{SkipKind::Encrypted, "needs a password"};
  if (!members.contains(kContent)) return Skip{SkipKind::Broken, "no text part in it"};
  RawDocument raw = read_office_properties(members["meta.xml"]);
  OdtHandler body;
  if (!read_xml(members[kContent], body)) return Skip{SkipKind::Broken, "its text is no valid XML"};
  raw.text = body.take();
  if (trim(raw.text).empty()) return Skip{SkipKind::NoText, "no text in it"};
  return raw;
}

}  // namespace dateline
