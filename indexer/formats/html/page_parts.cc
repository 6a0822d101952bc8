// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_parts.h"

#include <algorithm>

#include "common/base/ascii.h"
#include "indexer/formats/html/block_text.h"
#include "indexer/formats/html/line_vocabulary.h"
#include "indexer/formats/html/page_vocabulary.h"

namespace dateline {
namespace {

// A line of fewer characters is a label; a longer one may be a sentence.
constexpr std::uint32_t kShortestProse = 50;
// A sentence even without a mark, as in Thai.
constexpr std::uint32_t kSurelyProse = 100;
// A button has a label. What holds more nodes was not closed, and the page is in it.
constexpr NodeIndex kLargestButton = 50;
// The same of links.
constexpr NodeIndex kLargestLink = 200;
// A heading of fewer bytes may be in the title by chance.
constexpr std::size_t kShortestTitle = 10;

bool is_mark(char c) {
  return c == ',' || c == '.' || c == '!' || c == '?' || c == ';' || c == ':';
}

std::uint16_t names_of_role(std::string_view role) {
  constexpr std::string_view kAround[] = {"navigation", "banner",  "search", "menu",
                                          "menubar",    "toolbar", "tablist"};
  if (std::ranges::find(kAround, role) != std::end(kAround)) return kNamedNavigation;
  if (role == "complementary" || role == "contentinfo") return kNamedMargin;
  if (role == "dialog" || role == "alertdialog") return kNamedDialog;
  return 0;
}

std::uint16_t names_of_property(std::string_view property) {
  if (property.find("articleBody") != std::string_view::npos) return kNamedBody;
  if (property == "author") return kNamedAuthor;
  if (property == "caption") return kNamedCaption;
  if (property == "comment") return kNamedComments;
  return 0;
}

std::uint16_t names_of_tag(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::Nav:
    case HtmlTag::Menu:
      return kNamedNavigation;
    case HtmlTag::Aside:
    case HtmlTag::Footer:
      return kNamedMargin;
    case HtmlTag::Dialog:
      return kNamedDialog;
    case HtmlTag::Form:
      return kNamedNewsletter;
    case HtmlTag::Figcaption:
      return kNamedCaption;
    default:
      return 0;
  }
}

bool is_control(HtmlTag tag) {
  return tag == HtmlTag::Select || tag == HtmlTag::Textarea || tag == HtmlTag::Input;
}

// A table's cell is a block to measure, though its text stays on the row's line.
bool is_block(HtmlTag tag) {
  return tag == HtmlTag::Td || tag == HtmlTag::Th ||
         (break_of(tag) >= Break::Line && tag != HtmlTag::Br);
}

}  // namespace

PageParts::PageParts(const HtmlTree& tree, std::string_view title, bool even_hidden)
    : tree_(tree), parts_(tree.nodes().size()), texts_(tree.nodes().size()) {
  for (NodeIndex i = 0; i < count(); i = next(i)) describe(i, even_hidden);
  measure();
  find_title(title);
}

void PageParts::describe(NodeIndex index, bool even_hidden) {
  const HtmlNode& here = node(index);
  PagePart& part = parts_[index];
  const PagePart* above = here.parent == kNoNode ? nullptr : &parts_[here.parent];
  const bool is_link = here.tag == HtmlTag::A && here.end - index < kLargestLink &&
                       !tree_.attribute(here, "href").empty();
  part.is_in_link = is_link || (above != nullptr && above->is_in_link);
  part.block = above == nullptr || is_block(here.tag) ? index : above->block;
  if (here.tag == HtmlTag::Text) {
    texts_[index] = size_of(tree_.text(here));
    return;
  }
  const bool is_page = here.tag == HtmlTag::Html || here.tag == HtmlTag::Body;
  const bool is_button = here.tag == HtmlTag::Button && here.end - index < kLargestButton;
  const bool is_shown_now = even_hidden && here.tag == HtmlTag::Noscript;
  part.is_cut = (is_unseen(here.tag) && !is_shown_now) || is_control(here.tag) || is_button ||
                (!even_hidden && !is_page && is_hidden(tree_, here));
  if (!part.is_cut) name(index);
}

void PageParts::name(NodeIndex index) {
  std::uint16_t names = names_of_tag(node(index).tag);
  for (const auto& [name, value] : tree_.attributes(node(index))) {
    if (name == "class" || name == "id") names |= part_names(value);
    if (name == "role") names |= names_of_role(value);
    if (name == "itemprop") names |= names_of_property(value);
  }
  parts_[index].names = names;
}

