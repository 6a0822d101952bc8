// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/feed_items.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "common/base/utf8.h"
#include "indexer/containers/feed_mending.h"
#include "indexer/decode/encoding.h"

namespace dateline {
namespace {

// Vocabularies, by our names for them; RSS has none.
struct Vocabulary {
  std::string_view prefix;
  std::string_view uri;
};
constexpr auto kVocabularies = std::to_array<Vocabulary>({
    {"", "http://purl.org/rss/1.0/"},
    {"", "http://my.netscape.com/rdf/simple/0.9/"},
    {"", "http://channel.netscape.com/rdf/simple/0.9/"},
    {"", "http://backend.userland.com/rss2"},
    {"", "http://blogs.law.harvard.edu/tech/rss"},
    {"atom", "http://www.w3.org/2005/Atom"},
    {"atom", "http://purl.org/atom/ns#"},
    {"content", "http://purl.org/rss/1.0/modules/content/"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"},
    {"media", "http://search.yahoo.com/mrss/"},
    {"yandex", "http://news.yandex.ru"},
    {"xhtml", "http://www.w3.org/1999/xhtml"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
});

// What of an item is kept.
constexpr auto kKept = std::to_array<std::string_view>({
    "title",
    "link",
    "description",
    "guid",
    "pubDate",
    "author",
    "category",
    "atom:title",
    "atom:link",
    "atom:id",
    "atom:author",
    "atom:category",
    "atom:published",
    "atom:issued",
    "atom:created",
    "atom:updated",
    "atom:modified",
    "atom:summary",
    "atom:content",
    "dc:title",
    "dc:creator",
    "dc:date",
    "dc:subject",
    "dc:description",
    "dc:identifier",
    "dc:language",
    "dcterms:created",
    "dcterms:issued",
    "dcterms:modified",
    "content:encoded",
    "itunes:author",
    "itunes:summary",
    "media:description",
    "yandex:full-text",
});
constexpr auto kKeptAttributes = std::to_array<std::string_view>(
    {"type", "mode", "href", "rel", "term", "label", "isPermaLink"});

constexpr std::string_view kHead =
    R"(<item xmlns:atom="http://www.w3.org/2005/Atom")"
    R"( xmlns:content="http://purl.org/rss/1.0/modules/content/")"
    R"( xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/")"
    R"( xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd")"
    R"( xmlns:media="http://search.yahoo.com/mrss/" xmlns:yandex="http://news.yandex.ru">)"
    "\n";
constexpr std::size_t kMaxFeedField = 1000;  // bytes of the feed's title, link, language
constexpr std::size_t kMaxElements = 1000;   // of one item

bool is_one_of(std::string_view name, auto& names) {
  return std::ranges::find(names, name) != names.end();
}

std::string_view view(const xmlChar* bytes) {
  return bytes == nullptr ? std::string_view{} : reinterpret_cast<const char*>(bytes);
}

void append_escaped(std::string& xml, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      xml += "&amp;";
    } else if (c == '<') {
      xml += "&lt;";
    } else if (c == '>') {
      xml += "&gt;";
    } else if (c == '"') {
      xml += "&quot;";
    } else if (c == '\r') {
      xml += "&#13;";
    } else {
      xml.push_back(c);
    }
  }
}

void append_attribute(std::string& xml, std::string_view name, std::string_view value) {
  xml.append(" ").append(name).append("=\"");
  append_escaped(xml, value);
  xml += '"';
}

struct FeedHead {
  std::string title;
  std::string link;
  std::string language;
};

struct Attribute {
  std::string name;  // without its prefix
  std::string_view value;
};

// One element of an item.
struct Element {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;
};

class FeedSplitter {
 public:
  FeedSplitter(const UnpackLimits& limits, const MemberSink& sink) : limits_(limits), sink_(sink) {}

  void split(std::string_view xml) {
    parser_ = xmlCreateMemoryParserCtxt(xml.data(), static_cast<int>(xml.size()));
    if (parser_ == nullptr) return void(sink_.skip("", {SkipKind::Empty, ""}));
    xmlCtxtUseOptions(parser_, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                   XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC);
    set_handlers();
    xmlParseDocument(parser_);
    report();
    xmlFreeParserCtxt(parser_);
  }

