// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/top_lines.h"

#include <algorithm>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/clean/date_patterns.h"
#include "indexer/clean/page_phrases.h"

namespace dateline {
namespace {

constexpr std::size_t kTopBytes = 4000;
constexpr std::size_t kMaxFurniture = 80;  // bytes; longer lines say something

std::string_view without_frame(std::string_view line) {
  const std::size_t first = line.find_first_not_of("-*=_|<>[]():. ");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of("-*=_|<>[]():. ") - first + 1);
}

// "2.8 C", "-3°", "72 °F"
bool is_weather(std::string_view line) {
  std::size_t place = line.starts_with("-") || line.starts_with("+") ? 1 : 0;
  if (line.starts_with("\xE2\x88\x92")) place = 3;
  const std::size_t end = std::min(line.find_first_not_of("0123456789.,", place), line.size());
  if (end == place || !is_digit(line[place])) return false;
  std::string_view unit = trim(line.substr(end));
  const bool has_degree = unit.starts_with("°") || unit.starts_with("º");
  if (has_degree) unit = trim(unit.substr(2));
  return unit == "C" || unit == "F" || (unit.empty() && has_degree);
}

// A date and at most a time behind it.
bool is_date(std::string_view line) {
  const auto date = read_written_date(line, "");
  if (!date) return false;
  const std::string_view rest = line.substr(date->length);
  std::size_t letters = 0;
  for (const char c : rest) letters += c >= 'A' && !is_digit(c);
  return letters <= 6 && rest.size() <= 30;
}

}  // namespace

std::vector<std::string_view> top_lines(std::string_view text, std::size_t max_lines) {
  text = text.substr(0, utf8_cut(text, kTopBytes));
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < max_lines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_page_furniture(std::string_view line) {
  line = trim(line);
  if (line.size() > kMaxFurniture) return false;
  const std::string_view bare = without_frame(line);
  return bare.empty() || is_weather(line) || is_date(line) || form_of_line(bare).points > 0;
}

}  // namespace dateline