PageParts::TextSize PageParts::size_of(std::string_view text) {
  TextSize size;
  char before = ' ';
  char before_that = ' ';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && byte < 0xC0) continue;
    const bool is_letter = !is_ascii_space(c);
    // "..." ends no sentence: it is what teasers are cut with.
    if (!is_letter && is_mark(before) && !is_mark(before_that)) ++size.marks;
    if (is_letter || !is_ascii_space(before)) size.chars += byte >= 0xE3 && byte < 0xF0 ? 2 : 1;
    // Marks of Chinese and Japanese are among E3 and EF, those of Arabic among D8.
    if (byte == 0xE3 || byte == 0xEF || byte == 0xD8) ++size.marks;
    before_that = before;
    before = c;
  }
  if (is_mark(before) && !is_mark(before_that)) ++size.marks;
  if (is_ascii_space(before) && size.chars > 0) --size.chars;
  return size;
}

void PageParts::measure() {
  for (PagePart& part : parts_) {
    part.own = part.own_links = part.chars = part.links = part.prose = 0;
    part.marks = 0;
  }
  chars_to_.assign(parts_.size() + 1, 0);
  prose_to_.assign(parts_.size() + 1, 0);
  std::vector<std::uint32_t>& chars = chars_to_;
  for (NodeIndex i = 0; i < count(); i = next(i)) {
    if (node(i).tag != HtmlTag::Text || parts_[i].is_cut) continue;
    PagePart& block = parts_[parts_[i].block];
    block.own += texts_[i].chars;
    if (parts_[i].is_in_link) block.own_links += texts_[i].chars;
    block.marks = static_cast<std::uint16_t>(std::min(block.marks + texts_[i].marks, 0xFFFF));
    chars[i + 1] = texts_[i].chars;
  }
  for (NodeIndex i = count(); i-- > 0;) {
    PagePart& part = parts_[i];
    if (is_prose(i)) part.prose += part.own;
    if (is_prose(i)) prose_to_[i + 1] = part.own;
    part.chars += part.own;
    part.links += part.own_links;
    if (node(i).parent == kNoNode) continue;
    PagePart& above = parts_[node(i).parent];
    above.chars += part.chars;
    above.links += part.links;
    above.prose += part.prose;
  }
  for (NodeIndex i = 0; i < count(); ++i) {
    chars_to_[i + 1] += chars_to_[i];
    prose_to_[i + 1] += prose_to_[i];
  }
}

bool PageParts::is_prose(NodeIndex index) const {
  const PagePart& part = parts_[index];
  return part.own >= kShortestProse && part.own_links * 3 < part.own &&
         (part.marks > 0 || part.own >= kSurelyProse);
}

void PageParts::find_title(std::string_view stated) {
  for (NodeIndex i = 0; i < count(); ++i) {
    if (node(i).tag != HtmlTag::Title) continue;
    title_ = plain_letters(line(i)) + '\n';
    break;
  }
  title_ += plain_letters(stated);
  NodeIndex highest = kNoNode;  // of the first rank
  std::size_t highest_count = 0;
  for (NodeIndex i = 0; i < count(); i = next(i)) {
    if (!is_heading(node(i).tag) || parts_[i].is_cut || parts_[i].chars < kShortestTitle / 2) {
      continue;
    }
    const std::string text = plain_letters(line(i));
    if (text.size() < kShortestTitle) continue;
    if (node(i).tag == HtmlTag::H1 && parts_[i].links * 2 < parts_[i].chars) {
      highest = i;
      ++highest_count;
    }
    if (text.size() * 3 < title_.size() / 2 || title_.find(text) == std::string::npos) continue;
    const bool is_higher = title_heading_ == kNoNode || node(i).tag < node(title_heading_).tag;
    if (is_higher) title_heading_ = i;
  }
  if (title_heading_ == kNoNode && highest_count == 1) title_heading_ = highest;
}

bool PageParts::repeats_title(NodeIndex heading) const {
  const std::string text = plain_letters(line(heading));
  return text.size() >= 3 && title_.find(text) != std::string::npos;
}

std::string PageParts::line(NodeIndex index) const {
  BlockText text;
  for (NodeIndex i = index; i < node(index).end;) {
    const HtmlTag tag = node(i).tag;
    if (tag == HtmlTag::Text) {
      text.add(tree_.text(node(i)));
    } else if (i != index && is_unseen(tag)) {
      i = node(i).end;
      continue;
    } else if (break_of(tag) != Break::None) {
      text.want(Break::Space);
    }
    ++i;
  }
  return text.take();
}

}  // namespace dateline
