// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/document_maker.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/base/utf8.h"
#include "indexer/clean/article_text.h"
#include "indexer/clean/boilerplate.h"
#include "indexer/clean/date_finder.h"
#include "indexer/clean/language.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxField = 1000;  // bytes
constexpr std::size_t kMaxTitle = 2000;
constexpr std::size_t kMaxCaption = 2000;
constexpr std::size_t kMaxTags = 100;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Control characters and runs of blanks become one blank; cut at a character border.
std::string one_line(std::string_view text, std::size_t max_bytes) {
  text = trim(text);
  std::string line;
  line.reserve(std::min(text.size(), max_bytes));
  for (const char c : text) {
    const bool is_blank = c == ' ' || is_control(c);
    if (is_blank && line.ends_with(' ')) continue;
    line.push_back(is_blank ? ' ' : c);
    if (line.size() > max_bytes + 4) break;
  }
  line.resize(utf8_cut(line, max_bytes));
  return std::string(trim(line));
}

// "https://user@www.Example.org:8080/a" -> "example.org"; empty when it is no address.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos)
    host.remove_prefix(at + 1);
  host = host.substr(0, host.find(':'));
  std::string lower = ascii_lower(host);
  return lower.starts_with("www.") ? lower.substr(4) : lower;
}

// A publication's name, or its host when only addresses are known.
std::string choose_site(std::string_view stated, std::string_view url) {
  const std::string host = host_of(stated);
  if (!host.empty()) return host;
  if (trim(stated).empty()) return host_of(url);
  const std::string site(trim(stated));
  return ascii_lower(site).starts_with("www.") ? ascii_lower(site).substr(4) : site;
}

std::vector<std::string> clean_tags(const std::vector<std::string>& tags) {
  std::vector<std::string> clean;
  for (const std::string& tag : tags) {
    std::string line = one_line(tag, kMaxField);
    const bool is_new = !line.empty() && std::ranges::find(clean, line) == clean.end();
    if (is_new) clean.push_back(std::move(line));
    if (clean.size() == kMaxTags) break;
  }
  return clean;
}

std::string choose_language(std::string_view stated, std::string_view title,
                            std::string_view body) {
  std::string language = normalise_language(stated);
  if (language.empty()) language = detect_language(body);
  if (language.empty()) language = detect_language(title);
  return language;
}

// Of a text that was saved as text: in other formats the reader knows more than lines tell.
bool may_have_boilerplate(const Document& document) {
  return document.type == "text" || document.type == "markdown";
}

// Lines that are cut take the blank line behind them along where there is one before them, too, and
// those at the end the one before them, so that no gap is left and paragraphs stay apart.
void cut_gaps(std::string_view text, std::vector<TextRange>& ranges) {
  std::uint64_t before = 0;  // where the cut before ends
  bool has_gap = true;       // above the lines that are cut
  for (TextRange& range : ranges) {
    if (range.begin > before) has_gap = text.substr(before, range.begin - before).ends_with("\n\n");
    while (has_gap && range.end < text.size() && text[range.end] == '\n') ++range.end;
    if (range.end == text.size()) {
      while (range.begin > before && text[range.begin - 1] == '\n') --range.begin;
    }
    before = range.end;
  }
}

// Behind the text, so that they are found, and can be told from it.
void add_captions(const std::vector<std::string>& captions, Document& document) {
  std::string block;
  for (const std::string& caption : captions) {
    const std::string line = one_line(caption, kMaxCaption);
    if (line.empty()) continue;
    if (!block.empty()) block += '\n';
    block += line;
  }
  if (block.empty()) return;
  if (!document.body.empty()) document.body += "\n\n";
  document.body += block;
  document.caption_bytes = block.size();
}

// All but what is told by the body as a whole.
Document describe(RawDocument& raw) {
  Document document;
  document.type = raw.type;
  document.charset = raw.charset;
  document.charset_confidence = raw.charset_confidence;
  document.crawled = one_line(raw.crawled, kMaxField);
  document.description = one_line(raw.description, kMaxTitle);
  document.own_id = one_line(raw.own_id, kMaxField);
  document.url = one_line(raw.url, kMaxField);
  document.site = one_line(choose_site(raw.site, document.url), kMaxField);
  document.author = one_line(raw.author, kMaxField);
  document.tags = clean_tags(raw.tags);
  document.title = one_line(choose_title(raw), kMaxTitle);
  if (raw.text.find('\0') != std::string::npos)  // "\u0000" in JSON
    std::ranges::replace(raw.text, '\0', ' ');
  return document;
}

}  // namespace

Document make_document(RawDocument&& raw, std::string_view path, const RepeatedLines& repeated) {
  Document document = describe(raw);
  document.path = path;
  const std::string text = body_without_title(raw.text, document.title);
  // Dates stand in lines that are cut, too.
  document.language = choose_language(raw.language, document.title, text);
  document.publication = find_publication(raw, text, path, document.language);
  std::vector<TextRange> ranges;
  if (may_have_boilerplate(document))
    ranges = find_boilerplate(text, line_site(document), repeated);
  cut_gaps(text, ranges);
  set_text(document, text, ranges);
  add_captions(raw.captions, document);
  return document;
}

SiteText site_text(RawDocument&& raw, std::string_view path) {
  Document document = describe(raw);
  document.path = path;
  if (!may_have_boilerplate(document)) return {};
  return {line_site(document), body_without_title(raw.text, document.title)};
}

}  // namespace dateline
