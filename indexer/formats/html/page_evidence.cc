// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_evidence.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/formats/html/author_names.h"
#include "indexer/formats/html/date_marks.h"
#include "indexer/formats/html/element_hints.h"
#include "indexer/formats/html/meta_names.h"
#include "indexer/formats/html/node_text.h"
#include "indexer/formats/html/stated_text.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxDate = 200;  // bytes of text
constexpr std::size_t kMaxOfKind = 20;
constexpr std::size_t kMaxKept = 400;    // of a kind, before the best are chosen
constexpr std::size_t kMaxTexts = 4000;  // elements whose text is read
constexpr NodeIndex kMaxMarked = 80;     // nodes of an element that holds a date or a name
constexpr std::size_t kMaxAuthors = 10;

struct Attributes {
  std::string_view class_name;
  std::string_view id;
  std::string_view itemprop;
  std::string_view itemtype;
  std::string_view property;
  std::string_view rel;
  std::string_view content;
  std::string_view datetime;
  std::string_view title;
  bool is_pubdate = false;
};

Attributes read_attributes(std::span<const HtmlAttribute> all) {
  Attributes attributes;
  for (const auto& [name, value] : all) {
    if (name == "class") attributes.class_name = value;
    if (name == "id") attributes.id = value;
    if (name == "itemprop") attributes.itemprop = value;
    if (name == "itemtype") attributes.itemtype = value;
    if (name == "property") attributes.property = value;
    if (name == "rel") attributes.rel = value;
    if (name == "content") attributes.content = value;
    if (name == "datetime") attributes.datetime = value;
    if (name == "title") attributes.title = value;
    if (name == "pubdate") attributes.is_pubdate = true;
  }
  return attributes;
}

// One piece of evidence for a date, and how near it is to the headline.
struct Placed {
  RawDate date;
  bool is_aside = false;
  bool is_change = false;
  bool is_marked = false;  // the page says that it is the day of publication
  NodeIndex distance = 0;

  auto rank() const { return std::tuple(is_aside, is_change, !is_marked, distance); }
};

std::string cut(std::string_view text) {
  text = trim(text);
  return std::string(trim(text.substr(0, utf8_cut(text, kMaxDate))));
}

class EvidenceWalk {
 public:
  EvidenceWalk(const HtmlTree& tree, NodeIndex headline) : tree_(tree), headline_(headline) {}

  PageEvidence find() {
    const auto count = static_cast<NodeIndex>(tree_.nodes().size());
    for (NodeIndex i = 0; i < count;) {
      const HtmlNode& node = tree_[i];
      if (node.tag != HtmlTag::Text) visit(i, node);
      i = is_passed_over(node.tag) ? node.end : i + 1;
    }
    look_beside_headline();
    for (std::vector<Placed>* kind : {&microdata_, &times_, &lines_}) keep_best(*kind);
    return std::move(found_);
  }

 private:
  static bool is_passed_over(HtmlTag tag) {
    return tag == HtmlTag::Script || tag == HtmlTag::Style || tag == HtmlTag::Svg ||
           tag == HtmlTag::Select;
  }

  void visit(NodeIndex element, const HtmlNode& node) {
    if (node.tag == HtmlTag::Aside || node.tag == HtmlTag::Nav || node.tag == HtmlTag::Footer) {
      enter_aside(element);
    }
    if (node.length > 0 || node.tag == HtmlTag::Time) look_at(element, node);
  }

  bool holds_headline(NodeIndex element) const {
    return headline_ != kNoNode && element <= headline_ && headline_ < tree_[element].end;
  }

  // Not what the whole page is wrapped in, whose class may say that there are comments.
  void enter_aside(NodeIndex element) {
    const HtmlNode& node = tree_[element];
    const bool is_frame = node.tag == HtmlTag::Html || node.tag == HtmlTag::Body ||
                          node.tag == HtmlTag::Main ||
                          (headline_ == kNoNode && (node.end - element) * 3 > tree_.nodes().size());
    if (!is_frame && !holds_headline(element)) aside_end_ = std::max(aside_end_, node.end);
  }

  NodeIndex distance_of(NodeIndex element) const {
    if (headline_ == kNoNode) return element;
    const NodeIndex end = tree_[headline_].end;
    if (element >= end) return element - end;
    return element > headline_ ? 0 : headline_ - element;
  }

  Placed place(DateSource source, std::string text, std::string name, NodeIndex element) const {
    Placed placed{{source, std::move(text), std::move(name)}, false, false, false, 0};
    placed.is_aside = is_aside(element);
    placed.distance = distance_of(element);
    return placed;
  }

  static void keep(Placed placed, std::vector<Placed>& kind) {
    if (kind.size() < kMaxKept && may_hold_date(placed.date.text))
      kind.push_back(std::move(placed));
  }

  std::string text_of(NodeIndex element, std::size_t max_bytes) {
    if (texts_ == kMaxTexts || tree_[element].end - element > kMaxMarked) return {};
    ++texts_;
    return element_text(tree_, element, max_bytes);
  }

