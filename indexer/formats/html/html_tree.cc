// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/html_tree.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <utility>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "indexer/formats/html/tamed_markup.h"

namespace dateline {
namespace {

struct TagName {
  std::string_view name;
  HtmlTag tag;
};

constexpr auto kTagNames = std::to_array<TagName>({
    {"a", HtmlTag::A},
    {"abbr", HtmlTag::Abbr},
    {"address", HtmlTag::Address},
    {"article", HtmlTag::Article},
    {"aside", HtmlTag::Aside},
    {"audio", HtmlTag::Audio},
    {"b", HtmlTag::B},
    {"blockquote", HtmlTag::Blockquote},
    {"body", HtmlTag::Body},
    {"br", HtmlTag::Br},
    {"button", HtmlTag::Button},
    {"canvas", HtmlTag::Canvas},
    {"caption", HtmlTag::Caption},
    {"center", HtmlTag::Center},
    {"cite", HtmlTag::Cite},
    {"code", HtmlTag::Code},
    {"dd", HtmlTag::Dd},
    {"del", HtmlTag::Del},
    {"details", HtmlTag::Details},
    {"dialog", HtmlTag::Dialog},
    {"div", HtmlTag::Div},
    {"dl", HtmlTag::Dl},
    {"dt", HtmlTag::Dt},
    {"em", HtmlTag::Em},
    {"embed", HtmlTag::Embed},
    {"fieldset", HtmlTag::Fieldset},
    {"figcaption", HtmlTag::Figcaption},
    {"figure", HtmlTag::Figure},
    {"font", HtmlTag::Font},
    {"footer", HtmlTag::Footer},
    {"form", HtmlTag::Form},
    {"h1", HtmlTag::H1},
    {"h2", HtmlTag::H2},
    {"h3", HtmlTag::H3},
    {"h4", HtmlTag::H4},
    {"h5", HtmlTag::H5},
    {"h6", HtmlTag::H6},
    {"head", HtmlTag::Head},
    {"header", HtmlTag::Header},
    {"hr", HtmlTag::Hr},
    {"html", HtmlTag::Html},
    {"i", HtmlTag::I},
    {"iframe", HtmlTag::Iframe},
    {"img", HtmlTag::Img},
    {"input", HtmlTag::Input},
    {"ins", HtmlTag::Ins},
    {"label", HtmlTag::Label},
    {"legend", HtmlTag::Legend},
    {"li", HtmlTag::Li},
    {"link", HtmlTag::Link},
    {"main", HtmlTag::Main},
    {"map", HtmlTag::Map},
    {"mark", HtmlTag::Mark},
    {"menu", HtmlTag::Menu},
    {"meta", HtmlTag::Meta},
    {"nav", HtmlTag::Nav},
    {"noscript", HtmlTag::Noscript},
    {"object", HtmlTag::Object},
    {"ol", HtmlTag::Ol},
    {"option", HtmlTag::Option},
    {"p", HtmlTag::P},
    {"picture", HtmlTag::Picture},
    {"pre", HtmlTag::Pre},
    {"q", HtmlTag::Q},
    {"s", HtmlTag::S},
    {"script", HtmlTag::Script},
    {"section", HtmlTag::Section},
    {"select", HtmlTag::Select},
    {"small", HtmlTag::Small},
    {"source", HtmlTag::Source},
    {"span", HtmlTag::Span},
    {"strong", HtmlTag::Strong},
    {"style", HtmlTag::Style},
    {"sub", HtmlTag::Sub},
    {"summary", HtmlTag::Summary},
    {"sup", HtmlTag::Sup},
    {"svg", HtmlTag::Svg},
    {"table", HtmlTag::Table},
    {"tbody", HtmlTag::Tbody},
    {"td", HtmlTag::Td},
    {"template", HtmlTag::Template},
    {"textarea", HtmlTag::Textarea},
    {"tfoot", HtmlTag::Tfoot},
    {"th", HtmlTag::Th},
    {"thead", HtmlTag::Thead},
    {"time", HtmlTag::Time},
    {"title", HtmlTag::Title},
    {"tr", HtmlTag::Tr},
    {"u", HtmlTag::U},
    {"ul", HtmlTag::Ul},
    {"video", HtmlTag::Video},
});

constexpr std::size_t kSlots = 1024;

constexpr std::size_t slot_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash % kSlots;
}

// Open addressing: one more than the place in kTagNames, 0 where nothing is.
constexpr std::array<std::uint8_t, kSlots> kSlotTable = [] {
  std::array<std::uint8_t, kSlots> table{};
  for (std::size_t i = 0; i < kTagNames.size(); ++i) {
    std::size_t slot = slot_of(kTagNames[i].name);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}();

HtmlTag tag_named(std::string_view name) {
  if (name.size() > sizeof("blockquote") - 1) return HtmlTag::Other;
  for (std::size_t slot = slot_of(name); kSlotTable[slot] != 0; slot = (slot + 1) % kSlots) {
    const TagName& candidate = kTagNames[kSlotTable[slot] - 1U];
    if (candidate.name == name) return candidate.tag;
  }
  return HtmlTag::Other;
}

std::string_view view(const xmlChar* bytes) {
  return bytes == nullptr ? std::string_view{} : reinterpret_cast<const char*>(bytes);
}

constexpr std::size_t kBlock = std::size_t{64} << 10U;

}  // namespace

// Takes the parser's events. libxml2 does not report the end of every element it gives up, so the
// depth of its own stack of names says where a node belongs, and no end is listened for.
class HtmlTreeBuilder {
 public:
  HtmlTreeBuilder(HtmlTree& tree, const HtmlTree::Limits& limits) : tree_(tree), limits_(limits) {}

