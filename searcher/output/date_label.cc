// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/date_label.h"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dateline {
namespace {

// Day of saving and day of publication are easily mixed up there.
bool is_weak(DateSource source) {
  return source == DateSource::DateLine || source == DateSource::Path ||
         source == DateSource::Url || source == DateSource::DocumentInfo;
}

}  // namespace

std::string_view source_label(DateSource source) {
  switch (source) {
    case DateSource::None:
      return "none";
    case DateSource::JsonField:
      return "JSON field";
    case DateSource::FrontMatter:
      return "front matter";
    case DateSource::Dateline:
      return "dateline";
    case DateSource::DateLine:
      return "date line";
    case DateSource::Path:
      return "path";
    case DateSource::JsonLd:
      return "JSON-LD";
    case DateSource::Meta:
      return "meta data";
    case DateSource::Microdata:
      return "microdata";
    case DateSource::TimeElement:
      return "time element";
    case DateSource::Url:
      return "address";
    case DateSource::Byline:
      return "byline";
    case DateSource::FeedItem:
      return "feed";
    case DateSource::MailHeader:
      return "mail header";
    case DateSource::DocumentInfo:
      return "document properties";
  }
  return "unknown source";  // a later version's
}

std::string date_label(const Publication& publication) {
  const DateEvidence& best = publication.best;
  if (!best.date) return "undated";
  std::vector<std::string_view> remarks;
  if (best.date.precision != DatePrecision::Day) remarks.push_back(to_string(best.date.precision));
  if (is_weak(best.source)) remarks.push_back(source_label(best.source));
  if (publication.conflict) remarks.push_back("disputed");
  if (remarks.empty()) return to_string(best.date);
  return fmt::format("{} ({})", to_string(best.date), fmt::join(remarks, ", "));
}

}  // namespace dateline
