// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/node_text.h"

#include <algorithm>
#include <utility>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/formats/html/stated_text.h"

namespace dateline {
namespace {

bool is_unseen(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::Script:
    case HtmlTag::Style:
    case HtmlTag::Noscript:
    case HtmlTag::Button:
    case HtmlTag::Template:
    case HtmlTag::Select:
    case HtmlTag::Textarea:
    case HtmlTag::Svg:
    case HtmlTag::Iframe:
    case HtmlTag::Object:
    case HtmlTag::Title:
      return true;
    default:
      return false;
  }
}

bool is_inline(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::Text:
    case HtmlTag::Other:
    case HtmlTag::A:
    case HtmlTag::Abbr:
    case HtmlTag::B:
    case HtmlTag::Cite:
    case HtmlTag::Code:
    case HtmlTag::Em:
    case HtmlTag::Font:
    case HtmlTag::I:
    case HtmlTag::Img:
    case HtmlTag::Ins:
    case HtmlTag::Label:
    case HtmlTag::Mark:
    case HtmlTag::Q:
    case HtmlTag::S:
    case HtmlTag::Small:
    case HtmlTag::Span:
    case HtmlTag::Strong:
    case HtmlTag::Sub:
    case HtmlTag::Sup:
    case HtmlTag::Time:
    case HtmlTag::U:
      return true;
    default:
      return false;
  }
}

class LineCollector {
 public:
  LineCollector(const HtmlTree& tree, const LineLimits& limits) : tree_(tree), limits_(limits) {}

  std::vector<TextLine> collect(NodeIndex begin, NodeIndex end) {
    std::size_t seen = 0;
    for (NodeIndex i = begin; i < end && lines_.size() < limits_.lines;) {
      if (++seen > limits_.nodes) break;
      const HtmlNode& node = tree_[i];
      while (!block_ends_.empty() && i >= block_ends_.back()) {
        break_line();
        block_ends_.pop_back();
      }
      if (is_unseen(node.tag)) {
        i = node.end;
        continue;
      }
      if (node.tag == HtmlTag::Text) {
        add(tree_.text(node), i);
      } else if (!is_inline(node.tag)) {
        break_line();
        block_ends_.push_back(node.end);
      }
      ++i;
    }
    break_line();
    return std::move(lines_);
  }

 private:
  void add(std::string_view text, NodeIndex node) {
    if (line_.empty()) first_ = node;
    if (is_set_apart(text)) line_.push_back(' ');
    if (line_.size() < limits_.line_bytes) {
      line_ += text.substr(0, utf8_cut(text, limits_.line_bytes));
    }
  }

  // Two texts that style sheets keep apart: "Jane Doe", "3 May".
  bool is_set_apart(std::string_view next) const {
    if (line_.empty() || next.empty()) return false;
    const char last = line_.back();
    const char first = next.front();
    return is_ascii_lower(last) && (is_ascii_upper(first) || is_digit(first));
  }

  void break_line() {
    if (!trim(line_).empty()) lines_.push_back({std::move(line_), first_});
    line_.clear();
  }

  const HtmlTree& tree_;
  const LineLimits& limits_;
  std::vector<TextLine> lines_;
  std::string line_;
  NodeIndex first_ = 0;
  std::vector<NodeIndex> block_ends_;  // of the open blocks, the innermost last
};

}  // namespace

std::vector<TextLine> visible_lines(const HtmlTree& tree, NodeIndex begin, NodeIndex end,
                                    const LineLimits& limits) {
  return LineCollector(tree, limits).collect(begin, end);
}

std::string element_text(const HtmlTree& tree, NodeIndex element, std::size_t max_bytes) {
  constexpr LineLimits kLimits{.nodes = 200, .lines = 50, .line_bytes = 4000};
  std::string text;
  for (const TextLine& line : visible_lines(tree, element, tree[element].end, kLimits)) {
    if (text.size() > max_bytes * 4) break;
    text.append(text.empty() ? "" : " ").append(line.text);
  }
  return stated_text(text, max_bytes);
}

}  // namespace dateline
