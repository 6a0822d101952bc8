// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/clean/top_dates.h"

#include <algorithm>
#include <string>

#include <unicode/uchar.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/clean/calendar_words.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxDateline = 160;  // bytes before the text begins
constexpr std::size_t kMaxPlace = 80;      // "WASHINGTON/KYIV", "Rio de Janeiro, Brazil"
constexpr std::size_t kMaxDateLine = 240;  // bytes; longer lines are paragraphs
constexpr std::size_t kMaxAttempts = 40;   // places in a line where a date is looked for

bool has_digit(std::string_view text) { return std::ranges::any_of(text, is_digit); }

std::string lower_case(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (std::size_t place = 0; place < text.size();) {
    const char c = text[place];
    if (static_cast<unsigned char>(c) < 0x80) {
      lower += ascii_lower(c);
      ++place;
      continue;
    }
    const auto character = static_cast<UChar32>(decode_utf8(text, place));
    append_utf8(lower, static_cast<char32_t>(u_tolower(character)));
  }
  return lower;
}

bool has_year(std::string_view line) {
  std::size_t digits = 0;
  for (const char c : line) {
    digits = is_digit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

// Calls `use` with each place where a word or number begins, until it returns true.
template <typename Use>
bool at_word_starts(std::string_view line, Use use) {
  bool before = false;
  std::size_t attempts = 0;
  for (std::size_t place = 0; place < line.size() && attempts < kMaxAttempts; ++place) {
    const auto byte = static_cast<unsigned char>(line[place]);
    const bool is_continuation = (byte & 0xC0) == 0x80;
    const bool is_word = is_digit(line[place]) || byte >= 0x80 || is_ascii_letter(line[place]);
    const bool starts = is_word && !before && !is_continuation;
    before = is_word;
    if (!starts) continue;
    ++attempts;
    if (use(place)) return true;
  }
  return false;
}

// Where the text behind a dateline begins: a dash that is not inside a word.
std::size_t find_dash(std::string_view line) {
  const std::string_view head = line.substr(0, kMaxDateline);
  for (std::size_t place = 0; place < head.size(); ++place) {
    const char c = head[place];
    if (c != '-' && c != '\xE2') continue;
    const std::string_view rest = head.substr(place);
    if (rest.starts_with("--") || rest.starts_with("—") || rest.starts_with("–")) return place;
    const bool is_apart = place > 0 && head[place - 1] == ' ';
    if (is_apart && (rest.starts_with("- ") || rest.starts_with("― "))) return place - 1;
  }
  return std::string_view::npos;
}

bool begins_with_capital(std::string_view text) {
  std::size_t place = 0;
  return !text.empty() && u_isupper(static_cast<UChar32>(decode_utf8(text, place)));
}

// A full stop inside, other than that of "St. Petersburg": the text is a sentence.
bool has_sentence_end(std::string_view text) {
  constexpr std::size_t kShortWord = 3;
  for (std::size_t stop = text.find(". "); stop != std::string_view::npos;
       stop = text.find(". ", stop + 1)) {
    const std::size_t word = text.substr(0, stop).find_last_of(" ,/(") + 1;
    if (stop - word > kShortWord) return true;
  }
  return false;
}

// "KYIV, ", "(", "Rio de Janeiro, Brazil, ", "Київ. ", or nothing.
bool is_place(std::string_view text) {
  text = trim(text);
  if (text.empty() || text == "(") return true;
  const bool ends_well =
      text.ends_with(',') || text.ends_with('.') || text.ends_with('(') || text.ends_with('/');
  if (text.front() == '(') text.remove_prefix(1);
  return ends_well && text.size() <= kMaxPlace && begins_with_capital(text) &&
         std::ranges::count(text, ' ') <= 6 && !has_sentence_end(text);
}

// " (Reuters) ", ", AP ", ". УКРІНФОРМ. ": what stands between the date and the dash.
bool is_agency(std::string_view text) {
  text = trim(text);
  if (text.size() > 60 || std::ranges::count(text, ' ') > 4) return false;
  const std::size_t start = text.find_first_not_of("(/),.: ");
  return start == std::string_view::npos || text.front() == '(' || text.front() == '/' ||
         begins_with_capital(text.substr(start));
}

// Without a dash: "Київ. 5 березня 2024 року. Text", "(March 5, 2024) Text" are told by the sign
// behind the date.
bool ends_without_dash(std::string_view place, std::string_view rest) {
  const bool has_place = trim(place).size() > 1 && std::ranges::count(trim(place), ' ') <= 2;
  return has_place &&
         (rest.starts_with(". ") || rest.starts_with(".\xC2\xA0") || rest.starts_with(": ") ||
          rest.starts_with(" (") || rest.starts_with(" /") || rest.starts_with(", ("));
}

constexpr std::string_view kLabels[] = {"published",
                                        "posted",
                                        "updated",
                                        "modified",
                                        "created",
                                        "issued",
                                        "released",
                                        "release",
                                        "last",
                                        "first",
                                        "on",
                                        "at",
                                        "date",
                                        "dated",
                                        "of",
                                        "publication",
                                        "the",
                                        "as",
                                        "by",
                                        "edited",
                                        "added",
                                        "time",
                                        "gmt",
                                        "utc",
                                        "est",
                                        "edt",
                                        "cet",
                                        "cest",
                                        "eet",
                                        "eest",
                                        "msk",
                                        "bst",
                                        "pst",
                                        "pdt",
                                        "et",
                                        "pt",
                                        "am",
                                        "pm",
                                        "a",
                                        "p",
                                        "m",
                                        "h",
                                        "uhr",
                                        "um",
                                        "veröffentlicht",
                                        "aktualisiert",
                                        "stand",
                                        "datum",
                                        "am",
                                        "vom",
                                        "erschienen",
                                        "den",
                                        "publié",
                                        "publie",
                                        "le",
                                        "mis",
                                        "mise",
                                        "à",
                                        "jour",
                                        "modifié",
                                        "publicado",
                                        "actualizado",
                                        "el",
                                        "fecha",
                                        "pubblicato",
                                        "aggiornato",
                                        "il",
                                        "data",
                                        "opublikowano",
                                        "dodano",
                                        "zveřejněno",
                                        "gepubliceerd",
                                        "op",
                                        "опубликовано",
                                        "обновлено",
                                        "дата",
                                        "публикации",
                                        "в",
                                        "опубліковано",
                                        "оновлено",
                                        "публікації",
                                        "о",
                                        "об"};
constexpr std::string_view kUpdateLabels[] = {
    "updated",   "modified", "edited", "aktualisiert", "actualizado", "aggiornato",
    "обновлено", "оновлено", "mis",    "mise",         "modifié"};

// True when every word is a label, a weekday, a number of a time, or another date.
bool is_only_labels(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = word_length(text);
    if (length == 0) {
      // Punctuation, digits of a time; four digits together may be a zone ("+0200") but nothing
      // longer.
      std::size_t place = 0;
      const auto character = decode_utf8(text, place);
      if (character >= 0x80 && u_isalnum(static_cast<UChar32>(character))) return false;
      text.remove_prefix(place);
      continue;
    }
    const std::string_view word = text.substr(0, length);
    const bool is_known = std::ranges::find(kLabels, lower_case(word)) != std::end(kLabels) ||
                          is_weekday(word) || word == "T" || word == "Z";
    if (!is_known) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool has_update_label(std::string_view text) {
  const std::string lower = lower_case(text);
  return std::ranges::any_of(kUpdateLabels, [&](std::string_view label) {
    return lower.find(label) != std::string::npos;
  });
}

bool is_separator_end(std::string_view text) {
  text = trim(text);
  constexpr std::string_view kSeparators[] = {"|", "•", "·", "/", "—", "–", "-", ","};
  return std::ranges::any_of(kSeparators,
                             [text](std::string_view one) { return text.ends_with(one); });
}

// "By Ann Bo, ", "Kyiv | ", "Von Ann Bo · "
bool is_byline(std::string_view text) {
  text = trim(text);
  if (text.size() > 100 || !is_separator_end(text)) return false;
  const std::string start = lower_case(text.substr(0, 10));
  constexpr std::string_view kBy[] = {"by ", "von ", "par ", "por ", "di ", "door ", "автор"};
  const bool is_by =
      std::ranges::any_of(kBy, [&](std::string_view by) { return start.starts_with(by); });
  const bool is_bar = text.ends_with('|') || text.ends_with("•") || text.ends_with("·");
  return is_by || (is_bar && text.size() <= 60 && begins_with_capital(text));
}

// " by Ann Bo", " | 3 min read", " at 10:15 am"
bool is_tail(std::string_view text) {
  if (is_only_labels(text)) return true;
  text = trim(text);
  if (text.size() > 100) return false;
  const std::string start = lower_case(text.substr(0, 10));
  const bool is_by =
      start.starts_with("by ") || start.starts_with("von ") || start.starts_with("par ");
  const bool is_bar = start.starts_with("|") || start.starts_with("•") || start.starts_with("·");
  if (is_by || is_bar) return true;
  // A time, then a bar or the second date: "10:15 | Updated 6 March 2024"
  const std::size_t bar = text.find_first_of("|(,");
  if (bar == std::string_view::npos || bar == 0) return false;
  const std::string_view behind = trim(text.substr(bar + 1));
  return is_only_labels(text.substr(0, bar)) &&
         (text[bar] == '|' || has_update_label(behind.substr(0, 30)));
}

}  // namespace

std::optional<LineDate> read_dateline(std::string_view line, std::string_view language) {
  if (!has_digit(line.substr(0, kMaxDateline))) return std::nullopt;
  const std::size_t dash = find_dash(line);
  const bool has_dash = dash != std::string_view::npos;
  const std::string_view head = line.substr(0, utf8_cut(line, has_dash ? dash : kMaxDateline));
  if (!has_digit(head)) return std::nullopt;
  LineDate found;
  at_word_starts(head, [&](std::size_t place) {
    if (!is_place(head.substr(0, place))) return false;
    const std::string_view text = head.substr(place);
    std::size_t length = 0;
    auto date = read_written_date(text, language);
    if (date && date->date.precision == DatePrecision::Day) {
      length = date->length;
    } else if (const auto day = read_day_of_year(text); day && !date) {
      length = day->length;
      found.day_of_year = day;
    } else {
      return false;
    }
    const std::string_view rest = text.substr(length);
    const bool fits = has_dash ? is_agency(rest) : ends_without_dash(head.substr(0, place), rest);
    // "3 – 5 March": numbers and a dash alone are no dateline.
    if (!fits || (!has_dash && !date)) {
      found.day_of_year.reset();
      return false;
    }
    found.date = date;
    found.text = head.substr(0, place + length);
    return true;
  });
  return found.date || found.day_of_year ? std::optional(found) : std::nullopt;
}

std::optional<LineDate> read_date_line(std::string_view line, std::string_view language) {
  if (line.size() > kMaxDateLine || !has_year(line)) return std::nullopt;
  LineDate found;
  at_word_starts(line, [&](std::size_t place) {
    const std::string_view before = line.substr(0, place);
    auto date = read_written_date(line.substr(place), language);
    const bool is_bare_number =
        date &&
        line.substr(place, date->length).find_first_not_of("0123456789") == std::string_view::npos;
    if (!date || date->date.precision == DatePrecision::Year || is_bare_number) return false;
    const bool is_month = date->date.precision == DatePrecision::Month;
    const std::string_view rest = line.substr(place + date->length);
    const bool fits = is_month ? trim(before).empty() && trim(rest).empty()
                               : (is_only_labels(before) || is_byline(before)) && is_tail(rest);
    if (!fits) return false;
    found.date = date;
    found.text = line.substr(place, date->length);
    found.is_update = has_update_label(before);
    return true;
  });
  return found.date ? std::optional(found) : std::nullopt;
}

}  // namespace dateline
