// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/document.h"

namespace dateline {

std::string_view to_string(DateSource source) {
  switch (source) {
    case DateSource::JsonField:
      return "json";
    case DateSource::FrontMatter:
      return "front-matter";
    case DateSource::Dateline:
      return "dateline";
    case DateSource::DateLine:
      return "date-line";
    case DateSource::Path:
      return "path";
    case DateSource::JsonLd:
      return "json-ld";
    case DateSource::Meta:
      return "meta";
    case DateSource::Microdata:
      return "microdata";
    case DateSource::TimeElement:
      return "time";
    case DateSource::Url:
      return "url";
    case DateSource::Byline:
      return "byline";
    case DateSource::FeedItem:
      return "feed";
    case DateSource::MailHeader:
      return "mail";
    case DateSource::DocumentInfo:
      return "document-info";
    case DateSource::None:
      break;
  }
  return "none";
}

std::string DocumentId::hex() const {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

void set_text(Document& document, std::string_view text, const std::vector<TextRange>& ranges) {
  document.body.clear();
  document.body.reserve(text.size());
  document.cuts.clear();
  std::uint64_t place = 0;
  for (const TextRange& range : ranges) {
    document.body += text.substr(place, range.begin - place);
    document.cuts.push_back(
        {document.body.size(), std::string(text.substr(range.begin, range.end - range.begin))});
    place = range.end;
  }
  document.body += text.substr(place);
}

std::string whole_text(const Document& document) {
  std::string text;
  std::uint64_t place = 0;
  for (const CutText& cut : document.cuts) {
    text.append(document.body, place, cut.place - place);
    text += cut.text;
    place = cut.place;
  }
  return text.append(document.body, place);
}

std::vector<TextRange> cut_ranges(const Document& document) {
  std::vector<TextRange> ranges;
  std::uint64_t before = 0;  // bytes that were cut before
  for (const CutText& cut : document.cuts) {
    ranges.push_back({cut.place + before, cut.place + before + cut.text.size()});
    before += cut.text.size();
  }
  return ranges;
}

std::string display_path(const Document& document) {
  return display_path(document.path, document.record);
}

std::string display_path(std::string_view path, std::string_view record) {
  std::string name(path);
  if (!record.empty()) (name += '#') += record;
  return name;
}

}  // namespace dateline
