// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/date_marks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxText = 2000;

bool is_word(char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80; }

bool is_year(std::string_view number) {
  return number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
}

struct Number {
  std::string_view digits;
  std::string_view before;  // up to the number before
  std::string_view after;
};

std::vector<Number> numbers_in(std::string_view text) {
  std::vector<Number> numbers;
  std::size_t last = 0;
  for (std::size_t place = 0; place < text.size();) {
    if (!is_digit(text[place])) {
      ++place;
      continue;
    }
    const std::size_t start = place;
    while (place < text.size() && is_digit(text[place])) ++place;
    const std::string_view between = text.substr(last, start - last);
    if (!numbers.empty()) numbers.back().after = between;
    numbers.push_back({text.substr(start, place - start), between, {}});
    last = place;
  }
  if (!numbers.empty()) numbers.back().after = text.substr(last);
  return numbers;
}

// A word of two letters or more right beside a number: "5 March", "5. März", "March 5", "5日".
bool is_beside_word(const Number& number) {
  std::string_view after = number.after;
  if (after.starts_with("st") || after.starts_with("nd") || after.starts_with("rd") ||
      after.starts_with("th")) {
    after.remove_prefix(2);
  }
  while (!after.empty() && (after[0] == ' ' || after[0] == '.' || after[0] == '-'))
    after.remove_prefix(1);
  std::string_view before = number.before;
  while (!before.empty() &&
         (before.back() == ' ' || before.back() == '.' || before.back() == '-')) {
    before.remove_suffix(1);
  }
  const bool is_before =
      before.size() > 2 && std::ranges::all_of(before.substr(before.size() - 3), is_word);
  const bool is_after = after.size() > 1 && is_word(after[0]) && is_word(after[1]);
  return is_before || is_after;
}

bool is_dated_segment(std::string_view segment) {
  for (const Number& number : numbers_in(segment)) {
    const bool is_day = number.digits.size() == 8 && is_year(number.digits.substr(0, 4)) &&
                        number.digits[4] <= '1' && number.digits[6] <= '3';
    if (is_day) return true;
    const bool is_set_apart =
        number.after.size() == 1 &&
        std::string_view("-_.").find(number.after[0]) != std::string_view::npos;
    if (is_year(number.digits) && is_set_apart) return true;
    const bool is_last = number.before.size() == 1 &&
                         std::string_view("-_.").find(number.before[0]) != std::string_view::npos;
    if (is_year(number.digits) && is_last) return true;
  }
  return false;
}

}  // namespace

bool holds_whole_date(std::string_view text) {
  const std::vector<Number> numbers = numbers_in(text.substr(0, kMaxText));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const Number& number = numbers[i];
    if (is_year(number.digits) || number.digits.size() >= 8) return true;
    const bool is_numeric = number.digits.size() <= 2 && i + 2 < numbers.size() &&
                            number.after.size() <= 2 && !number.after.empty() &&
                            number.after == numbers[i + 1].after &&
                            std::string_view("./-").find(number.after[0]) != std::string_view::npos;
    if (is_numeric) return true;
  }
  return false;
}

bool may_hold_date(std::string_view text) {
  // In a sentence a number beside a word is mostly something else.
  constexpr std::size_t kMaxLine = 80;
  if (holds_whole_date(text)) return true;
  return text.size() <= kMaxLine && std::ranges::any_of(numbers_in(text), [](const Number& number) {
           return number.digits.size() <= 2 && is_beside_word(number);
         });
}

bool url_may_hold_date(std::string_view url) {
  const std::size_t scheme = url.find("//");
  if (scheme == std::string_view::npos) return false;
  std::string_view path = url.substr(scheme + 2).substr(0, kMaxText);
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return false;
  path.remove_prefix(slash);
  // "/2024/03/": a segment that is a year, then one that is short.
  bool was_year = false;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/?&="), path.size());
    const std::string_view segment = path.substr(0, end);
    if (was_year && !segment.empty() && (segment.size() <= 4 || is_digit(segment[0]))) return true;
    if (is_dated_segment(segment)) return true;
    was_year = is_year(segment);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return false;
}

bool is_about_change(std::string_view text) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"updat",       "modif",    "last ",           "edited",   "revised",    "aktual",
       "stand:",      "stand ",   "zuletzt",         "letzte",   "geändert",   "mis à jour",
       "mise à jour", "actualiz", "atualiz",         "aggiorn",  "bijgewerkt", "uppdater",
       "oppdater",    "opdater",  "ultima modifica", "обновлен", "изменен",    "оновлен"});
  constexpr std::size_t kWithin = 24;
  const std::string_view head = trim(text).substr(0, utf8_cut(trim(text), kWithin));
  const std::string lower = ascii_lower(head);
  return std::ranges::any_of(kWords, [&](auto word) { return lower.starts_with(word); });
}

}  // namespace dateline
