// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/date_finder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <vector>

#include "common/base/utf8.h"
#include "indexer/clean/date_patterns.h"
#include "indexer/clean/path_date.h"
#include "indexer/clean/top_dates.h"
#include "indexer/clean/top_lines.h"

namespace dateline {
namespace {

constexpr std::size_t kTopLines = 10;
constexpr std::size_t kDatelineLines = 4;  // a dateline opens the text, below title and subtitle
constexpr std::size_t kMaxEvidence = 100;  // bytes of text kept with a date

struct Candidate {
  DateEvidence evidence;
  PartialDate other;       // the other reading of an ambiguous date
  PartialDate likely;      // the one reading, when `evidence` says only the year because of both
  bool is_update = false;  // an "Updated" line: behind all others of its kind
};

std::string evidence_text(std::string_view text) {
  text = trim(text);
  return std::string(text.substr(0, utf8_cut(text, kMaxEvidence)));
}

Candidate make_candidate(DateSource source, const WrittenDate& date, std::string_view text) {
  Candidate candidate{{source, date.date, evidence_text(text)}, {}, {}, false};
  if (date.ambiguous) candidate.other = date.other;
  return candidate;
}

// Programs write 1970-01-01T00:00 when they know no date.
bool is_empty_clock(const WrittenDate& date, std::string_view text) {
  const bool is_epoch = date.date.first == Day{} && date.date.precision == DatePrecision::Day;
  return is_epoch && (text.find("00:00") != std::string_view::npos ||
                      text.find_first_of("-/. ") == std::string_view::npos);
}

// An address has its date in its path, as a file has.
void add_address(std::string_view url, std::vector<Candidate>& found) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  DateEvidence evidence = find_path_date(url);
  if (!evidence.date) return;
  evidence.source = DateSource::Url;
  found.push_back({std::move(evidence), {}, {}, false});
}

// "D:20240305101500Z" in the properties of a PDF: the digits of the day.
std::string_view written_day(std::string_view text) {
  constexpr std::size_t kDayDigits = 8;
  return text.starts_with("D:") ? text.substr(2, kDayDigits) : text;
}

void add_stated(const RawDocument& raw, std::string_view language, std::vector<Candidate>& found) {
  for (const RawDate& stated : raw.dates) {
    if (stated.source == DateSource::Url) {
      add_address(stated.text, found);
      continue;
    }
    const std::string_view text = trim(stated.text);
    const auto date = read_written_date(written_day(text), language);
    if (date && !is_empty_clock(*date, text))
      found.push_back(make_candidate(stated.source, *date, text));
  }
}

// The year in which this day lies nearest to what the path says; none when the path says only the
// year and it fits anyway.
std::optional<PartialDate> complete(const DayOfYear& day, const PartialDate& path) {
  if (!path) return std::nullopt;
  const int year = static_cast<int>(std::chrono::year_month_day{path.first}.year());
  if (path.precision == DatePrecision::Year) return make_date(year, day.month, day.day);
  std::optional<PartialDate> best;
  for (const int candidate : {year, year - 1, year + 1}) {
    const auto date = make_date(candidate, day.month, day.day);
    const auto distance = [&](const PartialDate& one) {
      return std::abs((one.first - path.first).count());
    };
    if (date && (!best || distance(*date) < distance(*best))) best = date;
  }
  // A file saved half a year away from its dateline was not named after the day of the dateline.
  constexpr std::int64_t kMaxDistance = 62;
  const bool is_near = best && std::abs((best->first - path.first).count()) <= kMaxDistance;
  return is_near ? best : std::nullopt;
}

void add_dateline(const std::vector<std::string_view>& lines, std::string_view language,
                  const PartialDate& path, std::vector<Candidate>& found) {
  for (std::size_t i = 0; i < std::min(lines.size(), kDatelineLines); ++i) {
    const auto line = read_dateline(lines[i], language);
    if (!line) continue;
    if (line->date) {
      found.push_back(make_candidate(DateSource::Dateline, *line->date, line->text));
    } else if (const auto date = complete(*line->day_of_year, path)) {
      found.push_back({{DateSource::Dateline, *date, evidence_text(line->text)}, {}, {}, false});
    }
    return;
  }
}

void add_date_lines(const std::vector<std::string_view>& lines, std::string_view language,
                    std::vector<Candidate>& found) {
  for (const std::string_view line : lines) {
    const auto read = read_date_line(line, language);
    if (!read) continue;
    found.push_back(make_candidate(DateSource::DateLine, *read->date, read->text));
    found.back().is_update = read->is_update;
  }
}

PartialDate year_of(const PartialDate& date) {
  return *make_date(static_cast<int>(std::chrono::year_month_day{date.first}.year()));
}

// 1/2/2024 means what another date of the article confirms; without one only the year is known: a
// wrong day is worse than none.
void settle_ambiguous(std::vector<Candidate>& candidates) {
  for (Candidate& one : candidates) {
    if (!one.other) continue;
    const auto is_confirmed = [&](const PartialDate& reading) {
      return std::ranges::any_of(candidates, [&](const Candidate& another) {
        return &another != &one && !another.other && another.evidence.date == reading;
      });
    };
    if (is_confirmed(one.evidence.date)) continue;
    if (is_confirmed(one.other)) {
      std::swap(one.evidence.date, one.other);
      continue;
    }
    one.likely = one.evidence.date;
    one.evidence.date = year_of(one.likely);
  }
}

// The smaller the more trusted.
int rank_of(DateSource source) {
  constexpr std::array kByTrust = {
      DateSource::JsonField,  DateSource::FrontMatter, DateSource::JsonLd,
      DateSource::Meta,       DateSource::Microdata,   DateSource::FeedItem,
      DateSource::MailHeader, DateSource::Dateline,    DateSource::TimeElement,
      DateSource::Byline,     DateSource::Url,         DateSource::DateLine,
      DateSource::Path,       DateSource::DocumentInfo};
  return static_cast<int>(std::ranges::find(kByTrust, source) - kByTrust.begin());
}

// Others may be dates of something beside the article.
bool is_strong(DateSource source) { return rank_of(source) <= rank_of(DateSource::Dateline); }

bool overlap(const PartialDate& one, const PartialDate& other) {
  return one.first <= other.last && other.first <= one.last;
}

// The best date of each kind of strong evidence against the best of all.
bool disagrees(const DateEvidence& best, const std::vector<DateEvidence>& rivals) {
  if (!is_strong(best.source)) return false;
  DateSource seen = best.source;
  for (const DateEvidence& rival : rivals) {
    const bool is_first_of_kind = rival.source != seen;
    seen = rival.source;
    if (is_first_of_kind && is_strong(rival.source) && !overlap(best.date, rival.date)) return true;
  }
  return false;
}

Publication choose(std::vector<Candidate> candidates) {
  std::ranges::stable_sort(candidates, {}, [](const Candidate& one) {
    return rank_of(one.evidence.source) * 2 + one.is_update;
  });
  Publication publication;
  const auto offer = [&publication](DateEvidence evidence) {
    if (!publication.best.date) return void(publication.best = std::move(evidence));
    const auto is_known = [&](const DateEvidence& one) {
      return one.source == evidence.source && one.date == evidence.date;
    };
    const bool is_new =
        !is_known(publication.best) && std::ranges::none_of(publication.rivals, is_known);
    if (is_new) publication.rivals.push_back(std::move(evidence));
  };
  for (const Candidate& one : candidates) {
    offer(one.evidence);
    for (const PartialDate& reading : {one.likely, one.other}) {
      if (reading) offer({one.evidence.source, reading, one.evidence.text});
    }
  }
  publication.conflict = disagrees(publication.best, publication.rivals);
  return publication;
}

}  // namespace

Publication find_publication(const RawDocument& raw, std::string_view body, std::string_view path,
                             std::string_view language) {
  std::vector<Candidate> found;
  const std::vector<std::string_view> lines = top_lines(body, kTopLines);
  DateEvidence path_date = find_path_date(path);
  add_stated(raw, language, found);
  add_dateline(lines, language, path_date.date, found);
  add_date_lines(lines, language, found);
  if (path_date.date) found.push_back({std::move(path_date), {}, {}, false});
  settle_ambiguous(found);
  return choose(std::move(found));
}

}  // namespace dateline
