// SPDX-License-Identifier: GPL-2.0-or-later
//
// A web page as a flat tree: nodes in the order of the document, each knowing where its subtree
// ends, so that a subtree is a range and a walk is a loop. Built from libxml2's HTML parser through
// its SAX interface; bounded in depth and attributes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

// The elements that code asks for by name; all others are Other.
enum class HtmlTag : std::uint8_t {
  Text,  // no element: a piece of text
  Other,
  A,
  Abbr,
  Address,
  Article,
  Aside,
  Audio,
  B,
  Blockquote,
  Body,
  Br,
  Button,
  Canvas,
  Caption,
  Center,
  Cite,
  Code,
  Dd,
  Del,
  Details,
  Dialog,
  Div,
  Dl,
  Dt,
  Em,
  Embed,
  Fieldset,
  Figcaption,
  Figure,
  Font,
  Footer,
  Form,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  Head,
  Header,
  Hr,
  Html,
  I,
  Iframe,
  Img,
  Input,
  Ins,
  Label,
  Legend,
  Li,
  Link,
  Main,
  Map,
  Mark,
  Menu,
  Meta,
  Nav,
  Noscript,
  Object,
  Ol,
  Option,
  P,
  Picture,
  Pre,
  Q,
  S,
  Script,
  Section,
  Select,
  Small,
  Source,
  Span,
  Strong,
  Style,
  Sub,
  Summary,
  Sup,
  Svg,
  Table,
  Tbody,
  Td,
  Template,
  Textarea,
  Tfoot,
  Th,
  Thead,
  Time,
  Title,
  Tr,
  U,
  Ul,
  Video,
};

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xFFFFFFFF;

struct HtmlNode {
  HtmlTag tag = HtmlTag::Other;
  std::uint16_t depth = 0;  // of the root: 0
  NodeIndex parent = kNoNode;
  NodeIndex end = 0;         // one behind its last descendant
  std::uint32_t begin = 0;   // Text: its bytes in text(); else its attributes
  std::uint32_t length = 0;  // Text: bytes; else number of attributes
};

struct HtmlAttribute {
  std::string_view name;   // lower case
  std::string_view value;  // entities resolved
};

class HtmlTree {
 public:
  struct Limits {
    unsigned depth = 512;        // deeper elements are left out, their text is kept
    unsigned attributes = 1000;  // of one element
    std::size_t nodes = 4'000'000;
  };

  // `utf8`: valid UTF-8. Never fails: what is not HTML is a page of text.
  static HtmlTree parse(std::string_view utf8, const Limits& limits);
  static HtmlTree parse(std::string_view utf8) { return parse(utf8, Limits{}); }

  std::span<const HtmlNode> nodes() const { return nodes_; }
  const HtmlNode& operator[](NodeIndex index) const { return nodes_[index]; }
  std::string_view text(const HtmlNode& node) const;  // of a Text node; of <script> and <style> too
  std::span<const HtmlAttribute> attributes(const HtmlNode& element) const;
  // Empty when it is not there.
  std::string_view attribute(const HtmlNode& element, std::string_view name) const;

 private:
  friend class HtmlTreeBuilder;

  std::string_view keep(std::string_view bytes);

  std::vector<HtmlNode> nodes_;
  std::vector<HtmlAttribute> attributes_;
  std::string text_;
  // What the names and values of attributes lie in: blocks, so that they never move.
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* block_end_ = nullptr;
  std::size_t block_left_ = 0;
};

}  // namespace dateline