 private:
  void set_handlers() {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* self, const xmlChar* name, const xmlChar* prefix,
                                const xmlChar* uri, int, const xmlChar**, int count, int,
                                const xmlChar** attributes) {
      static_cast<FeedSplitter*>(self)->start(full_name(view(name), view(prefix), view(uri)),
                                              view(name), read_attributes(count, attributes));
    };
    handler.endElementNs = [](void* self, const xmlChar* name, const xmlChar*, const xmlChar*) {
      static_cast<FeedSplitter*>(self)->end(view(name));
    };
    handler.characters = [](void* self, const xmlChar* bytes, int length) {
      static_cast<FeedSplitter*>(self)->characters(
          {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)});
    };
    handler.ignorableWhitespace = handler.characters;
    handler.cdataBlock = handler.characters;
    *parser_->sax = handler;
    parser_->userData = this;
  }

  // "dc:creator", whatever prefix the feed has for it; a prefix that it does not declare means what
  // it usually does.
  static std::string full_name(std::string_view name, std::string_view prefix,
                               std::string_view uri) {
    const auto known = std::ranges::find(kVocabularies, uri, &Vocabulary::uri);
    const std::string_view ours = known != kVocabularies.end() ? known->prefix
                                  : uri.empty()                ? prefix
                                                               : "?";
    return ours.empty() ? std::string(name) : std::string(ours) + ":" + std::string(name);
  }

  // libxml2 gives five pointers each: name, prefix, URI, where the value begins and ends.
  static std::vector<Attribute> read_attributes(int count, const xmlChar** attributes) {
    std::vector<Attribute> all;
    for (int i = 0; i < count; ++i, attributes += 5) {
      const auto* begin = reinterpret_cast<const char*>(attributes[3]);
      const auto* end = reinterpret_cast<const char*>(attributes[4]);
      all.push_back(
          {std::string(view(attributes[0])), {begin, static_cast<std::size_t>(end - begin)}});
    }
    return all;
  }

  void start(const std::string& name, std::string_view local,
             const std::vector<Attribute>& attributes) {
    ++depth_;
    if (is_in_item_ && is_in_element_) return start_within(local, attributes);
    if (is_in_item_) return start_element(is_bare_atom_ ? atom_name(name) : name, attributes);
    is_bare_atom_ = name == "entry";
    if (name == "item" || name == "atom:entry" || is_bare_atom_) return start_item(attributes);
    start_head(name, attributes);
  }

  // Of a feed that forgot to say that it is Atom.
  static std::string atom_name(const std::string& name) {
    return name.find(':') == std::string::npos ? "atom:" + name : name;
  }

  void start_item(const std::vector<Attribute>& attributes) {
    is_in_item_ = true;
    item_depth_ = depth_;
    elements_.clear();
    item_bytes_ = 0;
    about_.clear();
    item_language_.clear();
    for (const auto& [name, value] : attributes) {
      if (name == "about") about_ = value;
      if (name == "lang") item_language_ = value;
    }
  }

  void start_element(const std::string& name, const std::vector<Attribute>& attributes) {
    // Elsewhere than right in the item, only this one is wanted: within <media:group>.
    const bool is_own = depth_ == item_depth_ + 1 || name == "media:description";
    if (!is_own || !is_one_of(name, kKept) || elements_.size() == kMaxElements) return;
    is_in_element_ = true;
    element_depth_ = depth_;
    Element element{name, {}, {}};
    for (const std::string_view kept : kKeptAttributes) {
      for (const auto& [key, value] : attributes) {
        if (key == kept) element.attributes.emplace_back(key, value);
      }
    }
    elements_.push_back(std::move(element));
  }

  // Markup within an element: of XHTML it is kept as HTML, of an author only the name is.
  void start_within(std::string_view local, const std::vector<Attribute>& attributes) {
    if (elements_.back().name == "atom:author") {
      is_in_other_ = local != "name";
      return;
    }
    std::string tag = "<" + std::string(local);
    for (const auto& [name, value] : attributes) {
      if (name == "href" || name == "src" || name == "alt" || name == "title")
        append_attribute(tag, name, value);
    }
    add_text(tag + ">");
  }

  void end(std::string_view local) {
    if (is_in_head_ && depth_ == head_depth_) end_head();
    if (is_in_item_ && depth_ == item_depth_) end_item();
    if (is_in_element_) {
      if (depth_ == element_depth_) {
        is_in_element_ = false;
        is_in_other_ = false;
      } else if (elements_.back().name == "atom:author") {
        is_in_other_ = true;
      } else {
        add_text("</" + std::string(local) + ">");
      }
    }
    if (depth_ == other_depth_) other_depth_ = 0;
    --depth_;
  }

  void characters(std::string_view text) {
    if (is_in_head_ && head_text_.size() < kMaxFeedField) head_text_ += text;
    if (!is_in_element_ || is_in_other_) return;
    const Element& element = elements_.back();
    if (is_author_with_parts(element)) return;
    if (is_markup(element)) {
      std::string escaped;
      append_escaped(escaped, text);
      add_text(escaped);
    } else {
      add_text(text);
    }
  }

  bool is_author_with_parts(const Element& element) const {
    return element.name == "atom:author" && depth_ == element_depth_;
  }

  // Whether its text stands between tags, and so must stay as it is written.
  static bool is_markup(const Element& element) {
    const auto type =
        std::ranges::find(element.attributes, "type", &std::pair<std::string, std::string>::first);
    const auto mode =
        std::ranges::find(element.attributes, "mode", &std::pair<std::string, std::string>::first);
    if (mode != element.attributes.end() && mode->second == "escaped") return false;
    return type != element.attributes.end() &&
           (type->second == "xhtml" || type->second == "application/xhtml+xml");
  }

  void add_text(std::string_view text) {
    item_bytes_ += text.size();
    if (item_bytes_ <= limits_.member_bytes) elements_.back().text += text;
  }

  void start_head(const std::string& name, const std::vector<Attribute>& attributes) {
    const bool is_top = depth_ <= 3;
    if (name == "rss" || name == "atom:feed" || name == "feed") {
      for (const auto& [key, value] : attributes) {
        if (key == "lang" && head_.language.empty()) set(head_.language, value);
      }
    }
    if (name == "image" || name == "textinput" || name == "textInput" || name == "atom:author")
      other_depth_ = depth_;
    if (other_depth_ != 0 && depth_ >= other_depth_) return;
    if (name == "atom:link" && head_.link.empty()) set_link(attributes);
    const bool is_wanted = name == "title" || name == "atom:title" || name == "link" ||
                           name == "language" || name == "dc:language";
    if (!is_top || !is_wanted || is_in_head_) return;
    is_in_head_ = true;
    head_depth_ = depth_;
    head_name_ = name;
    head_text_.clear();
  }

  void set_link(const std::vector<Attribute>& attributes) {
    std::string_view rel = "alternate";
    std::string_view href;
    for (const auto& [key, value] : attributes) {
      if (key == "rel") rel = value;
      if (key == "href") href = value;
    }
    if (rel == "alternate") set(head_.link, href);
  }

  static void set(std::string& field, std::string_view text) {
    text = trim(text);
    field = text.substr(0, utf8_cut(text, kMaxFeedField));
  }

  void end_head() {
    is_in_head_ = false;
    std::string& field = head_name_.ends_with("title")  ? head_.title
                         : head_name_.ends_with("link") ? head_.link
                                                        : head_.language;
    if (field.empty()) set(field, head_text_);
  }

  void end_item() {
    is_in_item_ = false;
    ++number_;
    if (number_ > limits_.members) {
      stop(sink_.skip("", {SkipKind::Limit, fmt::format("more than {} items", limits_.members)}));
      is_stopped_ = true;
      return xmlStopParser(parser_);
    }
    std::string name = item_name();
    std::string xml = write_item();
    const bool is_large = item_bytes_ > limits_.member_bytes || xml.size() > limits_.member_bytes;
    if (is_large) return stop(sink_.skip(std::move(name), {SkipKind::TooLarge, ""}));
    Member member;
    member.name = std::move(name);
    member.format = Format::FeedItem;
    member.bytes = std::move(xml);
    stop(sink_.take(std::move(member)));
  }

  void stop(bool goes_on) {
    if (goes_on) return;
    is_stopped_ = true;
    xmlStopParser(parser_);
  }

  std::string item_name() const {
    std::string_view name;
    for (const std::string_view wanted : {"guid", "atom:id", "dc:identifier"}) {
      if (name.empty()) name = text_of(wanted);
    }
    if (name.empty()) name = trim(about_);
    if (name.empty()) name = text_of("link");
    if (name.empty()) name = atom_link();
    if (name.empty()) return std::to_string(number_);
    return std::string(name.substr(0, utf8_cut(name, limits_.name_bytes)));
  }

  std::string_view text_of(std::string_view name) const {
    const auto found = std::ranges::find(elements_, name, &Element::name);
    return found == elements_.end() ? std::string_view{} : trim(found->text);
  }

  std::string_view atom_link() const {
    for (const Element& element : elements_) {
      if (element.name != "atom:link") continue;
      for (const auto& [name, value] : element.attributes) {
        if (name == "href") return trim(value);
      }
    }
    return {};
  }

  std::string write_item() const {
    std::string xml(kHead);
    xml += "<feed";
    append_attribute(xml, "title", head_.title);
    append_attribute(xml, "link", head_.link);
    append_attribute(xml, "language", item_language_.empty() ? head_.language : item_language_);
    xml += "/>\n";
    if (!about_.empty()) {
      xml += "<about>";
      append_escaped(xml, about_);
      xml += "</about>\n";
    }
    for (const Element& element : elements_) {
      if (xml.size() > limits_.member_bytes) break;
      xml += "<" + element.name;
      for (const auto& [name, value] : element.attributes) append_attribute(xml, name, value);
      xml += ">";
      append_escaped(xml, element.text);
      xml += "</" + element.name + ">\n";
    }
    return xml + "</item>\n";
  }

  void report() {
    if (is_stopped_) return;
    if (parser_->wellFormed == 0) {
      const xmlError* error = xmlCtxtGetLastError(parser_);
      std::string reason = "no XML";
      if (error != nullptr && error->message != nullptr) {
        reason = fmt::format("line {}: {}", error->line, trim(error->message));
      }
      return void(sink_.skip("", {SkipKind::Broken, replace_invalid_utf8(reason)}));
    }
    if (number_ == 0) sink_.skip("", {SkipKind::NoText, "a feed without items"});
  }

  const UnpackLimits& limits_;
  const MemberSink& sink_;
  xmlParserCtxtPtr parser_ = nullptr;
  bool is_stopped_ = false;
  std::size_t depth_ = 0;
  std::uint64_t number_ = 0;
  // The feed's own fields.
  FeedHead head_;
  bool is_in_head_ = false;
  std::size_t head_depth_ = 0;
  std::size_t other_depth_ = 0;  // of an element before the items whose fields are not the feed's
  std::string head_name_;
  std::string head_text_;
  // The item at hand.
  bool is_in_item_ = false;
  bool is_bare_atom_ = false;
  std::size_t item_depth_ = 0;
  std::uint64_t item_bytes_ = 0;
  std::string about_;
  std::string item_language_;
  std::vector<Element> elements_;
  bool is_in_element_ = false;
  std::size_t element_depth_ = 0;
  bool is_in_other_ = false;  // in a part of an author that is not the name
};

