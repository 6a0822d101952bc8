// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/format.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "common/base/utf8.h"

namespace dateline {

Format detect_format(std::string_view name, std::string_view) {
  static constexpr std::array<std::pair<std::string_view, Format>, 8> kEndings = {{
      {"txt", Format::Text},
      {"text", Format::Text},
      {"md", Format::Markdown},
      {"markdown", Format::Markdown},
      {"json", Format::Json},
      {"jsonl", Format::JsonLines},
      {"ndjson", Format::JsonLines},
      {"jsonlines", Format::JsonLines},
  }};
  name = name.substr(name.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return Format::Text;
  const std::string ending = ascii_lower(name.substr(dot + 1));
  const auto found = std::find_if(kEndings.begin(), kEndings.end(),
                                  [&](const auto& e) { return e.first == ending; });
  return found == kEndings.end() ? Format::Unknown : found->second;
}

bool holds_many(Format format) {
  return format == Format::Json || format == Format::JsonLines || is_container(format);
}

bool is_container(Format format) { return format >= Format::Feed; }

bool is_hostile(Format format) { return format >= Format::Html && format <= Format::FeedItem; }

std::string_view to_string(Format format) {
  switch (format) {
    case Format::Text:
      return "text";
    case Format::Markdown:
      return "markdown";
    case Format::Json:
      return "json";
    case Format::JsonLines:
      return "jsonl";
    case Format::Html:
      return "html";
    case Format::Pdf:
      return "pdf";
    case Format::Docx:
      return "docx";
    case Format::Odt:
      return "odt";
    case Format::Email:
    case Format::Mbox:
      return "email";
    case Format::FeedItem:
    case Format::Feed:
      return "feed";
    case Format::Warc:
      return "warc";
    case Format::Arc:
      return "arc";
    case Format::Archive:
    case Format::Compressed:
      return "archive";
    case Format::Unknown:
      break;
  }
  return "unknown";
}

}  // namespace dateline
