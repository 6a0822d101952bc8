// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/date.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/base/ascii.h"

namespace dateline {
namespace {

constexpr std::string_view kFormsHelp = "a date is written 2022, 2022-09 or 2022-09-01";
constexpr std::size_t kMaxQuoted = 40;  // bytes of a wrong date worth repeating in a message

// The number in exactly these digits; -1 when they are not digits.
int number_at(std::string_view text, std::size_t offset, std::size_t digits) {
  if (offset + digits > text.size()) return -1;
  int number = 0;
  for (const char c : text.substr(offset, digits)) {
    if (!is_digit(c)) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

struct IsoParts {
  int year = 0;
  int month = 0;  // 0: not written
  int day = 0;
};

// Only the shape is checked, not whether there is such a day.
std::optional<IsoParts> split_iso(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  IsoParts parts{number_at(text, 0, 4)};
  if (text.size() >= 7) parts.month = text[4] == '-' ? number_at(text, 5, 2) : -1;
  if (text.size() == 10) parts.day = text[7] == '-' ? number_at(text, 8, 2) : -1;
  if (parts.year < 0 || parts.month < 0 || parts.day < 0) return std::nullopt;
  return parts;
}

struct Point {
  PartialDate date;
  std::string problem;
  std::size_t offset = 0;
};

Point failed(std::string problem, std::size_t offset) { return {{}, std::move(problem), offset}; }

Point parse_point(std::string_view text, std::size_t offset) {
  const auto parts = split_iso(text);
  if (!parts) {
    const bool is_text_short = text.size() <= kMaxQuoted;
    return failed(is_text_short ? fmt::format("'{}' is no date: {}", text, kFormsHelp)
                                : std::string(kFormsHelp),
                  offset);
  }
  if (parts->year == 0) return failed("there is no year 0", offset);
  const bool has_month = text.size() >= 7;
  if (has_month && (parts->month < 1 || parts->month > 12)) {
    return failed(fmt::format("there is no month {}", parts->month), offset + 5);
  }
  const bool has_day = text.size() == 10;
  if (has_day && parts->day == 0) return failed("there is no day 0", offset + 8);
  const auto date = make_date(parts->year, static_cast<unsigned>(parts->month),
                              static_cast<unsigned>(parts->day));
  if (date) return {*date, {}, offset};
  return failed(fmt::format("{:04}-{:02} has no day {}", parts->year, parts->month, parts->day),
                offset + 8);
}

ParsedDateRange parse_open_range(std::string_view text, std::size_t dots) {
  const std::size_t after = dots + 2;
  const bool has_since = dots > 0;
  const bool has_until = after < text.size();
  if (!has_since && !has_until) return {{}, "a range needs a date before or after the dots", 0};
  DateRange range;
  if (has_since) {
    const Point since = parse_point(text.substr(0, dots), 0);
    if (!since.date) return {{}, since.problem, since.offset};
    range.since = since.date.first;
  }
  if (has_until) {
    const Point until = parse_point(text.substr(after), after);
    if (!until.date) return {{}, until.problem, until.offset};
    range.until = until.date.last;
  }
  if (has_since && has_until && *range.since > *range.until) {
    return {{}, "the range ends before it begins", after};
  }
  return {range, {}, 0};
}

}  // namespace

std::optional<PartialDate> make_date(int year, unsigned month, unsigned day) {
  using std::chrono::year_month_day;
  if (year < 1 || year > 9999 || month > 12 || (month == 0 && day != 0)) return std::nullopt;
  const std::chrono::year y{year};
  if (month == 0) {
    const Day first{y / std::chrono::January / 1};
    const Day last{y / std::chrono::December / 31};
    return PartialDate{first, last, DatePrecision::Year};
  }
  const std::chrono::month m{month};
  if (day == 0) {
    return PartialDate{Day{y / m / 1}, Day{y / m / std::chrono::last}, DatePrecision::Month};
  }
  const year_month_day exact{y, m, std::chrono::day{day}};
  if (!exact.ok()) return std::nullopt;
  return PartialDate{Day{exact}, Day{exact}, DatePrecision::Day};
}

std::string to_string(Day day) {
  const std::chrono::year_month_day parts{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()),
                     static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

std::string to_string(const PartialDate& date) {
  std::string text = date ? to_string(date.first) : std::string{};
  if (date.precision == DatePrecision::Year) text.resize(4);
  if (date.precision == DatePrecision::Month) text.resize(7);
  return text;
}

std::string_view to_string(DatePrecision precision) {
  switch (precision) {
    case DatePrecision::Day:
      return "day";
    case DatePrecision::Month:
      return "month";
    case DatePrecision::Year:
      return "year";
    case DatePrecision::None:
      break;
  }
  return "none";
}

std::optional<PartialDate> parse_iso_date(std::string_view text) {
  const Point point = parse_point(text, 0);
  return point.date ? std::optional(point.date) : std::nullopt;
}

ParsedDateRange parse_date_range(std::string_view text) {
  if (text.empty()) return {{}, std::string(kFormsHelp), 0};
  const std::size_t dots = text.find("..");
  if (dots != std::string_view::npos) return parse_open_range(text, dots);
  const Point point = parse_point(text, 0);
  if (!point.date) return {{}, point.problem, point.offset};
  return {DateRange{point.date.first, point.date.last}, {}, 0};
}

}  // namespace dateline
