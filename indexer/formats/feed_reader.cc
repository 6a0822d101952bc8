// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/feed_reader.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "common/base/utf8.h"
#include "indexer/formats/html/author_names.h"
#include "indexer/formats/html/html_reader.h"
#include "indexer/formats/html/stated_text.h"
#include "indexer/formats/html_fragment.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxTitle = 2000;
constexpr std::size_t kMaxElements = 2000;
constexpr std::size_t kMaxDates = 20;
constexpr std::size_t kMaxDateText = 200;

struct Element {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;

  std::string_view attribute(std::string_view wanted) const {
    for (const auto& [key, value] : attributes) {
      if (key == wanted) return value;
    }
    return {};
  }
};

std::string_view view(const xmlChar* bytes) {
  return bytes == nullptr ? std::string_view{} : reinterpret_cast<const char*>(bytes);
}

// Reads <item> with its flat elements. A document type is never wanted and ends the reading, so
// that there are no entities but the five of XML.
class ItemParser {
 public:
  // False when it is no XML.
  bool parse(std::string_view xml) {
    if (xml.size() > INT_MAX / 2) return false;
    parser_ = xmlCreateMemoryParserCtxt(xml.data(), static_cast<int>(xml.size()));
    if (parser_ == nullptr) return false;
    xmlCtxtUseOptions(parser_, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                   XML_PARSE_NOWARNING | XML_PARSE_HUGE);
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      --static_cast<ItemParser*>(self)->depth_;
    };
    handler.characters = [](void* self, const xmlChar* bytes, int length) {
      static_cast<ItemParser*>(self)->characters(
          {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)});
    };
    handler.internalSubset = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      static_cast<ItemParser*>(self)->refuse();
    };
    *parser_->sax = handler;
    parser_->userData = this;
    xmlParseDocument(parser_);
    const bool is_sound = parser_->wellFormed != 0 && !is_refused_;
    xmlFreeParserCtxt(parser_);
    return is_sound;
  }

  const std::vector<Element>& elements() const { return elements_; }

 private:
  static void start_element(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar*,
                            int, const xmlChar**, int count, int, const xmlChar** attributes) {
    Element element;
    if (prefix != nullptr) element.name = std::string(view(prefix)) + ":";
    element.name += view(name);
    for (int i = 0; i < count; ++i, attributes += 5) {
      element.attributes.emplace_back(view(attributes[0]),
                                      std::string(reinterpret_cast<const char*>(attributes[3]),
                                                  reinterpret_cast<const char*>(attributes[4])));
    }
    static_cast<ItemParser*>(self)->start(std::move(element));
  }

  void start(Element&& element) {
    ++depth_;
    const bool is_expected = depth_ == 1 ? element.name == "item" : depth_ == 2;
    if (!is_expected) return refuse();
    if (depth_ == 2 && elements_.size() < kMaxElements) elements_.push_back(std::move(element));
  }

  void characters(std::string_view text) {
    if (depth_ == 2 && !elements_.empty()) elements_.back().text += text;
  }

  void refuse() {
    is_refused_ = true;
    xmlStopParser(parser_);
  }

  xmlParserCtxtPtr parser_ = nullptr;
  std::size_t depth_ = 0;
  bool is_refused_ = false;
  std::vector<Element> elements_;
};

bool is_html_type(std::string_view type) {
  return type == "html" || type == "xhtml" || type == "text/html" ||
         type == "application/xhtml+xml";
}

// The text of an element whose markup, if it has any, is escaped. In RSS nothing says what it is.
std::string body_text(const Element& element) {
  const bool is_atom = element.name.starts_with("atom:");
  const std::string_view text = trim(element.text);
  const bool is_html =
      is_atom ? is_html_type(element.attribute("type")) || element.attribute("mode") == "escaped"
              : looks_like_html(text) || has_entity(text);
  if (is_html) return html_to_text(text);
  return std::string(text);
}

class ItemReader {
 public:
  explicit ItemReader(const std::vector<Element>& elements) : elements_(elements) {}

  RawDocument read() {
    raw_.type = "feed";
    read_head();
    raw_.title = title();
    raw_.own_id = first_text({"guid", "atom:id", "dc:identifier", "about"});
    raw_.url = url();
    raw_.author = author();
    read_tags();
    read_dates();
    read_texts();
    return std::move(raw_);
  }

 private:
  const Element* first(std::string_view name) const {
    const auto found = std::ranges::find_if(elements_, [name](const Element& element) {
      return element.name == name && !trim(element.text).empty();
    });
    return found == elements_.end() ? nullptr : &*found;
  }

