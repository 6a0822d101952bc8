// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/suggestion.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/domain/tokenizer.h"
#include "searcher/expand/spelling.h"
#include "searcher/query/query_limits.h"
#include "searcher/query/query_words.h"

namespace dateline {
namespace {

struct TypedWord {
  std::string word;   // folded
  std::size_t begin;  // in the query
  std::size_t end;
};

class MissingWords {
 public:
  MissingWords(std::string_view query, IndexReader& reader, Vocabulary& vocabulary)
      : query_(query), reader_(reader), vocabulary_(vocabulary) {}

  // What is excluded may be missing.
  void look_at(const QueryNode& node) {
    switch (node.kind) {
      case NodeKind::Word:
      case NodeKind::Exact:
      case NodeKind::Phrase:
      case NodeKind::Verbatim:
        if (node.children.empty()) return look_at_text(node);
        break;
      case NodeKind::Prefix:
      case NodeKind::Fuzzy:
        return look_at_wildcard(node);
      case NodeKind::Not:
      case NodeKind::Variants:  // made of words that are there
        return;
      default:
        break;
    }
    for (const QueryNode& child : node.children) look_at(child);
  }

  Missing take() {
    Missing missing;
    std::size_t place = 0;
    bool all_known = !missing_.empty();
    std::ranges::sort(missing_, {}, &TypedWord::begin);
    for (const TypedWord& typed : missing_) {
      const std::string written(query_.substr(typed.begin, typed.end - typed.begin));
      if (std::ranges::find(missing.words, written) == missing.words.end())
        missing.words.push_back(written);
      const auto near = typed.word.empty() ? std::nullopt : nearest_word(typed.word, vocabulary_);
      all_known = all_known && near.has_value();
      missing.corrected.append(query_.substr(place, typed.begin - place)).append(near.value_or(""));
      place = typed.end;
    }
    missing.corrected.append(query_.substr(place));
    if (!all_known) missing.corrected.clear();
    return missing;
  }

 private:
  void look_at_text(const QueryNode& node) {
    const std::string_view written = query_.substr(node.offset, node.length);
    Tokenizer tokenizer(written);
    for (Token token; tokenizer.next(token) && looked_at_ < kMaxSpellingWords; ++looked_at_) {
      const std::string word(token.word);
      const std::string stem(reader_.stemmer().stem(word));
      if (token.run_tail || vocabulary_.documents_with_stem(stem) > 0) continue;
      missing_.push_back({word, node.offset + token.begin, node.offset + token.end});
    }
  }

  void look_at_wildcard(const QueryNode& node) {
    const std::vector<QueryWord> words = query_words(node.text);
    if (words.empty() || looked_at_++ >= kMaxSpellingWords) return;
    const bool is_known = node.kind == NodeKind::Prefix
                              ? vocabulary_.begins(words.back().word)
                              : !vocabulary_.near(words.front().word, node.distance, 1).empty();
    if (!is_known) missing_.push_back({{}, node.offset, node.offset + node.length});
  }

  std::string_view query_;
  IndexReader& reader_;
  Vocabulary& vocabulary_;
  std::vector<TypedWord> missing_;
  std::size_t looked_at_ = 0;
};

}  // namespace

Missing find_missing(const QueryNode& tree, std::string_view query, IndexReader& reader,
                     Vocabulary& vocabulary) {
  MissingWords missing(query, reader, vocabulary);
  missing.look_at(tree);
  return missing.take();
}

}  // namespace dateline