// Null when there is more than `max_bytes`.
std::optional<std::string> read_all(ByteSource& source, std::uint64_t max_bytes) {
  constexpr std::size_t kStep = std::size_t{256} << 10U;
  std::string bytes;
  while (true) {
    const std::size_t before = bytes.size();
    bytes.resize(before + kStep);
    const std::size_t count = source.read(bytes.data() + before, kStep);
    bytes.resize(before + count);
    if (count == 0) return bytes;
    if (bytes.size() > max_bytes) return std::nullopt;
  }
}

}  // namespace

void split_feed(ByteSource& source, const UnpackLimits& limits, const MemberSink& sink) {
  auto bytes = read_all(source, std::min<std::uint64_t>(limits.member_bytes, INT_MAX / 8));
  if (!bytes) return void(sink.skip("", {SkipKind::TooLarge, ""}));
  if (source.failed()) return void(sink.skip("", {SkipKind::Unreadable, ""}));
  const std::string declared(declared_xml_charset(*bytes));
  auto decoded = decode_to_utf8(std::move(*bytes), declared);
  if (!decoded) return void(sink.skip("", {SkipKind::Binary, ""}));
  std::string xml = mend_feed(decoded->text);
  decoded.reset();
  FeedSplitter(limits, sink).split(xml);
}

}  // namespace dateline
