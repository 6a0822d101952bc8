// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/block_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

// Whether a style attribute has `property` with this value, as in "display : none".
bool has_style(std::string_view style, std::string_view property, std::string_view value) {
  for (std::size_t at = style.find(property); at != std::string_view::npos;
       at = style.find(property, at + 1)) {
    std::size_t next = at + property.size();
    while (next < style.size() && is_ascii_space(style[next])) ++next;
    if (next == style.size() || style[next] != ':') continue;
    do ++next;
    while (next < style.size() && is_ascii_space(style[next]));
    if (style.substr(next).starts_with(value)) return true;
  }
  return false;
}

}  // namespace

Break break_of(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::Address:
    case HtmlTag::Article:
    case HtmlTag::Aside:
    case HtmlTag::Blockquote:
    case HtmlTag::Body:
    case HtmlTag::Center:
    case HtmlTag::Details:
    case HtmlTag::Dialog:
    case HtmlTag::Div:
    case HtmlTag::Dl:
    case HtmlTag::Fieldset:
    case HtmlTag::Figure:
    case HtmlTag::Footer:
    case HtmlTag::Form:
    case HtmlTag::H1:
    case HtmlTag::H2:
    case HtmlTag::H3:
    case HtmlTag::H4:
    case HtmlTag::H5:
    case HtmlTag::H6:
    case HtmlTag::Header:
    case HtmlTag::Hr:
    case HtmlTag::Html:
    case HtmlTag::Main:
    case HtmlTag::Menu:
    case HtmlTag::Nav:
    case HtmlTag::Ol:
    case HtmlTag::P:
    case HtmlTag::Pre:
    case HtmlTag::Section:
    case HtmlTag::Table:
    case HtmlTag::Ul:
      return Break::Block;
    case HtmlTag::Br:
    case HtmlTag::Caption:
    case HtmlTag::Dd:
    case HtmlTag::Dt:
    case HtmlTag::Figcaption:
    case HtmlTag::Legend:
    case HtmlTag::Li:
    case HtmlTag::Option:
    case HtmlTag::Summary:
    case HtmlTag::Tbody:
    case HtmlTag::Tfoot:
    case HtmlTag::Thead:
    case HtmlTag::Tr:
      return Break::Line;
    case HtmlTag::Td:
    case HtmlTag::Th:
    case HtmlTag::Button:
    case HtmlTag::Img:
    case HtmlTag::Input:
    case HtmlTag::Select:
      return Break::Space;
    default:
      return Break::None;
  }
}

bool is_unseen(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::Audio:
    case HtmlTag::Canvas:
    case HtmlTag::Embed:
    case HtmlTag::Head:
    case HtmlTag::Iframe:
    case HtmlTag::Map:
    case HtmlTag::Noscript:
    case HtmlTag::Object:
    case HtmlTag::Script:
    case HtmlTag::Style:
    case HtmlTag::Svg:
    case HtmlTag::Template:
    case HtmlTag::Title:
    case HtmlTag::Video:
      return true;
    default:
      return false;
  }
}

bool is_hidden(const HtmlTree& tree, const HtmlNode& element) {
  for (const auto& [name, value] : tree.attributes(element)) {
    if (name == "hidden") return value != "until-found";
    if (name == "aria-hidden" && value == "true") return true;
    if (name == "style" && value.size() >= sizeof("display:none") - 1) {
      const std::string style = ascii_lower(value);
      if (has_style(style, "display", "none") || has_style(style, "visibility", "hidden")) {
        return true;
      }
    }
  }
  return false;
}

void BlockText::want(Break wanted) { wanted_ = std::max(wanted_, wanted); }

void BlockText::want_line() {
  want(is_line_ ? Break::Block : Break::Line);
  is_line_ = true;
}

void BlockText::break_off() {
  if (!text_.empty()) {
    constexpr std::string_view kBreaks[] = {"", " ", "\n", "\n\n"};
    text_ += kBreaks[static_cast<std::size_t>(wanted_)];
  }
  wanted_ = Break::None;
  is_line_ = false;
}

void BlockText::add(std::string_view text) {
  std::size_t place = 0;
  while (place < text.size()) {
    const std::size_t blank = place;
    while (place < text.size()) {
      if (is_ascii_space(text[place])) {
        ++place;
      } else if (text.substr(place).starts_with(kNoBreakSpace)) {
        place += kNoBreakSpace.size();
      } else {
        break;
      }
    }
    if (place > blank && wanted_ == Break::None) wanted_ = Break::Space;
    if (place == text.size()) return;
    const std::size_t word = place;
    while (place < text.size() && !is_ascii_space(text[place]) &&
           !(text[place] == kNoBreakSpace[0] && text.substr(place).starts_with(kNoBreakSpace))) {
      ++place;
    }
    break_off();
    text_ += text.substr(word, place - word);
  }
}

void BlockText::add_pre(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    add(text.substr(0, end));
    if (end == text.size()) return;
    wanted_ = std::max(wanted_, Break::Line);
    text.remove_prefix(end + 1);
  }
}

std::string BlockText::take() {
  wanted_ = Break::None;
  is_line_ = false;
  return std::exchange(text_, {});
}

std::string visible_text(const HtmlTree& tree) {
  BlockText text;
  std::vector<std::pair<NodeIndex, Break>> open;  // where it ends, and how
  NodeIndex end_of_pre = 0;
  for (NodeIndex i = 0; i < tree.nodes().size();) {
    for (; !open.empty() && open.back().first <= i; open.pop_back()) text.want(open.back().second);
    const HtmlNode& here = tree[i];
    if (here.tag == HtmlTag::Text) {
      i < end_of_pre ? text.add_pre(tree.text(here)) : text.add(tree.text(here));
    } else if (is_unseen(here.tag) || is_hidden(tree, here)) {
      i = here.end;
      continue;
    } else if (here.tag == HtmlTag::Br) {
      text.want_line();
    } else if (const Break wanted = break_of(here.tag); wanted != Break::None) {
      text.want(wanted);
      open.emplace_back(here.end, wanted);
    }
    if (here.tag == HtmlTag::Pre) end_of_pre = std::max(end_of_pre, here.end);
    ++i;
  }
  return text.take();
}

}  // namespace dateline
