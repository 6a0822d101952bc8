// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/page_head.h"

#include <cstddef>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/formats/html/element_hints.h"
#include "indexer/formats/html/node_text.h"
#include "indexer/formats/html/stated_text.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxHeadings = 30;
constexpr std::size_t kMaxMetas = 500;
constexpr std::size_t kMaxTitle = 2000;  // bytes
constexpr std::size_t kMaxTags = 50;
constexpr std::size_t kMaxTag = 100;  // bytes

bool is_blank_or_comma(char c) { return c == ' ' || c == ','; }

// Whether `words`, set apart by blanks, has this one; ASCII case does not count.
bool has_word(std::string_view words, std::string_view word) {
  const std::string lower = ascii_lower(words);
  for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || is_blank_or_comma(lower[at - 1]);
    const bool ends = end == lower.size() || is_blank_or_comma(lower[end]);
    if (begins && ends) return true;
  }
  return false;
}

class HeadReader {
 public:
  explicit HeadReader(const HtmlTree& tree) : tree_(tree) {}

  PageHead read() {
    const auto count = static_cast<NodeIndex>(tree_.nodes().size());
    for (NodeIndex i = 0; i < count; ++i) look_at(i, tree_[i]);
    return std::move(head_);
  }

 private:
  void look_at(NodeIndex i, const HtmlNode& node) {
    switch (node.tag) {
      case HtmlTag::Meta:
        return add_meta(node);
      case HtmlTag::Link:
        return add_link(node);
      case HtmlTag::Script:
        return add_script(i, node);
      case HtmlTag::Title:
        if (head_.title_tag.empty()) add_title(i, node);
        return;
      case HtmlTag::Html:
        if (head_.language.empty()) add_language(node);
        return;
      case HtmlTag::H1:
      case HtmlTag::H2:
      case HtmlTag::H3:
        return add_heading(i, node);
      case HtmlTag::A:
        if (tree_.attribute(node, "rel") == "tag") add_tag(i);
        return;
      default:
        return;
    }
  }

  void add_meta(const HtmlNode& node) {
    std::string_view name;
    std::string_view value;
    bool is_microdata = false;
    for (const HtmlAttribute& attribute : tree_.attributes(node)) {
      const bool is_name = attribute.name == "name" || attribute.name == "property" ||
                           attribute.name == "itemprop" || attribute.name == "http-equiv";
      if (is_name && name.empty()) {
        name = attribute.value;
        is_microdata = attribute.name == "itemprop";
      }
      if (attribute.name == "content" || (attribute.name == "value" && value.empty())) {
        value = trim(attribute.value);
      }
    }
    if (name.empty() || value.empty() || head_.metas.size() == kMaxMetas) return;
    const MetaMeaning meaning = meta_meaning(name);
    // Dates of microdata are read with those of the visible page.
    if (meaning.statement == Statement::None || (is_microdata && is_date(meaning.statement)))
      return;
    head_.metas.push_back({meaning.statement, meaning.rank, name, value});
  }

  void add_link(const HtmlNode& node) {
    const std::string_view rel = tree_.attribute(node, "rel");
    if (head_.canonical.empty() && has_word(rel, "canonical")) {
      head_.canonical = trim(tree_.attribute(node, "href"));
    }
  }

  void add_script(NodeIndex i, const HtmlNode& node) {
    if (node.length == 0 || i + 1 >= node.end) return;
    const std::string type = ascii_lower(tree_.attribute(node, "type"));
    if (type.find("ld+json") != std::string::npos)
      head_.scripts.push_back(tree_.text(tree_[i + 1]));
  }

  // <title> of an <svg> is none.
  void add_title(NodeIndex i, const HtmlNode& node) {
    const bool is_drawing = node.parent != kNoNode && tree_[node.parent].tag == HtmlTag::Svg;
    if (is_drawing || i + 1 >= node.end) return;
    head_.title_tag = stated_text(tree_.text(tree_[i + 1]), kMaxTitle);
  }

  void add_language(const HtmlNode& node) {
    head_.language = tree_.attribute(node, "lang");
    if (head_.language.empty()) head_.language = tree_.attribute(node, "xml:lang");
  }

  void add_heading(NodeIndex i, const HtmlNode& node) {
    if (head_.headings.size() == kMaxHeadings) return;
    std::string text = element_text(tree_, i, kMaxTitle);
    if (text.empty()) return;
    const std::string_view itemprop = tree_.attribute(node, "itemprop");
    const bool is_marked =
        itemprop == "headline" || (hints_in(tree_.attribute(node, "class")) & kHintTitle) != 0;
    head_.headings.push_back({i, node.tag, is_marked, std::move(text)});
  }

  void add_tag(NodeIndex i) {
    if (head_.tags.size() < kMaxTags) head_.tags.push_back(element_text(tree_, i, kMaxTag));
  }

  const HtmlTree& tree_;
  PageHead head_;
};

}  // namespace

PageHead read_page_head(const HtmlTree& tree) { return HeadReader(tree).read(); }

}  // namespace dateline
