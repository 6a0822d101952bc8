// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/article_extraction.h"

#include <algorithm>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/formats/html/article_noise.h"
#include "indexer/formats/html/block_text.h"
#include "indexer/formats/html/html_reader.h"
#include "indexer/formats/html/page_parts.h"
#include "indexer/formats/html/page_vocabulary.h"

namespace dateline {
namespace {

// An article of fewer bytes is doubted, and other ways are tried.
constexpr std::size_t kShortArticle = 250;
// Bytes of a caption; shorter ones are buttons. Of so many each is compared with all before it.
constexpr std::size_t kShortestCaption = 15;
constexpr std::size_t kMostCaptions = 500;
// Characters; some pages set whole paragraphs as headings.
constexpr std::uint32_t kLongestHeading = 100;

bool is_container(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::Article:
    case HtmlTag::Blockquote:
    case HtmlTag::Body:
    case HtmlTag::Center:
    case HtmlTag::Div:
    case HtmlTag::Form:
    case HtmlTag::Main:
    case HtmlTag::Other:
    case HtmlTag::Section:
    case HtmlTag::Td:
      return true;
    default:
      return false;
  }
}

class ArticleChooser {
 public:
  explicit ArticleChooser(const PageParts& parts) : parts_(parts), scores_(parts.count(), 0.0F) {}

  // kNoNode when there is no prose.
  NodeIndex choose() {
    for (NodeIndex i = 0; i < parts_.count(); i = parts_.next(i)) {
      if (!parts_[i].is_cut && parts_[i].block == i && parts_.is_prose(i)) give_points(i);
    }
    const NodeIndex best = best_container();
    return best == kNoNode ? best : climb(join_twins(best));
  }

 private:
  // A paragraph speaks for its container: a point for itself, one for each mark, and one for each
  // 100 characters, three at most. Those further up get less and less of it.
  void give_points(NodeIndex paragraph) {
    constexpr float kWeights[] = {1, 1 / 2.0F, 1 / 6.0F, 1 / 9.0F, 1 / 12.0F, 1 / 15.0F};
    const PagePart& part = parts_[paragraph];
    const float points =
        1 + static_cast<float>(part.marks) + std::min(static_cast<float>(part.own) / 100, 3.0F);
    std::size_t level = 0;
    for (NodeIndex at = paragraph; at != kNoNode; at = parts_.node(at).parent) {
      if (!is_container(parts_.node(at).tag)) continue;
      scores_[at] += points * kWeights[level];
      if (++level == std::size(kWeights)) break;
    }
  }

  NodeIndex best_container() const {
    NodeIndex best = kNoNode;
    float most = 0;
    for (NodeIndex i = 0; i < parts_.count(); i = parts_.next(i)) {
      if (parts_[i].is_cut || scores_[i] <= 0 || parts_[i].chars == 0) continue;
      const float value = scores_[i] * trust(i);
      if (value <= most) continue;
      most = value;
      best = i;
    }
    return best;
  }

  // Less for links, more for a good name, much less for what ends before the article's heading.
  float trust(NodeIndex i) const {
    const PagePart& part = parts_[i];
    float trust = 1 - static_cast<float>(part.links) / static_cast<float>(part.chars);
    if ((part.names & kNamedBody) != 0) {
      trust *= 1.5F;
    } else if ((part.names & kNamedContent) != 0 || parts_.node(i).tag == HtmlTag::Article) {
      trust *= 1.2F;
    }
    const NodeIndex title = parts_.title_heading();
    if (title != kNoNode && parts_.node(i).end <= title) trust *= 0.3F;
    return trust;
  }

