// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/html_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/formats/html/article_extraction.h"
#include "indexer/formats/html/block_text.h"
#include "indexer/formats/html/html_tree.h"
#include "indexer/formats/html/page_metadata.h"

namespace dateline {
namespace {

// The standard wants the declaration within 1,024 bytes; pages are not all so strict.
constexpr std::size_t kDeclarationHead = 2048;

bool equals(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && ascii_lower(text) == lower;
}

// Reads a tag's attributes one after the other. `rest` begins behind the tag's name.
class AttributeScan {
 public:
  explicit AttributeScan(std::string_view rest) : rest_(rest) {}

  std::string_view name;
  std::string_view value;

  bool next() {
    skip([](char c) { return is_ascii_space(c) || c == '/' || c == '?'; });
    if (rest_.empty() || rest_.front() == '>') return false;
    name = take([](char c) { return !is_ascii_space(c) && c != '=' && c != '>' && c != '/'; });
    if (name.empty()) name = std::exchange(rest_, rest_.substr(1)).substr(0, 1);
    value = {};
    skip(is_ascii_space);
    if (rest_.empty() || rest_.front() != '=') return true;
    rest_.remove_prefix(1);
    skip(is_ascii_space);
    read_value();
    return true;
  }

 private:
  template <typename Test>
  std::string_view take(Test test) {
    const auto end = std::ranges::find_if_not(rest_, test);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return taken;
  }

  template <typename Test>
  void skip(Test test) {
    take(test);
  }

  void read_value() {
    const char quote = rest_.empty() ? ' ' : rest_.front();
    if (quote != '"' && quote != '\'') {
      value = take([](char c) { return !is_ascii_space(c) && c != '>'; });
      return;
    }
    rest_.remove_prefix(1);
    value = take([quote](char c) { return c != quote; });
    if (!rest_.empty()) rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

// "text/html; charset=utf-8".
std::string_view charset_parameter(std::string_view content) {
  constexpr std::string_view kName = "charset";
  const std::string lower = ascii_lower(content);
  for (std::size_t at = lower.find(kName); at != std::string::npos; at = lower.find(kName, at)) {
    at += kName.size();
    while (at < content.size() && is_ascii_space(content[at])) ++at;
    if (at == content.size() || content[at] != '=') continue;
    std::string_view value = trim(content.substr(at + 1));
    if (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
    const auto end = std::ranges::find_if(value, [](char c) {
      return is_ascii_space(c) || c == ';' || c == '"' || c == '\'' || c == ',';
    });
    return value.substr(0, static_cast<std::size_t>(end - value.begin()));
  }
  return {};
}

std::string_view charset_of_meta(std::string_view attributes) {
  std::string_view stated;
  std::string_view content;
  bool is_content_type = false;
  for (AttributeScan scan(attributes); scan.next();) {
    if (stated.empty() && equals(scan.name, "charset")) stated = trim(scan.value);
    if (equals(scan.name, "content")) content = scan.value;
    if (equals(scan.name, "http-equiv")) is_content_type = equals(trim(scan.value), "content-type");
  }
  return stated.empty() && is_content_type ? charset_parameter(content) : stated;
}

std::string_view encoding_of_declaration(std::string_view attributes) {
  for (AttributeScan scan(attributes); scan.next();) {
    if (equals(scan.name, "encoding")) return trim(scan.value);
  }
  return {};
}

// What could be read as ASCII so far is not in UTF-16, whatever it says.
std::string_view possible(std::string_view charset) {
  const std::string lower = ascii_lower(charset.substr(0, 6));
  if (charset.ends_with('/')) charset.remove_suffix(1);  // <meta charset=utf-8/>
  return lower == "utf-16" || lower == "utf-32" || lower == "unicod" ? std::string_view{} : charset;
}

}  // namespace

std::string_view declared_charset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kDeclarationHead);
  for (std::size_t at = head.find('<'); at < head.size(); at = head.find('<', at + 1)) {
    const std::string_view tag = head.substr(at);
    if (tag.starts_with("<!--")) {
      at = head.find("-->", at);
      if (at == std::string_view::npos) return {};
      continue;
    }
    std::string_view charset;
    const bool is_delimited = tag.size() > 5 && (is_ascii_space(tag[5]) || tag[5] == '/');
    if (is_delimited && equals(tag.substr(0, 5), "<meta")) charset = charset_of_meta(tag.substr(5));
    if (is_delimited && equals(tag.substr(0, 5), "<?xml")) {
      charset = encoding_of_declaration(tag.substr(5));
    }
    charset = possible(charset);
    if (!charset.empty()) return charset;
  }
  return {};
}

RawDocument read_html(std::string_view utf8, std::string_view url, const ParseOptions& options) {
  const HtmlTree tree = HtmlTree::parse(utf8);
  PageMetadata page = read_page_metadata(tree, url);
  RawDocument raw;
  raw.type = "html";
  raw.title = std::move(page.title);
  raw.description = std::move(page.description);
  raw.author = std::move(page.author);
  raw.site = std::move(page.site);
  raw.url = page.url.empty() ? std::string(url) : std::move(page.url);
  raw.language = std::move(page.language);
  raw.tags = std::move(page.tags);
  raw.dates = std::move(page.dates);
  if (options.whole_page) {
    raw.text = visible_text(tree);
  } else {
    Article article = extract_article(tree, {raw.title, page.article_body});
    raw.text = std::move(article.text);
    raw.captions = std::move(article.captions);
  }
  return raw;
}

std::string html_to_text(std::string_view utf8) { return visible_text(HtmlTree::parse(utf8)); }

}  // namespace dateline
