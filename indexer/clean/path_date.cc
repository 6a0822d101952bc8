// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/path_date.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/clean/date_patterns.h"

namespace dateline {
namespace {

constexpr int kEarliestYear = 1900;

bool is_alnum(char c) { return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

// The number in all of these digits; -1 for anything else.
int number(std::string_view digits) {
  int value = -1;
  const char* end = digits.data() + digits.size();
  const bool is_plain =
      !digits.empty() && digits.size() <= 8 && std::ranges::all_of(digits, is_digit);
  if (is_plain) std::from_chars(digits.data(), end, value);
  return value;
}

PartialDate plausible(int year, int month, int day) {
  if (year < kEarliestYear || year > latest_year() || month < 0 || day < 0) return {};
  return make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day))
      .value_or(PartialDate{});
}

struct Group {
  std::string_view digits;
  char before = '\0';  // the sign in front; '\0' at the start
  char after = '\0';
  std::size_t start = 0;
};

// The runs of digits that touch no letter.
std::vector<Group> digit_groups(std::string_view name) {
  std::vector<Group> groups;
  for (std::size_t place = 0; place < name.size();) {
    if (!is_alnum(name[place])) {
      ++place;
      continue;
    }
    const std::size_t start = place;
    while (place < name.size() && is_alnum(name[place])) ++place;
    const std::string_view run = name.substr(start, place - start);
    // "2024-03-05T1015": a time may touch the day.
    const bool has_time = run.size() > 2 && run[2] == 'T' && is_digit(run[0]) && is_digit(run[1]);
    const std::string_view digits = has_time ? run.substr(0, 2) : run;
    if (number(digits) < 0) continue;
    groups.push_back({digits, start > 0 ? name[start - 1] : '\0',
                      place < name.size() ? name[place] : '\0', start});
  }
  return groups;
}

bool are_joined(const Group& left, const Group& right) {
  const bool touch = left.start + left.digits.size() + 1 == right.start;
  return touch &&
         (right.before == '-' || right.before == '_' || right.before == '.' || right.before == ' ');
}

struct Named {
  PartialDate date;
  std::string_view text;
};

std::string_view span(const Group& first, const Group& last) {
  return {first.digits.data(),
          static_cast<std::size_t>(last.digits.data() - first.digits.data()) + last.digits.size()};
}

// 2024-03-05, 20240305, 05.03.2024, or 2024-03 beginning with this group.
Named date_from(const std::vector<Group>& groups, std::size_t i) {
  const Group& first = groups[i];
  const int value = number(first.digits);
  if (first.digits.size() == 8)
    return {plausible(value / 10000, value / 100 % 100, value % 100), first.digits};
  if (i + 1 == groups.size() || !are_joined(first, groups[i + 1])) return {};
  const Group& second = groups[i + 1];
  const bool has_third = i + 2 < groups.size() && are_joined(second, groups[i + 2]);
  const int month = number(second.digits);
  if (second.digits.size() > 2 || month == 0) return {};
  if (first.digits.size() == 4 && has_third && groups[i + 2].digits.size() <= 2) {
    const int day = number(groups[i + 2].digits);
    if (day > 0) return {plausible(value, month, day), span(first, groups[i + 2])};
  }
  if (first.digits.size() == 4 && second.digits.size() == 2)
    return {plausible(value, month, 0), span(first, second)};
  const bool is_day_first = first.digits.size() <= 2 && has_third &&
                            groups[i + 2].digits.size() == 4 &&
                            (value > 12 || first.after == '.' || value == month);
  if (!is_day_first || value == 0) return {};
  return {plausible(number(groups[i + 2].digits), month, value), span(first, groups[i + 2])};
}

Named date_in_name(std::string_view name) {
  const std::vector<Group> groups = digit_groups(name);
  Named best;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Named found = date_from(groups, i);
    if (found.date.precision > best.date.precision) best = found;
  }
  return best;
}

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) parts.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

// Folders "2024", "2024/03", "2024/03/05".
Named date_in_folders(const std::vector<std::string_view>& folders) {
  Named best;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    if (folders[i].size() != 4) continue;
    const auto part = [&](std::size_t next) {
      const bool is_short = next < folders.size() && folders[next].size() <= 2;
      return is_short ? std::max(number(folders[next]), 0) : 0;
    };
    const int year = number(folders[i]);
    const int month = part(i + 1);
    const int day = month > 0 ? part(i + 2) : 0;
    std::size_t last = i + (month > 0) + (day > 0);
    PartialDate date = plausible(year, month, day);
    if (!date && day > 0) date = plausible(year, month, 0), last = i + 1;
    if (!date) date = plausible(year, 0, 0), last = i;
    if (date.precision <= best.date.precision) continue;
    const char* start = folders[i].data();
    best = {date,
            {start, static_cast<std::size_t>(folders[last].data() + folders[last].size() - start)}};
  }
  return best;
}

}  // namespace

DateEvidence find_path_date(std::string_view path) {
  std::vector<std::string_view> folders = split_path(path);
  if (folders.empty()) return {};
  Named best = date_in_name(folders.back());
  folders.pop_back();
  const auto offer = [&best](const Named& found) {
    if (found.date.precision > best.date.precision) best = found;
  };
  offer(date_in_folders(folders));
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
    offer(date_in_name(*folder));
  if (!best.date) return {};
  return {DateSource::Path, best.date, replace_invalid_utf8(best.text)};
}

}  // namespace dateline