  // Parts of one article that lie apart, with other things between them, have one name.
  NodeIndex join_twins(NodeIndex best) const {
    const std::string_view name = parts_.tree().attribute(parts_.node(best), "class");
    if ((parts_[best].names & kNamedBody) == 0 || name.empty()) return best;
    NodeIndex first = best;
    NodeIndex last = best;
    std::uint32_t prose = 0;
    for (NodeIndex i = 0; i < parts_.count();) {
      const bool is_twin = !parts_[i].is_cut && parts_[i].prose > 0 &&
                           parts_.node(i).tag == parts_.node(best).tag &&
                           parts_.tree().attribute(parts_.node(i), "class") == name;
      if (is_twin) {
        first = std::min(first, i);
        last = std::max(last, i);
        prose += parts_[i].prose;
      }
      i = is_twin ? parts_.node(i).end : parts_.next(i);
    }
    NodeIndex all = best;
    while (all > first || parts_.node(all).end <= last) all = parts_.node(all).parent;
    return parts_[all].prose * 8 <= prose * 10 ? all : best;
  }

  // The element around it, or around that, which has more prose without much else: an article's
  // columns, or its beginning, may lie beside its main part. No further than what is an article by
  // its name or tag.
  NodeIndex climb(NodeIndex best) const {
    // It must be worth a tenth more: small things beside an article are seldom of it.
    constexpr double kGain = 1.1;
    for (NodeIndex at = parts_.node(best).parent; at != kNoNode; at = parts_.node(at).parent) {
      if (is_whole(best)) break;
      if (worth(at) > kGain * worth(best)) best = at;
    }
    return best;
  }

  bool is_whole(NodeIndex i) const {
    const HtmlTag tag = parts_.node(i).tag;
    const bool is_article = tag == HtmlTag::Article || tag == HtmlTag::Main;
    return parts_[i].prose >= kShortArticle && (is_article || (parts_[i].names & kNamedBody) != 0);
  }

  // Prose less everything else; what stands before the heading is no part of the article.
  double worth(NodeIndex i) const {
    const PagePart& part = parts_[i];
    const NodeIndex title = parts_.title_heading();
    const bool has_title = title != kNoNode && parts_.is_within(title, i);
    const double before = has_title ? parts_.prose(i, title) : 0;
    return 2.0 * part.prose - part.chars - 2.0 * before;
  }

  const PageParts& parts_;
  std::vector<float> scores_;
};

class ArticleWriter {
 public:
  ArticleWriter(const PageParts& parts, NodeIndex root) : parts_(parts), root_(root) {}

  Article write() {
    const NodeIndex begin = beginning();
    add_captions_above();
    for (NodeIndex i = root_; i < parts_.node(root_).end;) {
      close(i);
      const HtmlNode& here = parts_.node(i);
      if (parts_[i].is_cut || (i != root_ && is_links(i))) {
        leave_out(i);
        i = here.end;
        continue;
      }
      if (here.tag == HtmlTag::Text) {
        const std::string_view bytes = parts_.tree().text(here);
        if (i >= begin) write_text(i, bytes);
      } else {
        open(i);
      }
      ++i;
    }
    article_.text = text_.take();
    // A heading at the end was that of something left out.
    if (heading_begin_ > 0) article_.text.resize(heading_begin_);
    return std::move(article_);
  }

 private:
  void write_text(NodeIndex i, std::string_view bytes) {
    const std::size_t before = text_.size();
    in_pre_.empty() ? text_.add(bytes) : text_.add_pre(bytes);
    if (text_.size() == before) return;
    const bool is_in_heading = i < heading_end_;
    if (!is_in_heading) heading_begin_ = 0;
    if (is_in_heading && heading_begin_ == 0) heading_begin_ = before;
  }

  // Behind the heading, unless much of the article stands before it.
  NodeIndex beginning() const {
    const NodeIndex title = parts_.title_heading();
    if (title == kNoNode || !parts_.is_within(title, root_)) return root_;
    const bool is_early = parts_.prose(root_, title) * 5 <= parts_[root_].prose;
    return is_early ? parts_.node(title).end : root_;
  }

