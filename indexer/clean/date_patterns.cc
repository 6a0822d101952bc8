// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/date_patterns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>

#include "common/base/ascii.h"
#include "indexer/clean/calendar_words.h"

namespace dateline {
namespace {

constexpr int kEarliestYear = 1700;

bool is_alnum(char c) { return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

// A place in a text that pieces of a date are read from; each piece either moves it or leaves it
// where it is.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  std::size_t place() const { return place_; }
  std::string_view rest() const { return text_.substr(place_); }
  char peek() const { return place_ < text_.size() ? text_[place_] : '\0'; }

  bool take(std::string_view expected) {
    if (!rest().starts_with(expected)) return false;
    place_ += expected.size();
    return true;
  }

  bool take_any(std::initializer_list<std::string_view> choices) {
    return std::ranges::any_of(choices, [this](std::string_view one) { return take(one); });
  }

  // Blanks, of which "March  5" has two; not line breaks.
  bool take_blanks() {
    const std::size_t before = place_;
    while (take_any({" ", "\t", "\xC2\xA0", "\xE2\x80\xAF"})) {
    }
    return place_ > before;
  }

  std::size_t count_digits() const {
    std::size_t end = place_;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return end - place_;
  }

  // All digits here, when there are no fewer and no more than these.
  std::optional<unsigned> number(std::size_t least, std::size_t most) {
    const std::size_t count = count_digits();
    if (count < least || count > most) return std::nullopt;
    unsigned value = 0;
    std::from_chars(text_.data() + place_, text_.data() + place_ + count, value);
    place_ += count;
    return value;
  }

  std::string_view take_word() {
    const std::string_view word = rest().substr(0, word_length(rest()));
    place_ += word.size();
    return word;
  }

  // One of these words, whole, small or capital letters.
  bool take_word_of(std::initializer_list<std::string_view> words) {
    const std::size_t length = word_length(rest());
    const std::string_view word = rest().substr(0, length);
    if (std::ranges::find(words, word) == words.end()) return false;
    place_ += length;
    return true;
  }

  unsigned take_month() {
    const std::size_t before = place_;
    const unsigned month = month_named(take_word());
    if (month == 0) place_ = before;
    return month;
  }

 private:
  std::string_view text_;
  std::size_t place_ = 0;
};

using Result = std::optional<WrittenDate>;

Result make_result(const Cursor& cursor, unsigned year, unsigned month, unsigned day) {
  const int written = static_cast<int>(year);
  if (written < kEarliestYear || written > latest_year()) return std::nullopt;
  const auto date = make_date(written, month, day);
  if (!date) return std::nullopt;
  WrittenDate result;
  result.date = *date;
  result.length = cursor.place();
  return result;
}

// "г.", "року", "р.": stands behind the year in Russian, Ukrainian, Polish.
void take_year_word(Cursor& cursor) {
  const Cursor before = cursor;
  cursor.take_blanks();
  if (cursor.take_word_of({"года", "году", "року", "році", "roku"})) return;
  const bool is_short = cursor.take_word_of({"г", "р", "r"}) && cursor.take(".");
  if (!is_short) cursor = before;
}

std::optional<unsigned> take_year(Cursor& cursor) {
  const auto year = cursor.number(4, 4);
  if (year) take_year_word(cursor);
  return year;
}

// 1709632800, 1709632800.5, 1709632800123: the day in UTC.
Result read_unix_time(std::string_view text, std::size_t digits) {
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + digits, seconds);
  if (digits == 13) seconds /= 1000;
  const std::string_view fraction = text.substr(digits);
  const bool is_whole = fraction.find_first_not_of(".0123456789") == std::string_view::npos;
  if (!is_whole) return std::nullopt;
  const Day day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day parts{day};
  const auto date = make_date(static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                              static_cast<unsigned>(parts.day()));
  if (!date || static_cast<int>(parts.year()) > latest_year()) return std::nullopt;
  WrittenDate result;
  result.date = *date;
  result.length = text.size();
  return result;
}

// 20240305, 20240305101500, 20240305T101500Z
Result read_compact(std::string_view text) {
  Cursor cursor(text.substr(0, 8));
  const auto number = cursor.number(8, 8);
  return number ? make_result(cursor, *number / 10000, *number / 100 % 100, *number % 100)
                : std::nullopt;
}

// 2024年3月5日, 2024년 3월 5일
Result read_east_asian(Cursor cursor, unsigned year) {
  cursor.take_blanks();
  const auto month = cursor.number(1, 2);
  if (!month || !cursor.take_any({"月", "월"})) return std::nullopt;
  const Cursor behind_month = cursor;
  cursor.take_blanks();
  const auto day = cursor.number(1, 2);
  if (day && cursor.take_any({"日", "일"})) return make_result(cursor, year, *month, *day);
  return make_result(behind_month, year, *month, 0);
}

// 2024-03-05, 2024/3/5, 2024.03.05, 2024-03, and 2024 when it is all there is
Result read_year_first(Cursor cursor) {
  const auto year = cursor.number(4, 4);
  if (!year) return std::nullopt;
  if (cursor.rest().empty()) return make_result(cursor, *year, 0, 0);
  if (cursor.take_any({"年", "년"})) return read_east_asian(cursor, *year);
  const char sign = cursor.peek();
  const std::string_view separator = sign == '-' ? "-" : sign == '/' ? "/" : ".";
  if (!cursor.take(separator)) return std::nullopt;
  const auto month = cursor.number(1, 2);
  if (!month || *month == 0) return std::nullopt;
  const Cursor behind_month = cursor;
  if (cursor.take(separator)) {
    const auto day = cursor.number(1, 2);
    return day && *day > 0 ? make_result(cursor, *year, *month, *day) : std::nullopt;
  }
  const bool is_month = sign == '-' && !is_alnum(behind_month.peek());
  return is_month ? make_result(behind_month, *year, *month, 0) : std::nullopt;
}

// 05.03.2024, 5/3/2024, 3/25/2024: which is the day and which the month.
Result read_year_last(const Cursor& cursor, char sign, unsigned first, unsigned second,
                      unsigned year, std::string_view language) {
  auto day_first = make_result(cursor, year, second, first);
  auto month_first = make_result(cursor, year, first, second);
  if (first == 0 || second == 0) return std::nullopt;
  if (!day_first || !month_first || first == second) return day_first ? day_first : month_first;
  if (sign == '.') return day_first;
  const bool is_english = language == "en";
  WrittenDate result = is_english ? *month_first : *day_first;
  result.other = is_english ? day_first->date : month_first->date;
  // Americans write the month first, the British the day: English alone does not settle it.
  result.ambiguous = is_english || language.empty();
  return result;
}

Result read_numeric(Cursor cursor, std::string_view language) {
  const auto first = cursor.number(1, 2);
  const char sign = cursor.peek();
  if (!first || (sign != '.' && sign != '/' && sign != '-')) return std::nullopt;
  const std::string_view separator = sign == '.' ? "." : sign == '/' ? "/" : "-";
  cursor.take(separator);
  if (sign == '.') cursor.take_blanks();
  const auto second = cursor.number(1, 2);
  if (!second || !cursor.take(separator)) return std::nullopt;
  if (sign == '.') cursor.take_blanks();
  const auto year = take_year(cursor);
  return year ? read_year_last(cursor, sign, *first, *second, *year, language) : std::nullopt;
}

void take_ordinal(Cursor& cursor) {
  const Cursor before = cursor;
  if (cursor.take_any({".", "º", "ª", "°", "-го", "-е"})) return;
  if (!cursor.take_word_of({"st", "nd", "rd", "th", "ST", "ND", "RD", "TH", "er", "re", "e"}))
    cursor = before;
}

void take_connector(Cursor& cursor) {
  const Cursor before = cursor;
  if (cursor.take_word_of({"of", "de", "del", "di"}) || cursor.take_any({"d'", "d’"})) {
    cursor.take_blanks();
  } else {
    cursor = before;
  }
}

// "," or "." or "de" between month and year; "-" in 26-FEB-1987. True when the year may follow.
bool take_month_end(Cursor& cursor) {
  cursor.take(".");
  const bool has_sign = cursor.take_any({",", "-", "/"});
  const bool has_blank = cursor.take_blanks();
  if (!has_blank && !has_sign) return false;
  take_connector(cursor);
  return true;
}

// "5 March", "5th of March", "1er mars", "5. März", "26-FEB"
std::optional<DayOfYear> take_day_month(Cursor& cursor) {
  const auto day = cursor.number(1, 2);
  if (!day) return std::nullopt;
  take_ordinal(cursor);
  const bool has_gap = cursor.take_blanks() || cursor.take_any({"-", "/"});
  take_connector(cursor);
  const unsigned month = has_gap || !is_digit(cursor.peek()) ? cursor.take_month() : 0;
  if (month == 0 || *day == 0 || *day > 31) return std::nullopt;
  return DayOfYear{month, *day, cursor.place()};
}

// "March 5", "Sept. 5th"
std::optional<DayOfYear> take_month_day(Cursor& cursor) {
  const unsigned month = cursor.take_month();
  cursor.take(".");
  if (month == 0 || !cursor.take_blanks()) return std::nullopt;
  const auto day = cursor.number(1, 2);
  if (!day || *day == 0 || *day > 31) return std::nullopt;
  take_ordinal(cursor);
  return DayOfYear{month, *day, cursor.place()};
}

Result read_day_month_year(Cursor cursor) {
  const auto found = take_day_month(cursor);
  if (!found || !take_month_end(cursor)) return std::nullopt;
  const auto year = take_year(cursor);
  return year ? make_result(cursor, *year, found->month, found->day) : std::nullopt;
}

// "10:00:00 +0000 " in "Tue Mar 05 10:00:00 +0000 2024"
void take_time(Cursor& cursor) {
  const Cursor before = cursor;
  if (!cursor.number(1, 2) || !cursor.take(":") || !cursor.number(2, 2)) {
    cursor = before;
    return;
  }
  if (cursor.take(":")) cursor.number(2, 2);
  cursor.take_blanks();
  if (cursor.take_any({"+", "-"})) {
    cursor.number(4, 4);
  } else {
    cursor.take_word();
  }
  cursor.take_blanks();
}

Result read_month_day_year(Cursor cursor) {
  const auto found = take_month_day(cursor);
  if (!found) return std::nullopt;
  cursor.take(",");
  if (!cursor.take_blanks() && !is_digit(cursor.peek())) return std::nullopt;
  take_time(cursor);
  take_connector(cursor);
  const auto year = take_year(cursor);
  return year ? make_result(cursor, *year, found->month, found->day) : std::nullopt;
}

Result read_month_year(Cursor cursor) {
  const unsigned month = cursor.take_month();
  if (month == 0 || !take_month_end(cursor)) return std::nullopt;
  const auto year = take_year(cursor);
  return year ? make_result(cursor, *year, month, 0) : std::nullopt;
}

// "Tue, ", "Dienstag, den "
void take_weekday(Cursor& cursor) {
  const Cursor before = cursor;
  if (!is_weekday(cursor.take_word())) {
    cursor = before;
    return;
  }
  cursor.take(".");
  cursor.take(",");
  cursor.take_blanks();
  if (cursor.take_word_of({"den", "the", "le", "el"})) cursor.take_blanks();
}

Result read_digits(const Cursor& cursor, std::string_view text, std::string_view language) {
  const std::size_t digits = cursor.count_digits();
  if (digits == 8 || digits == 14) return read_compact(text);
  if (digits == 10 || digits == 13) return read_unix_time(text, digits);
  if (digits == 4) return read_year_first(cursor);
  if (digits > 2) return std::nullopt;
  if (const auto numeric = read_numeric(cursor, language)) return numeric;
  return read_day_month_year(cursor);
}

Result read_words(Cursor cursor, std::string_view language) {
  take_weekday(cursor);
  if (is_digit(cursor.peek())) {
    const std::size_t digits = cursor.count_digits();
    if (digits == 4) return read_year_first(cursor);
    if (const auto numeric = read_numeric(cursor, language)) return numeric;
    return read_day_month_year(cursor);
  }
  if (const auto day = read_month_day_year(cursor)) return day;
  return read_month_year(cursor);
}

}  // namespace

std::optional<WrittenDate> read_written_date(std::string_view text, std::string_view language) {
  const Cursor cursor(text);
  Result result =
      is_digit(cursor.peek()) ? read_digits(cursor, text, language) : read_words(cursor, language);
  const bool goes_on = result && result->length < text.size() && is_digit(text[result->length]) &&
                       is_digit(text[result->length - 1]) && cursor.count_digits() != 14;
  return goes_on ? std::nullopt : result;
}

std::optional<DayOfYear> read_day_of_year(std::string_view text) {
  Cursor cursor(text);
  take_weekday(cursor);
  auto found = is_digit(cursor.peek()) ? take_day_month(cursor) : take_month_day(cursor);
  // Any leap year: February 29 must pass.
  if (!found || !make_date(2024, found->month, found->day)) return std::nullopt;
  return found;
}

int latest_year() {
  static const int year = [] {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return static_cast<int>(std::chrono::year_month_day{today}.year()) + 1;
  }();
  return year;
}

}  // namespace dateline
