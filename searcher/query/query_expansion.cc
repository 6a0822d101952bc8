// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_expansion.h"

#include <algorithm>
#include <span>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "searcher/query/query_words.h"

namespace dateline {
namespace {

using Words = std::vector<std::string>;

Words words_in(const QueryNode& node) {
  Words words;
  for (QueryWord& word : query_words(node.text)) words.push_back(std::move(word.word));
  return words;
}

QueryNode node_like(const QueryNode& model, NodeKind kind, std::string text = {}) {
  QueryNode node;
  node.kind = kind;
  node.field = model.field;
  node.text = std::move(text);
  node.offset = model.offset;
  node.length = model.length;
  return node;
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

class Expander {
 public:
  Expander(VariantFinder& finder, Stemmer& stemmer, const ExpansionSettings& settings)
      : finder_(finder), stemmer_(stemmer), settings_(settings) {}

  QueryNode expand(const QueryNode& node) {
    switch (node.kind) {
      case NodeKind::Word:
        return expand_word(node, NodeKind::Word);
      case NodeKind::Phrase:
        return settings_.in_quotes ? expand_phrase(node) : node;
      default:
        break;
    }
    QueryNode expanded = node;
    expanded.children.clear();
    const bool in_sequence = node.kind == NodeKind::And;
    for (std::size_t i = 0; i < node.children.size();) {
      const std::size_t taken = in_sequence ? longest_name(node.children, i) : 0;
      expanded.children.push_back(taken > 0
                                      ? name_of_words(std::span(node.children).subspan(i, taken))
                                      : expand(node.children[i]));
      i += std::max<std::size_t>(taken, 1);
    }
    // All of it may have been one name.
    if (in_sequence && expanded.children.size() == 1) return std::move(expanded.children.front());
    return expanded;
  }

 private:
  // `typed` and the other forms of the name that `words` are, if there are any.
  QueryNode with_variants(QueryNode&& typed, const Words& words, NodeKind single) {
    const std::vector<Variant> variants = finder_.of(words);
    if (variants.empty()) return std::move(typed);
    QueryNode name = node_like(typed, NodeKind::Variants);
    name.children.push_back(std::move(typed));
    std::unordered_set<std::string> stems;
    for (const Variant& variant : variants) {
      const bool is_any_form = variant.words.size() == 1 && single == NodeKind::Word;
      if (is_any_form && !stems.emplace(stemmer_.stem(variant.words.front())).second) continue;
      const NodeKind kind = variant.words.size() == 1 ? single : NodeKind::Phrase;
      name.children.push_back(node_like(name, kind, joined(variant.words)));
    }
    return name;
  }

  // A token of several words (Nur-Sultan) may be a name as a whole.
  QueryNode expand_word(const QueryNode& node, NodeKind single) {
    const Words words = words_in(node);
    if (words.size() > 1 && finder_.longest(words) != words.size()) return node;
    return with_variants(QueryNode(node), words, single);
  }

  // How many of the nodes from this one on are together one name of several words; 0: none.
  std::size_t longest_name(const std::vector<QueryNode>& nodes, std::size_t begin) {
    Words words;
    std::vector<std::size_t> borders;  // words behind each node
    for (std::size_t i = begin; i < nodes.size(); ++i) {
      if (nodes[i].kind != NodeKind::Word || nodes[i].field != nodes[begin].field) break;
      for (std::string& word : words_in(nodes[i])) words.push_back(std::move(word));
      borders.push_back(words.size());
      if (words.size() >= kMaxVariantWords) break;
    }
    if (borders.size() < 2) return 0;
    const auto border = std::ranges::find(borders, finder_.longest(words));
    const auto nodes_in_name = static_cast<std::size_t>(border - borders.begin()) + 1;
    return border == borders.end() || nodes_in_name < 2 ? 0 : nodes_in_name;
  }

  QueryNode name_of_words(std::span<const QueryNode> nodes) {
    QueryNode typed = node_like(nodes.front(), NodeKind::And);
    typed.field = nullptr;  // its children have it
    typed.length = nodes.back().offset + nodes.back().length - typed.offset;
    typed.children.assign(nodes.begin(), nodes.end());
    Words words;
    for (const QueryNode& node : nodes) {
      for (std::string& word : words_in(node)) words.push_back(std::move(word));
    }
    QueryNode name = with_variants(std::move(typed), words, NodeKind::Word);
    for (std::size_t i = 1; i < name.children.size(); ++i)
      name.children[i].field = nodes.front().field;
    if (name.kind == NodeKind::Variants) name.field = nullptr;
    return name;
  }

  QueryNode expand_phrase(const QueryNode& node) {
    QueryNode phrase = node_like(node, NodeKind::Phrase);
    if (node.children.empty()) {
      add_exact(phrase.children, node);
    } else {
      for (const QueryNode& child : node.children) add_place(phrase.children, child);
    }
    return has_variants(phrase) ? phrase : node;
  }

  void add_place(std::vector<QueryNode>& places, const QueryNode& node) {
    if (node.kind == NodeKind::Exact) return add_exact(places, node);
    QueryNode place = node;
    for (QueryNode& child : place.children) {
      if (child.kind == NodeKind::Exact || child.kind == NodeKind::Phrase)
        child = expand_phrase(child);
    }
    places.push_back(std::move(place));
  }

  // Word by word, or name by name.
  void add_exact(std::vector<QueryNode>& places, const QueryNode& node) {
    const Words words = words_in(node);
    for (std::size_t i = 0; i < words.size();) {
      const std::span rest = std::span(words).subspan(i);
      const std::size_t taken = std::max<std::size_t>(finder_.longest(rest), 1);
      const Words name(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(taken));
      QueryNode typed = node_like(node, NodeKind::Exact, joined(name));
      typed.field = nullptr;
      places.push_back(with_variants(std::move(typed), name, NodeKind::Exact));
      i += taken;
    }
  }

  VariantFinder& finder_;
  Stemmer& stemmer_;
  const ExpansionSettings& settings_;
};

}  // namespace

QueryNode expand_names(const QueryNode& tree, VariantFinder& finder, Stemmer& stemmer,
                       const ExpansionSettings& settings) {
  return settings.variants ? Expander(finder, stemmer, settings).expand(tree) : tree;
}

bool has_variants(const QueryNode& tree) {
  return tree.kind == NodeKind::Variants || std::ranges::any_of(tree.children, has_variants);
}

}  // namespace dateline