  // Lists and boxes that are links rather than sentences, and lines that are one link.
  bool is_links(NodeIndex i) const {
    const PagePart& part = parts_[i];
    if (part.links == 0) return false;
    const bool is_most = part.chars * 2 > parts_[root_].chars;
    if (is_most && part.links * 10 < part.chars * 9) return false;  // its parts are asked about
    switch (parts_.node(i).tag) {
      case HtmlTag::Article:
      case HtmlTag::Div:
      case HtmlTag::Dl:
      case HtmlTag::Form:
      case HtmlTag::Ol:
      case HtmlTag::Section:
      case HtmlTag::Table:
      case HtmlTag::Ul:
        return part.links * 2 > part.chars && part.prose * 3 < part.chars;
      case HtmlTag::H2:
      case HtmlTag::H3:
      case HtmlTag::H4:
      case HtmlTag::H5:
      case HtmlTag::P:
        return part.links * 10 > part.chars * 7 && part.chars < 150 && !is_address(i);
      default:
        return false;
    }
  }

  // A source that is named by its address.
  bool is_address(NodeIndex i) const { return parts_.line(i).starts_with("http"); }

  void open(NodeIndex i) {
    const HtmlNode& here = parts_.node(i);
    if (here.tag == HtmlTag::Br) return text_.want_line();
    if (here.tag == HtmlTag::Pre) in_pre_.push_back(here.end);
    if (is_heading(here.tag) && parts_[i].chars <= kLongestHeading)
      heading_end_ = std::max(heading_end_, here.end);
    const Break wanted = break_of(here.tag);
    if (wanted == Break::None) return;
    text_.want(wanted);
    open_.emplace_back(here.end, wanted);
  }

  void close(NodeIndex i) {
    for (; !open_.empty() && open_.back().first <= i; open_.pop_back()) {
      text_.want(open_.back().second);
    }
    while (!in_pre_.empty() && in_pre_.back() <= i) in_pre_.pop_back();
  }

  void leave_out(NodeIndex i) {
    text_.want(break_of(parts_.node(i).tag));
    if (parts_[i].is_caption) add_caption(i);
  }

  // The picture above an article is often between its heading and its text.
  void add_captions_above() {
    const NodeIndex title = parts_.title_heading();
    if (title == kNoNode || title > root_) return;
    for (NodeIndex i = parts_.node(title).end; i < root_; i = parts_.next(i)) {
      if (parts_[i].is_caption) add_caption(i);
    }
  }

  void add_caption(NodeIndex i) {
    std::string caption = parts_.line(i);
    if (caption.size() < kShortestCaption) return;
    std::vector<std::string>& captions = article_.captions;
    if (std::ranges::find(captions, caption) != captions.end()) return;
    if (captions.size() < kMostCaptions) captions.push_back(std::move(caption));
  }

  const PageParts& parts_;
  const NodeIndex root_;
  BlockText text_;
  NodeIndex heading_end_ = 0;      // of the last heading seen
  std::size_t heading_begin_ = 0;  // where the text's headings at its end begin; 0: there are none
  std::vector<std::pair<NodeIndex, Break>> open_;  // where it ends, and how
  std::vector<NodeIndex> in_pre_;
  Article article_;
};

Article attempt(const HtmlTree& tree, std::string_view title, bool is_strict) {
  PageParts parts(tree, title, !is_strict);
  cut_noise(parts, is_strict);
  NodeIndex root = ArticleChooser(parts).choose();
  if (root == kNoNode && !is_strict) root = 0;
  return root == kNoNode ? Article{} : ArticleWriter(parts, root).write();
}

}  // namespace

Article extract_article(const HtmlTree& tree, const StatedArticle& stated) {
  if (tree.nodes().empty()) return {};
  Article article = attempt(tree, stated.title, true);
  if (article.text.size() < kShortArticle) {
    Article other = attempt(tree, stated.title, false);
    if (other.text.size() > 2 * article.text.size()) article = std::move(other);
  }
  if (stated.body.size() > kShortArticle && stated.body.size() > 2 * article.text.size()) {
    std::string body = html_to_text(stated.body);
    if (body.size() > 2 * article.text.size()) article.text = std::move(body);
  }
  return article;
}

}  // namespace dateline