  std::string first_text(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
      if (const Element* found = first(name)) return std::string(trim(found->text));
    }
    return {};
  }

  void read_head() {
    const auto head = std::ranges::find(elements_, "feed", &Element::name);
    if (head == elements_.end()) return;
    raw_.site = stated_text(head->attribute("title"), kMaxTitle);
    raw_.language = trim(head->attribute("language"));
    feed_link_ = head->attribute("link");
    if (const Element* own = first("dc:language")) raw_.language = trim(own->text);
  }

  std::string title() const {
    for (const std::string_view name : {"title", "atom:title", "dc:title"}) {
      const Element* found = first(name);
      if (found == nullptr) continue;
      const bool is_plain = name == "atom:title" && !is_html_type(found->attribute("type")) &&
                            found->attribute("mode") != "escaped";
      return is_plain ? std::string(trim(found->text)) : stated_text(found->text, kMaxTitle);
    }
    return {};
  }

  std::string url() const {
    std::string url = first_text({"link"});
    if (url.empty()) url = atom_link();
    const Element* guid = first("guid");
    const bool is_link = guid != nullptr && guid->attribute("isPermaLink") != "false" &&
                         trim(guid->text).starts_with("http");
    if (url.empty() && is_link) url = trim(guid->text);
    if (url.empty() && raw_.own_id.starts_with("http")) url = raw_.own_id;
    const std::size_t scheme = feed_link_.find("://");
    if (!url.starts_with('/') || scheme == std::string::npos) return url;
    if (url.starts_with("//")) return feed_link_.substr(0, scheme + 1) + url;
    return feed_link_.substr(0, feed_link_.find('/', scheme + 3)) + url;
  }

  std::string atom_link() const {
    for (const Element& element : elements_) {
      const std::string_view rel = element.attribute("rel");
      const bool is_page = element.name == "atom:link" && (rel.empty() || rel == "alternate");
      if (is_page) return std::string(trim(element.attribute("href")));
    }
    return {};
  }

  // "jane@daily.example (Jane Doe)" is how RSS has it.
  static std::string_view without_address(std::string_view author) {
    const std::size_t open = author.find('(');
    const std::size_t close = author.rfind(')');
    const bool has_name = author.find('@') < open && open != std::string_view::npos &&
                          close != std::string_view::npos && close > open;
    return has_name ? author.substr(open + 1, close - open - 1) : author;
  }

  std::string author() const {
    for (const std::string_view name : {"dc:creator", "atom:author", "author", "itunes:author"}) {
      std::vector<std::string> names;
      for (const Element& element : elements_) {
        if (element.name != name) continue;
        for (std::string& one : author_names(without_address(element.text)))
          names.push_back(std::move(one));
      }
      std::string joined = join_names(names);
      if (!joined.empty()) return joined;
    }
    return {};
  }

  void read_tags() {
    for (const Element& element : elements_) {
      std::string_view tag;
      if (element.name == "category" || element.name == "dc:subject") tag = element.text;
      if (element.name == "atom:category") {
        tag = element.attribute("label");
        if (trim(tag).empty()) tag = element.attribute("term");
      }
      constexpr std::size_t kMaxTag = 200;
      std::string plain = stated_text(tag, kMaxTag);
      const bool is_new = !plain.empty() && std::ranges::find(raw_.tags, plain) == raw_.tags.end();
      if (is_new && raw_.tags.size() < kMaxTags) raw_.tags.push_back(std::move(plain));
    }
  }

  // Days of publication before those of changes.
  void read_dates() {
    for (const std::string_view name :
         {"pubDate", "atom:published", "atom:issued", "dcterms:issued", "dc:date", "atom:created",
          "dcterms:created", "atom:updated", "atom:modified", "dcterms:modified"}) {
      for (const Element& element : elements_) {
        const std::string_view text = trim(element.text);
        if (element.name != name || text.empty() || raw_.dates.size() == kMaxDates) continue;
        raw_.dates.emplace_back(DateSource::FeedItem,
                                std::string(text.substr(0, utf8_cut(text, kMaxDateText))),
                                std::string(name.substr(name.starts_with("atom:") ? 5 : 0)));
      }
    }
  }

  // The fullest is the text; what is shorter than it is its description.
  void read_texts() {
    std::string summary;
    for (const std::string_view name :
         {"content:encoded", "yandex:full-text", "atom:content", "description", "atom:summary",
          "dc:description", "itunes:summary", "media:description"}) {
      const Element* found = first(name);
      if (found == nullptr) continue;
      std::string text = body_text(*found);
      if (trim(text).empty()) continue;
      std::string& first_free = raw_.text.empty() ? raw_.text : summary;
      if (first_free.empty()) first_free = std::move(text);
    }
    if (summary.size() < raw_.text.size()) {
      raw_.description = std::move(summary);
    } else if (!summary.empty()) {
      raw_.description = std::exchange(raw_.text, std::move(summary));
    }
  }

  static constexpr std::size_t kMaxTags = 100;

  const std::vector<Element>& elements_;
  std::string feed_link_;
  RawDocument raw_;
};

}  // namespace

ReadResult read_feed_item(std::string_view xml) {
  ItemParser parser;
  if (!parser.parse(xml)) return Skip{SkipKind::Broken, "no item of a feed"};
  RawDocument raw = ItemReader(parser.elements()).read();
  if (raw.title.empty() && trim(raw.text).empty()) return Skip{SkipKind::NoText, ""};
  return raw;
}

}  // namespace dateline
