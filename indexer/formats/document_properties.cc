// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/document_properties.h"

#include <algorithm>
#include <array>

#include "common/base/utf8.h"

namespace dateline {
namespace {

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// "report.docx", "C:\texts\report.doc".
bool is_file_name(std::string_view lower) {
  constexpr std::array<std::string_view, 17> kEndings = {
      "doc", "docx", "docm", "dot", "odt", "rtf",  "pdf",  "tex", "dvi",
      "txt", "indd", "qxd",  "pmd", "p65", "html", "pptx", "xlsx"};
  const std::size_t dot = lower.rfind('.');
  return dot != std::string_view::npos && is_one_of(kEndings, lower.substr(dot + 1));
}

// "document1", "slide 1".
std::string_view without_number(std::string_view lower) {
  const std::size_t last = lower.find_last_not_of("0123456789 ");
  return lower.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

std::string stated_title(std::string_view title) {
  constexpr std::array<std::string_view, 14> kNone = {
      "untitled",    "unknown", "none",   "no title", "title",        "document",
      "unspecified", "slide",   "layout", "dokument", "presentation", "powerpoint presentation",
      "unbenannt"};
  constexpr std::string_view kWord = "microsoft word";
  const std::string_view trimmed = trim(title);
  const std::string lower = ascii_lower(trimmed);
  if (is_one_of(kNone, without_number(lower)) || is_file_name(lower) || lower.starts_with(kWord))
    return {};
  return std::string(trimmed);
}

std::string stated_author(std::string_view author) {
  constexpr std::array<std::string_view, 12> kNone = {
      "anonymous", "(anonymous)", "unspecified", "unknown", "administrator",
      "admin",     "user",        "owner",       "author",  "microsoft office user",
      "root",      "none"};
  const std::string_view trimmed = trim(author);
  return is_one_of(kNone, ascii_lower(trimmed)) ? std::string() : std::string(trimmed);
}

std::vector<std::string> split_keywords(std::string_view keywords) {
  std::vector<std::string> words;
  while (!keywords.empty()) {
    const std::size_t end = std::min(keywords.find_first_of(",;"), keywords.size());
    const std::string_view word = trim(keywords.substr(0, end));
    if (!word.empty()) words.emplace_back(word);
    keywords.remove_prefix(std::min(end + 1, keywords.size()));
  }
  return words;
}

}  // namespace dateline
