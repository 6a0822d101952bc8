// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/calendar_words.h"

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

constexpr const char* kLanguages[] = {"en", "de", "fr", "es", "it", "pt",
                                      "nl", "pl", "cs", "ru", "uk", "tr"};
constexpr std::size_t kMaxWord = 40;  // bytes; no name is longer

std::string folded(const icu::UnicodeString& name) {
  icu::UnicodeString copy(name);
  copy.foldCase();
  if (copy.endsWith(u".")) copy.truncate(copy.length() - 1);
  std::string utf8;
  copy.toUTF8String(utf8);
  return utf8;
}

class CalendarWords {
 public:
  CalendarWords() {
    for (const char* language : kLanguages) add(icu::Locale(language));
    months_.emplace("sept", 9U);
    months_.emplace("märz", 3U);
  }

  unsigned month(std::string_view word) const {
    const auto found = months_.find(word);
    return found == months_.end() ? 0 : found->second;
  }
  bool has_weekday(std::string_view word) const { return weekdays_.contains(word); }

 private:
  void add(const icu::Locale& locale) {
    using Symbols = icu::DateFormatSymbols;
    UErrorCode error = U_ZERO_ERROR;
    const Symbols symbols(locale, error);
    if (U_FAILURE(error)) return;
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
      for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const icu::UnicodeString* months = symbols.getMonths(count, context, width);
        for (std::int32_t i = 0; i < count && i < 12; ++i) add_month(months[i], i);
        const icu::UnicodeString* days = symbols.getWeekdays(count, context, width);
        for (std::int32_t i = 0; i < count; ++i) weekdays_.insert(folded(days[i]));
      }
    }
    weekdays_.erase("");
  }

  void add_month(const icu::UnicodeString& name, std::int32_t index) {
    months_.emplace(folded(name), static_cast<unsigned>(index) + 1);
  }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  std::unordered_map<std::string, unsigned, Hash, std::equal_to<>> months_;
  std::unordered_set<std::string, Hash, std::equal_to<>> weekdays_;
};

const CalendarWords& calendar_words() {
  static const CalendarWords words;
  return words;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The form the names are kept in; without a detour through ICU where the word is ASCII.
std::string folded_word(std::string_view word) {
  if (!std::ranges::all_of(word, is_ascii)) {
    return folded(
        icu::UnicodeString::fromUTF8({word.data(), static_cast<std::int32_t>(word.size())}));
  }
  std::string lower = ascii_lower(word);
  if (lower.ends_with('.')) lower.pop_back();
  return lower;
}

}  // namespace

unsigned month_named(std::string_view word) {
  return word.empty() || word.size() > kMaxWord ? 0 : calendar_words().month(folded_word(word));
}

bool is_weekday(std::string_view word) {
  return !word.empty() && word.size() <= kMaxWord &&
         calendar_words().has_weekday(folded_word(word));
}

std::size_t word_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size()) {
    if (is_ascii_letter(text[length])) {
      ++length;
      continue;
    }
    std::size_t next = length;
    const auto character = static_cast<UChar32>(decode_utf8(text, next));
    const bool is_part = u_isalpha(character) || u_charType(character) == U_NON_SPACING_MARK;
    if (!is_part) break;
    length = next;
  }
  return length;
}

}  // namespace dateline
