// SPDX-License-Identifier: GPL-2.0-or-later
//
// Dates as people and machines write them: "2024-03-05T10:00:00Z", "Tue, 05 Mar 2024",
// "1709632800", "5 March 2024", "March 5th, 2024", "5. März 2024", "5 березня 2024 року",
// "05.03.2024", "2024年3月5日", "March 2024". The day is always the one written, never moved by a
// time zone. Month names come from ICU, for a dozen languages at once.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "common/domain/date.h"

namespace dateline {

struct WrittenDate {
  PartialDate date;
  bool ambiguous =
      false;          // 1/2/2024: day and month could be swapped, and nothing says which is which
  PartialDate other;  // then: the other reading
  std::size_t length = 0;  // bytes of the text it was read from
};

// A date at the very beginning of the text. `language` (ISO 639-1, may be empty) decides what
// 1/2/2024 means: English month first, all others day first; without one it is ambiguous, day
// first.
std::optional<WrittenDate> read_written_date(std::string_view text, std::string_view language);

// "March 5" or "5 марта" at the very beginning, with no year behind it.
struct DayOfYear {
  unsigned month = 0;
  unsigned day = 0;
  std::size_t length = 0;
};
std::optional<DayOfYear> read_day_of_year(std::string_view text);

// Dates beyond this year are no days of publication: the next one, for calendars that run ahead.
int latest_year();

}  // namespace dateline
