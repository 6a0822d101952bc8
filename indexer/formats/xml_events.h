// SPDX-License-Identifier: GPL-2.0-or-later
//
// XML as a series of events, for the formats that are XML inside (office files). Entities are not
// resolved, nothing is loaded, a document type is refused: none of these formats has one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

// The vocabularies that are told apart; prefixes are the document's own business.
enum class XmlSpace : std::uint8_t {
  None,           // an attribute without a prefix, an unknown vocabulary
  Word,           // w: of DOCX, transitional and strict
  Math,           // m:
  Compatibility,  // mc:
  Relationships,  // of _rels/.rels
  OdfText,        // text: of ODF
  OdfTable,
  OdfOffice,
  OdfDraw,
  OdfSvg,
  OdfStyle,
  OdfMeta,
  OdfManifest,
  DublinCore,       // dc:
  DublinCoreTerms,  // dcterms:
  CoreProperties,   // cp:
  Rdf,
  Xmp,
};

struct XmlName {
  XmlSpace space = XmlSpace::None;
  std::string_view local;

  bool is(XmlSpace its_space, std::string_view its_local) const {
    return space == its_space && local == its_local;
  }
};

// Those of the element that was just opened.
class XmlAttributes {
 public:
  virtual ~XmlAttributes() = default;

  // Empty when it is not there. With entities of five kinds resolved: as XML has them.
  virtual std::string value(XmlSpace space, std::string_view local) const = 0;
};

class XmlHandler {
 public:
  virtual ~XmlHandler() = default;

  virtual void open(const XmlName& name, const XmlAttributes& attributes) = 0;
  virtual void close(const XmlName& name) = 0;
  virtual void text(std::string_view utf8) = 0;
};

// False when it is not well-formed, nested more than 256 deep or has a document type: the handler
// has seen what comes before.
bool read_xml(std::string_view xml, XmlHandler& handler);

}  // namespace dateline
