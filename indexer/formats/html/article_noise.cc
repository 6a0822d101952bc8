// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/article_noise.h"

#include <algorithm>
#include <string>
#include <vector>

#include "indexer/formats/html/line_vocabulary.h"
#include "indexer/formats/html/page_vocabulary.h"

namespace dateline {
namespace {

// Cut first, so that the rest is measured by what is left: comments and dialogs can be longer than
// the article.
constexpr std::uint16_t kSureNoise =
    kNamedComments | kNamedConsent | kNamedDialog | kNamedMargin | kNamedHidden;
constexpr std::uint16_t kNoise = kSureNoise | kNamedShare | kNamedRelated | kNamedNavigation |
                                 kNamedAdvert | kNamedNewsletter | kNamedAuthor | kNamedMeta;

// A part that holds more of the page's prose than this is the article, or has it in it, whatever
// it is called: "sidebar-layout". Less for what is called content as well: "content-sidebar".
constexpr double kMostOfNoise = 0.4;
constexpr double kMostOfNamedContent = 0.2;
// The same for what is rarely called so by mistake.
constexpr double kMostOfDialog = 0.6;
constexpr double kMostOfComments = 0.8;
constexpr double kMostOfCaption = 0.25;
// Where all captions have more together, they are the article: a slideshow.
constexpr double kMostOfCaptions = 0.5;
constexpr double kMostOfTeaser = 0.3;
// Of an element that begins with a heading like "Related articles", when there is an article before
// it; beside such a heading; and of and beside a line that is no heading.
constexpr double kMostOfSection = 0.85;
constexpr double kMostBelowHeading = 0.6;
constexpr double kMostBelowLine = 0.25;

// Characters that make a short article.
constexpr std::uint32_t kShortestStory = 150;
// Characters of the longest line that kind_of_line() is asked about.
constexpr std::uint32_t kLongestLine = 100;

double share_of_prose(const PageParts& parts, NodeIndex index) {
  return parts.prose() == 0 ? 0 : static_cast<double>(parts[index].prose) / parts.prose();
}

class NoiseCutter {
 public:
  NoiseCutter(PageParts& parts, bool is_strict) : parts_(parts), is_strict_(is_strict) {}

  void cut_named(std::uint16_t noise) {
    const bool is_slideshow = share_of_captions() > kMostOfCaptions;
    for (NodeIndex i = 1; i < parts_.count(); i = parts_.next(i)) {
      const HtmlTag tag = parts_.node(i).tag;
      if (tag == HtmlTag::Text || parts_[i].is_cut || is_kept(i)) continue;
      if ((parts_[i].names & kNamedCaption) != 0) {
        if (!is_slideshow && share_of_prose(parts_, i) < kMostOfCaption) parts_.cut_caption(i);
      } else if (is_noise(i, noise)) {
        parts_.cut(i);
      }
    }
  }

  // A heading that leads elsewhere, and what stands below it: another article's beginning.
  void cut_teasers() {
    count_headings();
    for (NodeIndex i = 1; i < parts_.count(); i = parts_.next(i)) {
      const PagePart& part = parts_[i];
      if (part.is_cut || !is_heading(parts_.node(i).tag) || part.chars == 0) continue;
      if (part.links * 10 < part.chars * 8 || parts_.repeats_title(i)) continue;
      const NodeIndex teaser = teaser_of(i);
      if (teaser == i || parts_[teaser].prose == 0) continue;
      parts_.cut(teaser);
      i = teaser;
    }
  }

  // Lines whose own words say that they are no part of the article, with what they are the heading
  // of.
  void cut_sections() {
    for (NodeIndex i = 1; i < parts_.count(); i = parts_.next(i)) {
      const LineKind kind = kind_of(i);
      if (kind == LineKind::Text) continue;
      const bool has_more =
          kind == LineKind::Section || (kind == LineKind::Discussion && is_behind_article(i));
      const NodeIndex top = has_more ? cut_below(i, kind) : i;
      parts_.cut(top);
      i = top;
    }
  }

 private:
  double share_of_captions() const {
    double share = 0;
    for (NodeIndex i = 0; i < parts_.count();) {
      const double own_share = share_of_prose(parts_, i);
      const bool is_caption = (parts_[i].names & kNamedCaption) != 0 && own_share < kMostOfCaption;
      if (is_caption) share += own_share;
      i = is_caption ? parts_.node(i).end : parts_.next(i);
    }
    return share;
  }

  bool holds_title(NodeIndex i) const {
    const NodeIndex title = parts_.title_heading();
    return title != kNoNode && parts_.is_within(title, i);
  }

  // What is never noise: the page as a whole, its title, quotations, and headings that say
  // themselves what stands below them.
  bool is_kept(NodeIndex i) const {
    const HtmlTag tag = parts_.node(i).tag;
    if (tag == HtmlTag::Body || tag == HtmlTag::Main || tag == HtmlTag::Blockquote) return true;
    return is_telling_heading(i) || holds_title(i);
  }

  bool is_telling_heading(NodeIndex i) const {
    return is_heading(parts_.node(i).tag) &&
           (parts_[i].names & (kNamedRelated | kNamedComments | kNamedNewsletter)) != 0;
  }