  void look_at(NodeIndex element, const HtmlNode& node) {
    const Attributes attributes = read_attributes(tree_.attributes(node));
    const unsigned own = hints_in(attributes.class_name);
    const unsigned hints = own | hints_in(attributes.id);
    if ((hints & kHintAside) != 0 || attributes.itemtype.ends_with("Comment")) enter_aside(element);
    const bool has_property = look_at_property(element, attributes);
    if (has_property || node.tag == HtmlTag::Meta || node.tag == HtmlTag::Link) return;
    if (node.tag == HtmlTag::Time) return take_time(element, attributes, hints);
    if ((hints & (kHintDate | kHintInfo)) != 0 || !attributes.datetime.empty()) {
      take_line(element, attributes, hints);
    }
    if ((hints & kHintAuthor) != 0 || attributes.rel == "author") take_author(element);
  }

  // itemprop, or RDFa's property on what is no <meta>.
  bool look_at_property(NodeIndex element, const Attributes& attributes) {
    const bool is_meta = tree_[element].tag == HtmlTag::Meta;
    const std::string_view name =
        attributes.itemprop.empty() && !is_meta ? attributes.property : attributes.itemprop;
    if (name.empty()) return false;
    const std::string_view bare = name.substr(name.find_last_of(":/") + 1);
    if (bare == "author" || bare == "creator") {
      take_itemprop_author(element, attributes);
      return true;
    }
    const Statement statement = meta_meaning(bare).statement;
    if (!is_date(statement)) return false;
    std::string text = cut(attributes.content);
    if (text.empty()) text = cut(attributes.datetime);
    if (text.empty()) text = text_of(element, kMaxDate);
    Placed placed = place(DateSource::Microdata, std::move(text), cut(name), element);
    placed.is_change = statement == Statement::Modified;
    placed.is_marked = statement == Statement::Published;
    keep(std::move(placed), microdata_);
    add_visible(element, attributes);
    return true;
  }

  // What the reader sees of a date that is stated for machines.
  void add_visible(NodeIndex element, const Attributes& attributes) {
    if (attributes.content.empty() && attributes.datetime.empty()) return;
    keep(place(DateSource::Byline, text_of(element, kMaxDate), name_of("", attributes, false),
               element),
         lines_);
  }

  static std::string name_of(std::string_view element, const Attributes& attributes,
                             bool is_change) {
    std::string name(element);
    const auto add = [&name](std::string_view key, std::string_view value) {
      constexpr std::size_t kMaxValue = 60;
      if (value.empty() && key.ends_with('=')) return;
      if (!name.empty()) name.push_back(' ');
      name.append(key).append(value.substr(0, utf8_cut(value, kMaxValue)));
    };
    if (attributes.is_pubdate) add("pubdate", {});
    add("itemprop=", attributes.itemprop);
    add("class=", attributes.class_name);
    if (attributes.class_name.empty()) add("id=", attributes.id);
    if (is_change && name.find("modified") == std::string::npos) add("modified", {});
    return name;
  }

  void take_time(NodeIndex element, const Attributes& attributes, unsigned hints) {
    std::string visible = text_of(element, kMaxDate);
    const bool says_both = (hints & kHintPublished) != 0 && (hints & kHintModified) != 0;
    // WordPress marks a date that is both with both classes.
    const bool is_change = !says_both && ((hints & kHintModified) != 0 || is_about_change(visible));
    std::string text = cut(attributes.datetime);
    if (text.empty()) text = visible;
    Placed placed =
        place(DateSource::TimeElement, text, name_of("time", attributes, is_change), element);
    placed.is_change = is_change;
    placed.is_marked = attributes.is_pubdate || (hints & kHintPublished) != 0;
    if (text != visible) {
      Placed seen = placed;
      seen.date = {DateSource::Byline, std::move(visible), seen.date.name};
      keep(std::move(seen), lines_);
    }
    keep(std::move(placed), times_);
  }

  void take_line(NodeIndex element, const Attributes& attributes, unsigned hints) {
    std::string text = text_of(element, kMaxDate);
    const bool is_change =
        (hints & kHintPublished) == 0 && ((hints & kHintModified) != 0 || is_about_change(text));
    const bool is_marked = (hints & kHintPublished) != 0;
    const auto add = [&](DateSource source, std::string date, std::vector<Placed>& kind) {
      Placed placed = place(source, std::move(date), name_of("", attributes, is_change), element);
      placed.is_change = is_change;
      placed.is_marked = is_marked;
      keep(std::move(placed), kind);
    };
    // hAtom: <abbr class="published" title="2024-03-05T10:00">.
    if (!attributes.title.empty() && (hints & kHintDate) != 0) {
      const bool is_hatom = tree_[element].tag == HtmlTag::Abbr;
      add(is_hatom ? DateSource::Microdata : DateSource::Byline, cut(attributes.title),
          is_hatom ? microdata_ : lines_);
    }
    if (!attributes.datetime.empty())
      add(DateSource::TimeElement, cut(attributes.datetime), times_);
    add(DateSource::Byline, std::move(text), lines_);
  }

