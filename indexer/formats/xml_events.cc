// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/xml_events.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

namespace dateline {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

constexpr std::string_view kOdf = "urn:oasis:names:tc:opendocument:xmlns:";

XmlSpace odf_space(std::string_view name) {
  constexpr std::pair<std::string_view, XmlSpace> kSpaces[] = {
      {"text:1.0", XmlSpace::OdfText},          {"table:1.0", XmlSpace::OdfTable},
      {"office:1.0", XmlSpace::OdfOffice},      {"drawing:1.0", XmlSpace::OdfDraw},
      {"style:1.0", XmlSpace::OdfStyle},        {"meta:1.0", XmlSpace::OdfMeta},
      {"svg-compatible:1.0", XmlSpace::OdfSvg}, {"manifest:1.0", XmlSpace::OdfManifest}};
  const auto* found =
      std::ranges::find(kSpaces, name, &std::pair<std::string_view, XmlSpace>::first);
  return found == std::end(kSpaces) ? XmlSpace::None : found->second;
}

XmlSpace space_of(std::string_view uri) {
  constexpr std::pair<std::string_view, XmlSpace> kSpaces[] = {
      {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", XmlSpace::Word},
      {"http://purl.oclc.org/ooxml/wordprocessingml/main", XmlSpace::Word},
      {"http://schemas.openxmlformats.org/officeDocument/2006/math", XmlSpace::Math},
      {"http://purl.oclc.org/ooxml/officeDocument/math", XmlSpace::Math},
      {"http://schemas.openxmlformats.org/markup-compatibility/2006", XmlSpace::Compatibility},
      {"http://schemas.openxmlformats.org/package/2006/relationships", XmlSpace::Relationships},
      {"http://purl.org/dc/elements/1.1/", XmlSpace::DublinCore},
      {"http://purl.org/dc/terms/", XmlSpace::DublinCoreTerms},
      {"http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
       XmlSpace::CoreProperties},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", XmlSpace::Rdf},
      {"http://ns.adobe.com/xap/1.0/", XmlSpace::Xmp}};
  if (uri.starts_with(kOdf)) return odf_space(uri.substr(kOdf.size()));
  const auto* found =
      std::ranges::find(kSpaces, uri, &std::pair<std::string_view, XmlSpace>::first);
  return found == std::end(kSpaces) ? XmlSpace::None : found->second;
}

// Five pointers each: local name, prefix, URI, value and its end.
class SaxAttributes : public XmlAttributes {
 public:
  SaxAttributes(int count, const xmlChar** attributes) : count_(count), attributes_(attributes) {}

  std::string value(XmlSpace space, std::string_view local) const override {
    for (int i = 0; i < count_; ++i) {
      const xmlChar** attribute = attributes_ + static_cast<std::ptrdiff_t>(i) * 5;
      if (view(attribute[0]) != local || space_of(view(attribute[2])) != space) continue;
      return {reinterpret_cast<const char*>(attribute[3]),
              reinterpret_cast<const char*>(attribute[4])};
    }
    return {};
  }

 private:
  int count_;
  const xmlChar** attributes_;
};

// The parser's own pointer is the handler; a refused document is told by its stop.
XmlHandler& handler_of(void* context) {
  return *static_cast<XmlHandler*>(static_cast<xmlParserCtxtPtr>(context)->_private);
}

void on_open(void* context, const xmlChar* local, const xmlChar* /*prefix*/, const xmlChar* uri,
             int /*namespaces*/, const xmlChar** /*their names*/, int attributes, int /*defaulted*/,
             const xmlChar** values) {
  handler_of(context).open({space_of(view(uri)), view(local)}, SaxAttributes(attributes, values));
}

void on_close(void* context, const xmlChar* local, const xmlChar* /*prefix*/, const xmlChar* uri) {
  handler_of(context).close({space_of(view(uri)), view(local)});
}

void on_text(void* context, const xmlChar* text, int length) {
  handler_of(context).text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

void on_doctype(void* context, const xmlChar* /*name*/, const xmlChar* /*public id*/,
                const xmlChar* /*system id*/) {
  xmlStopParser(static_cast<xmlParserCtxtPtr>(context));
}

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const {
    if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
  }
};

}  // namespace

bool read_xml(std::string_view xml, XmlHandler& handler) {
  if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
      xmlCreateMemoryParserCtxt(xml.data(), static_cast<int>(xml.size())));
  if (!parser) return false;
  // Without NOENT an attribute would have "&#38;" for each "&amp;".
  xmlCtxtUseOptions(parser.get(),
                    XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlSAXHandler events{};
  events.initialized = XML_SAX2_MAGIC;
  events.startElementNs = on_open;
  events.endElementNs = on_close;
  events.characters = on_text;
  events.ignorableWhitespace = on_text;
  events.cdataBlock = on_text;
  events.internalSubset = on_doctype;
  *parser->sax = events;
  parser->_private = &handler;
  xmlParseDocument(parser.get());
  return parser->wellFormed != 0 && parser->disableSAX == 0;
}

}  // namespace dateline