  void build(std::string_view utf8) {
    if (utf8.size() > INT_MAX / 2) utf8 = utf8.substr(0, INT_MAX / 2);
    parser_ = htmlCreateMemoryParserCtxt(utf8.data(), static_cast<int>(utf8.size()));
    if (parser_ == nullptr) return;  // libxml2 makes none for no bytes
    htmlCtxtUseOptions(parser_, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    xmlSAXHandler handler{};
    handler.startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
      static_cast<HtmlTreeBuilder*>(self)->start(view(name), attributes);
    };
    handler.characters = [](void* self, const xmlChar* bytes, int length) {
      static_cast<HtmlTreeBuilder*>(self)->text(
          {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)});
    };
    handler.ignorableWhitespace = handler.characters;
    handler.cdataBlock = handler.characters;
    *parser_->sax = handler;
    parser_->userData = this;
    parser_->charset = XML_CHAR_ENCODING_UTF8;  // else it guesses, whatever it is told
    htmlParseDocument(parser_);
    htmlFreeParserCtxt(parser_);
    close_to(0);
  }

 private:
  void start(std::string_view name, const xmlChar** attributes) {
    const auto depth = static_cast<std::size_t>(std::max(parser_->nameNr - 1, 0));
    close_to(depth);
    const HtmlTag tag = tag_named(name);
    if (depth >= limits_.depth) return forget(tag);
    if (tree_.nodes_.size() >= limits_.nodes) return;
    const NodeIndex index = add(tag);
    tree_.nodes_[index].begin = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (unsigned i = 0; attributes != nullptr && attributes[0] != nullptr; attributes += 2, ++i) {
      if (i == limits_.attributes) break;
      tree_.attributes_.push_back(
          {tree_.keep(view(attributes[0])), tree_.keep(view(attributes[1]))});
      ++tree_.nodes_[index].length;
    }
    open_.push_back(index);
  }

  void text(std::string_view bytes) {
    close_to(static_cast<std::size_t>(std::max(parser_->nameNr, 0)));
    if (bytes.empty()) return;
    HtmlNode* last = tree_.nodes_.empty() ? nullptr : &tree_.nodes_.back();
    const bool goes_on = last != nullptr && last->tag == HtmlTag::Text && last->parent == parent();
    if (!goes_on) {
      if (tree_.nodes_.size() >= limits_.nodes) return;
      const NodeIndex index = add(HtmlTag::Text);
      last = &tree_.nodes_[index];
      last->begin = static_cast<std::uint32_t>(tree_.text_.size());
    }
    tree_.text_ += bytes;
    last->length += static_cast<std::uint32_t>(bytes.size());
  }

  // Takes an element that is too deep off the parser's stack too: it looks through all of it for
  // every end tag without a beginning. What is no markup has to stay, or its text would be read as
  // some.
  void forget(HtmlTag tag) {
    if (tag == HtmlTag::Script || tag == HtmlTag::Style || parser_->nameNr < 2) return;
    --parser_->nameNr;
    parser_->name = parser_->nameTab[parser_->nameNr - 1];
  }

  NodeIndex parent() const { return open_.empty() ? kNoNode : open_.back(); }

  NodeIndex add(HtmlTag tag) {
    const auto index = static_cast<NodeIndex>(tree_.nodes_.size());
    HtmlNode node;
    node.tag = tag;
    node.depth = static_cast<std::uint16_t>(open_.size());
    node.parent = parent();
    node.end = index + 1;
    tree_.nodes_.push_back(node);
    return index;
  }

  void close_to(std::size_t depth) {
    while (open_.size() > depth) {
      tree_.nodes_[open_.back()].end = static_cast<NodeIndex>(tree_.nodes_.size());
      open_.pop_back();
    }
  }

  HtmlTree& tree_;
  const HtmlTree::Limits& limits_;
  htmlParserCtxtPtr parser_ = nullptr;
  std::vector<NodeIndex> open_;
};

HtmlTree HtmlTree::parse(std::string_view utf8, const Limits& limits) {
  HtmlTree tree;
  tree.text_.reserve(utf8.size() / 2);
  const std::string tamed = tamed_markup(utf8, limits.attributes);
  HtmlTreeBuilder(tree, limits).build(tamed.empty() ? utf8 : tamed);
  return tree;
}

std::string_view HtmlTree::keep(std::string_view bytes) {
  if (bytes.empty()) return {};
  if (bytes.size() > block_left_) {
    const std::size_t size = std::max(kBlock, bytes.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    block_left_ = size;
    block_end_ = blocks_.back().get() + size;
  }
  char* place = block_end_ - block_left_;
  std::memcpy(place, bytes.data(), bytes.size());
  block_left_ -= bytes.size();
  return {place, bytes.size()};
}

std::string_view HtmlTree::text(const HtmlNode& node) const {
  return std::string_view(text_).substr(node.begin, node.length);
}

std::span<const HtmlAttribute> HtmlTree::attributes(const HtmlNode& element) const {
  if (element.tag == HtmlTag::Text) return {};
  return std::span(attributes_).subspan(element.begin, element.length);
}

std::string_view HtmlTree::attribute(const HtmlNode& element, std::string_view name) const {
  for (const HtmlAttribute& attribute : attributes(element)) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

}  // namespace dateline
