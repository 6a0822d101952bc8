// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
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

// Where the parts of the package are, as its _rels/.rels says.
class RelationHandler : public XmlHandler {
 public:
  void open(const XmlName& name, const XmlAttributes& attributes) override {
    if (!name.is(XmlSpace::Relationships, "Relationship")) return;
    const std::string type = attributes.value(XmlSpace::None, "Type");
    std::string target = attributes.value(XmlSpace::None, "Target");
    target.erase(0, target.find_first_not_of('/'));
    if (type.ends_with("/officeDocument")) {
      document = std::move(target);
    } else if (type.ends_with("/core-properties")) {
      properties = std::move(target);
    }
  }
  void close(const XmlName& /*name*/) override {}
  void text(std::string_view /*utf8*/) override {}

  std::string document = "word/document.xml";
  std::string properties = "docProps/core.xml";
};

// Elements of which nothing is read.
bool is_left_out(const XmlName& name, const XmlAttributes& attributes) {
  constexpr std::array<std::string_view, 8> kLeftOut = {"del",  "moveFrom", "rt",    "tblPr",
                                                        "trPr", "tcPr",     "sdtPr", "sectPr"};
  if (name.space != XmlSpace::Word) return false;
  if (std::ranges::find(kLeftOut, name.local) != kLeftOut.end()) return true;
  const bool is_note = name.local == "footnote" || name.local == "endnote";
  if (!is_note) return false;
  // "separator" and its like: lines that Word draws above the notes.
  const std::string type = attributes.value(XmlSpace::Word, "type");
  return !type.empty() && type != "normal";
}

class DocxHandler : public XmlHandler {
 public:
  void open(const XmlName& name, const XmlAttributes& attributes) override {
    if (left_out_ > 0 || is_left_out(name, attributes) || is_other_branch(name)) {
      ++left_out_;
      return;
    }
    if (name.space == XmlSpace::Word) open_word(name.local, attributes);
    if (name.is(XmlSpace::Compatibility, "AlternateContent")) has_branch_.push_back(0);
    if (name.is(XmlSpace::Math, "t")) in_text_ = true;
  }

  void close(const XmlName& name) override {
    if (left_out_ > 0) {
      --left_out_;
      return;
    }
    if (name.space == XmlSpace::Word) close_word(name.local);
    if (name.is(XmlSpace::Compatibility, "AlternateContent")) has_branch_.pop_back();
    if (name.is(XmlSpace::Math, "t")) in_text_ = false;
  }

  void text(std::string_view utf8) override {
    if (left_out_ == 0 && in_text_ && !is_hidden_) text_.add(utf8);
  }

  std::string take() { return text_.take(); }
  const std::string& title() const { return title_; }

 private:
  // The same is said in several ways, for newer and older programs: the first one is read.
  bool is_other_branch(const XmlName& name) {
    const bool is_branch =
        name.is(XmlSpace::Compatibility, "Choice") || name.is(XmlSpace::Compatibility, "Fallback");
    return is_branch && !has_branch_.empty() && std::exchange(has_branch_.back(), 1) != 0;
  }

  void open_word(std::string_view local, const XmlAttributes& attributes) {
    if (local == "p") {
      text_.open_paragraph();
      is_title_ = false;
    } else if (local == "pPr") {
      in_paragraph_properties_ = true;
    } else if (in_paragraph_properties_) {
      if (local == "pStyle") is_title_ = attributes.value(XmlSpace::Word, "val") == "Title";
    } else if (local == "r") {
      is_hidden_ = false;
    } else if (local == "vanish") {
      const std::string value = attributes.value(XmlSpace::Word, "val");
      is_hidden_ = value != "0" && value != "false" && value != "off";
    } else if (local == "t") {
      in_text_ = true;
    } else if (local == "tc") {
      text_.open_cell();
    } else {
      open_mark(local);
    }
  }

  void open_mark(std::string_view local) {
    if (is_hidden_) return;
    if (local == "tab" || local == "ptab") text_.add("\t");
    if (local == "br" || local == "cr") text_.add("\n");
    if (local == "noBreakHyphen") text_.add("-");
  }

  void close_word(std::string_view local) {
    if (local == "t") in_text_ = false;
    if (local == "r") is_hidden_ = false;
    if (local == "pPr") in_paragraph_properties_ = false;
    if (local == "tc") text_.close_cell();
    if (local == "tr") text_.close_row();
    if (local != "p") return;
    if (std::exchange(is_title_, false) && title_.empty()) title_ = trim(text_.paragraph());
    text_.close_paragraph();
  }

  OfficeText text_;
  std::string title_;
  unsigned left_out_ = 0;         // open elements of which nothing is read
  std::vector<char> has_branch_;  // of the open alternatives: whether one was read
  bool in_text_ = false;
  bool in_paragraph_properties_ = false;
  bool is_hidden_ = false;
  bool is_title_ = false;
};

// An encrypted DOCX is an OLE2 file with a stream of this name; other ones are old Word files.
Skip skip_of_ole(std::string_view bytes) {
  constexpr std::string_view kName = "EncryptedPackage";
  std::string wide;
  for (const char letter : kName) wide += {letter, '\0'};
  if (bytes.find(wide) != std::string_view::npos)
    return Skip{SkipKind::Encrypted, "needs a password"};
  return Skip{SkipKind::NotSupported, "a Word file of the old kind"};
}

// "word/" of "word/document.xml".
std::string folder_of(const std::string& part) { return part.substr(0, part.rfind('/') + 1); }

struct Parts {
  std::string document;
  std::string properties;
  std::vector<std::string> notes;
};

std::variant<Parts, Skip> read_parts(std::string_view bytes) {
  const std::string kRelations = "_rels/.rels";
  auto first = read_zip_members(bytes, {kRelations});
  if (auto* skip = std::get_if<Skip>(&first)) return std::move(*skip);
  RelationHandler relations;
  read_xml(std::get<ZipMembers>(first)[kRelations], relations);
  const std::string folder = folder_of(relations.document);
  const std::vector<std::string> notes = {folder + "footnotes.xml", folder + "endnotes.xml"};
  auto second =
      read_zip_members(bytes, {relations.document, relations.properties, notes[0], notes[1]});
  if (auto* skip = std::get_if<Skip>(&second)) return std::move(*skip);
  auto& members = std::get<ZipMembers>(second);
  if (!members.contains(relations.document)) return Skip{SkipKind::Broken, "no text part in it"};
  return Parts{std::move(members[relations.document]),
               std::move(members[relations.properties]),
               {std::move(members[notes[0]]), std::move(members[notes[1]])}};
}

}  // namespace

ReadResult read_docx(std::string_view bytes) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return skip_of_ole(bytes);
  auto parts = read_parts(bytes);
  if (auto* skip = std::get_if<Skip>(&parts)) return std::move(*skip);
  const auto& found = std::get<Parts>(parts);
  RawDocument raw = read_office_properties(found.properties);
  DocxHandler body;
  if (!read_xml(found.document, body)) return Skip{SkipKind::Broken, "its text is no valid XML"};
  raw.text = body.take();
  for (const std::string& part : found.notes) {
    DocxHandler notes;
    read_xml(part, notes);
    const std::string text = notes.take();
    if (!text.empty()) raw.text += "\n\n" + text;
  }
  if (raw.title.empty()) raw.title = body.title();
  if (trim(raw.text).empty()) return Skip{SkipKind::NoText, "no text in it"};
  return raw;
}

}  // namespace dateline