  bool is_noise(NodeIndex i, std::uint16_t noise) const {
    const std::uint16_t names = parts_[i].names;
    noise &= names;
    if (noise == 0) return false;
    const bool is_content =
        (names & (kNamedContent | kNamedBody)) != 0 || parts_.node(i).tag == HtmlTag::Article;
    const double share = share_of_prose(parts_, i);
    if ((noise & kNamedComments) != 0 && share < kMostOfComments) return true;
    if (is_content) return share < kMostOfNamedContent;
    if (is_strict_ && (noise & kNamedComments) != 0) return true;
    if ((noise & kNamedConsent) != 0) return true;
    if ((noise & kNamedDialog) != 0) return share < kMostOfDialog;
    if (is_strict_ && (noise & kNamedMargin) != 0 && is_apart(i)) return true;
    return share < kMostOfNoise;
  }

  // Whether the article, by its heading, is behind this part, or before it with some text at least.
  bool is_apart(NodeIndex i) const {
    const NodeIndex title = parts_.title_heading();
    if (title == kNoNode) return false;
    return parts_.node(i).end <= title || (title < i && parts_.prose(title, i) >= kShortestStory);
  }

  void count_headings() {
    headings_to_.assign(parts_.count() + 1, 0);
    for (NodeIndex i = 0; i < parts_.count(); i = parts_.next(i)) {
      if (!parts_[i].is_cut && is_heading(parts_.node(i).tag)) headings_to_[i + 1] = 1;
    }
    for (NodeIndex i = 0; i < parts_.count(); ++i) headings_to_[i + 1] += headings_to_[i];
  }

  // The largest element around the heading that has no other heading.
  NodeIndex teaser_of(NodeIndex heading) const {
    NodeIndex teaser = heading;
    for (NodeIndex at = parts_.node(heading).parent; at != kNoNode; at = parts_.node(at).parent) {
      const std::uint32_t headings = headings_to_[parts_.node(at).end] - headings_to_[at];
      if (headings > 1 || (parts_[at].names & kNamedBody) != 0) break;
      if (share_of_prose(parts_, at) > kMostOfTeaser) break;
      teaser = at;
    }
    return teaser;
  }

  LineKind kind_of(NodeIndex i) const {
    const PagePart& part = parts_[i];
    const bool is_line = !part.is_cut && part.block == i && part.own > 1 &&
                         part.own <= kLongestLine && part.chars == part.own;
    if (!is_line || i == parts_.title_heading()) return LineKind::Text;
    if (is_telling_heading(i)) {
      return (part.names & kNamedComments) != 0 ? LineKind::Discussion : LineKind::Section;
    }
    return kind_of_line(plain_letters(parts_.line(i)), part.own_links * 3 > part.own);
  }

  // Whether enough was read before to be an article.
  bool is_behind_article(NodeIndex i) const {
    const NodeIndex title = parts_.title_heading();
    return parts_.prose(title == kNoNode || title > i ? 0 : title, i) * 6 > parts_.prose();
  }

  // The largest element that begins with the line.
  NodeIndex section_of(NodeIndex line, double most) const {
    NodeIndex top = line;
    for (NodeIndex at = parts_.node(line).parent; at != kNoNode; at = parts_.node(at).parent) {
      if (parts_.chars(at, line) > 0 || parts_[at].prose > most || holds_title(at)) break;
      if (parts_.node(at).tag == HtmlTag::Body || parts_.node(at).tag == HtmlTag::Li) break;
      top = at;
    }
    return top;
  }

  // Cuts what follows the line beside its section, up to the next heading of its rank; returns the
  // section.
  NodeIndex cut_below(NodeIndex line, LineKind kind) {
    const HtmlTag tag = parts_.node(line).tag;
    const double share = kind == LineKind::Discussion ? 1.0
                         : is_heading(tag)            ? kMostBelowHeading
                                                      : kMostBelowLine;
    const double most = parts_.prose() * share;
    const bool is_section = is_heading(tag) && is_behind_article(line);
    const NodeIndex top =
        section_of(line, std::max(most, is_section ? parts_.prose() * kMostOfSection : 0));
    const NodeIndex above = parts_.node(top).parent;
    const bool is_alone = above == kNoNode || parts_.prose(above, top) == 0;
    if (is_alone || (!is_heading(tag) && top == line)) return top;
    std::uint32_t prose = 0;
    std::vector<NodeIndex> below;
    const NodeIndex end = parts_.node(above).end;
    for (NodeIndex at = parts_.node(top).end; at < end; at = parts_.node(at).end) {
      const HtmlTag other = parts_.node(at).tag;
      if (is_heading(tag) && is_heading(other) && other <= tag) break;
      below.push_back(at);
      prose += parts_[at].prose;
    }
    if (prose > most) return top;
    for (const NodeIndex at : below) parts_.cut(at);
    return top;
  }

  PageParts& parts_;
  const bool is_strict_;
  std::vector<std::uint32_t> headings_to_;  // of all nodes before
};

}  // namespace

void cut_noise(PageParts& parts, bool is_strict) {
  if (parts.count() == 0) return;
  NoiseCutter cutter(parts, is_strict);
  cutter.cut_named(kSureNoise);
  parts.measure();
  if (!is_strict) return;
  cutter.cut_named(kNoise);
  parts.measure();
  cutter.cut_teasers();
  cutter.cut_sections();
  parts.measure();
}

}  // namespace dateline
