// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/format.h"

namespace dateline {

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
