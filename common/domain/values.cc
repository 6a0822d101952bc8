// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/values.h"

#include <xapian.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxTextValue = 200;
// Makes every day from year 1 to 9999 positive, in three bytes.
constexpr std::int64_t kDayOffset = 800'000;
constexpr std::int64_t kLastKey = 0xFFFFFE;
constexpr std::size_t kKeyIdBytes = 5;

std::string_view id_bytes(const DocumentId& id, std::size_t count) {
  return {reinterpret_cast<const char*>(id.bytes.data()), count};
}

std::string date_key(std::int64_t number, const DocumentId& id) {
  std::string key;
  for (const unsigned shift : {16U, 8U, 0U}) key += static_cast<char>((number >> shift) & 0xFF);
  return key.append(id_bytes(id, kKeyIdBytes));
}

std::int64_t day_number(const PartialDate& date) {
  return date.first.time_since_epoch().count() + kDayOffset;
}

}  // namespace

std::string day_value(Day day) {
  return Xapian::sortable_serialise(static_cast<double>(day.time_since_epoch().count()));
}

std::string number_value(std::uint64_t number) {
  return Xapian::sortable_serialise(static_cast<double>(number));
}

std::string tie_value(const DocumentId& id) { return std::string(id_bytes(id, 8)); }

std::string ascending_date_key(const PartialDate& date, const DocumentId& id) {
  return date_key(date ? day_number(date) : kLastKey + 1, id);
}

std::string descending_date_key(const PartialDate& date, const DocumentId& id) {
  return date_key(date ? kLastKey - day_number(date) : kLastKey + 1, id);
}

std::string text_value(std::string_view text) {
  return std::string(text.substr(0, utf8_cut(text, kMaxTextValue)));
}

}  // namespace dateline