  bool is_aside(NodeIndex element) const { return element < aside_end_; }

  void take_author(NodeIndex element) {
    const bool is_wanted = !is_aside(element) && found_.marked_authors.size() < kMaxAuthors;
    if (!is_wanted || element < author_end_) return;
    std::string text = text_of(element, kMaxDate);
    if (text.empty() || text.size() >= kMaxDate) return;
    author_end_ = tree_[element].end;
    found_.marked_authors.push_back(std::move(text));
  }

  void take_itemprop_author(NodeIndex element, const Attributes& attributes) {
    if (is_aside(element) || found_.itemprop_authors.size() == kMaxAuthors) return;
    std::string text = stated_text(attributes.content, kMaxDate);
    const NodeIndex end = std::min(tree_[element].end, element + kMaxMarked);
    for (NodeIndex i = element + 1; i < end && text.empty(); ++i) {
      if (tree_.attribute(tree_[i], "itemprop") != "name") continue;
      text = stated_text(tree_.attribute(tree_[i], "content"), kMaxDate);
      if (text.empty()) text = text_of(i, kMaxDate);
    }
    if (text.empty()) text = text_of(element, kMaxDate);
    author_end_ = std::max(author_end_, tree_[element].end);
    if (!text.empty()) found_.itemprop_authors.push_back(std::move(text));
  }

  // Lines above and below the headline that hold a date or begin with "By".
  void look_beside_headline() {
    if (headline_ == kNoNode) return;
    constexpr NodeIndex kNodesAbove = 120;
    constexpr std::size_t kLinesAbove = 8;
    constexpr LineLimits kBelow{.nodes = 400, .lines = 25, .line_bytes = 400};
    constexpr LineLimits kAbove{.nodes = 200, .lines = 60, .line_bytes = 400};
    aside_end_ = 0;
    const NodeIndex end = tree_[headline_].end;
    const auto count = static_cast<NodeIndex>(tree_.nodes().size());
    std::size_t long_lines = 0;
    for (const TextLine& line : visible_lines(tree_, end, count, kBelow)) {
      // Behind them the article has begun, and numbers are mostly no dates.
      constexpr std::size_t kMaxLong = 2;
      constexpr std::size_t kShort = 100;
      if (line.text.size() > kMaxDate) ++long_lines;
      const bool is_dateline = line.text.size() <= kShort && holds_whole_date(line.text);
      if (long_lines <= kMaxLong || is_dateline) take_beside(line, "line below headline");
    }
    const auto above =
        visible_lines(tree_, headline_ - std::min(headline_, kNodesAbove), headline_, kAbove);
    const std::size_t skipped = above.size() - std::min(above.size(), kLinesAbove);
    for (std::size_t i = skipped; i < above.size(); ++i)
      take_beside(above[i], "line above headline");
  }

  void take_beside(const TextLine& line, const char* name) {
    const std::string text = stated_text(line.text, kMaxDate + 1);
    if (text.size() > kMaxDate) return;
    const bool is_change = is_about_change(text);
    Placed placed = place(DateSource::Byline, text,
                          is_change ? std::string(name) + " modified" : name, line.node);
    placed.is_change = is_change;
    keep(std::move(placed), lines_);
    const bool is_byline = found_.bylines.size() < kMaxAuthors && !names_in_byline(text).empty();
    if (is_byline) found_.bylines.push_back(text);
  }

  void keep_best(std::vector<Placed>& kind) {
    std::ranges::stable_sort(kind, {}, [](const Placed& one) { return one.rank(); });
    std::size_t kept = 0;
    const std::size_t before = found_.dates.size();
    for (Placed& one : kind) {
      if (kept == kMaxOfKind) break;
      const auto is_same = [&one](const RawDate& date) {
        return date.source == one.date.source && date.text == one.date.text;
      };
      if (std::any_of(found_.dates.begin() + static_cast<std::ptrdiff_t>(before),
                      found_.dates.end(), is_same))
        continue;
      found_.dates.push_back(std::move(one.date));
      ++kept;
    }
  }

  const HtmlTree& tree_;
  NodeIndex headline_;
  NodeIndex aside_end_ = 0;   // one behind the last node of what is no part of the article
  NodeIndex author_end_ = 0;  // one behind the element whose author was taken
  std::size_t texts_ = 0;
  std::vector<Placed> microdata_;
  std::vector<Placed> times_;
  std::vector<Placed> lines_;
  PageEvidence found_;
};

}  // namespace

PageEvidence find_page_evidence(const HtmlTree& tree, NodeIndex headline) {
  return EvidenceWalk(tree, headline).find();
}

}  // namespace dateline
