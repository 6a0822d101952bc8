// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/author_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <unicode/uchar.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "indexer/formats/html/stated_text.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxStated = 400;  // bytes; longer ones are no bylines
constexpr std::size_t kMaxName = 80;
constexpr std::size_t kMaxWords = 6;  // of a name
constexpr std::size_t kMaxNames = 12;

// What a byline begins with, in the languages of the press; in lower case, the longest first where
// one begins another. Those with `needs_sign` are words of other meanings too.
struct Opening {
  std::string_view text;
  bool is_visible_sign;  // a line that begins so is a byline even without a colon
};
constexpr auto kOpenings = std::to_array<Opening>({
    {"story by", true},
    {"written by", true},
    {"posted by", true},
    {"published by", true},
    {"article by", true},
    {"text by", true},
    {"words by", true},
    {"report by", true},
    {"reported by", true},
    {"submitted by", true},
    {"created by", true},
    {"author:", true},
    {"authors:", true},
    {"author", false},
    {"by:", true},
    {"by", true},
    {"ein artikel von", true},
    {"ein beitrag von", true},
    {"geschrieben von", true},
    {"veröffentlicht von", true},
    {"von:", true},
    {"von", true},
    {"autorin:", true},
    {"autoren:", true},
    {"autor:", true},
    {"autore:", true},
    {"autora:", true},
    {"autores:", true},
    {"autor", false},
    {"text:", true},
    {"écrit par", true},
    {"publié par", true},
    {"rédigé par", true},
    {"propos recueillis par", true},
    {"par", true},
    {"auteur:", true},
    {"auteur", false},
    {"escrito por", true},
    {"publicado por", true},
    {"por:", true},
    {"por", true},
    {"scritto da", true},
    {"a cura di", true},
    {"pubblicato da", true},
    {"di", true},
    {"geschreven door", true},
    {"door:", true},
    {"door", true},
    {"skrevet av", true},
    {"skrevet af", true},
    {"av:", true},
    {"av", true},
    {"af:", true},
    {"af", true},
    {"tekst:", true},
    {"napisał", true},
    {"автор статьи:", true},
    {"автор:", true},
    {"авторы:", true},
    {"текст:", true},
    {"автори:", true},
    {"автор", false},
    {"yazan:", true},
    {"kirjoittanut", true},
});

// Parts that only say what somebody is; compared in lower case.
constexpr auto kRoles = std::to_array<std::string_view>({
    "staff",
    "staff writer",
    "staff reporter",
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "contributor",
    "columnist",
    "associate editor",
    "senior editor",
    "senior writer",
    "senior reporter",
    "managing editor",
    "news editor",
    "political editor",
    "chief",
    "author",
    "guest",
    "guest author",
    "guest contributor",
    "contributing writer",
    "freelance",
    "freelancer",
    "freelance writer",
    "photographer",
    "blogger",
    "special to",
    "redakteur",
    "redakteurin",
    "korrespondent",
    "autor",
    "autorin",
    "journalist",
    "journaliste",
    "journalistin",
    "rédacteur",
    "redactor",
    "editor in chief",
    "health editor",
    "sports writer",
    "ph.d.",
    "phd",
    "md",
    "m.d.",
    "jr.",
    "ceo",
    "founder",
});

// What programs write when they know nobody.
constexpr auto kNobody = std::to_array<std::string_view>({
    "admin",
    "administrator",
    "root",
    "webmaster",
    "editor",
    "unknown",
    "none",
    "null",
    "n/a",
    "user",
    "guest",
    "anonymous",
    "undefined",
    "author",
    "authors",
    "editors",
    "redaktion",
    "redaktion online",
    "staff",
    "by",
    "about the author",
    "super user",
    "nobody",
    "false",
    "true",
    "default",
    "wpadmin",
    "wp-admin",
    "site admin",
    "autor",
    "all posts",
    "view all posts",
    "contact",
});

// What begins a line about when something was published; a name may come behind it.
constexpr auto kPublished = std::to_array<std::string_view>({
    "posted",
    "published",
    "submitted",
    "updated",
    "created",
    "veröffentlicht",
    "erstellt",
    "geschrieben",
    "gespeichert",
    "publié",
    "publicado",
    "pubblicato",
    "geplaatst",
    "publiziert",
    "опубликовано",
});
constexpr auto kInside =
    std::to_array<std::string_view>({" by ", " von ", " par ", " por ", " da ", " door "});

// What a name ends before.
constexpr auto kBehindName =
    std::to_array<std::string_view>({" on ", " am ", " vom ", " um ", " le ", " il "});

constexpr auto kJoints = std::to_array<std::string_view>({
    " and ", " und ", " et ", " y ", " & ", " with ", " mit ", " e ", " och ", " og ", " i ", " и ",
    " та ",  " en ",  " / ",  " | ", " • ", " · ",    ";",     "|",   "\n",    " – ",  " — ", " - ",
});

bool is_one_of(std::string_view text, auto& list) {
  return std::ranges::find(list, text) != list.end();
}

bool has_digit(std::string_view text) { return std::ranges::any_of(text, is_digit); }

// Letters whose small form takes another number of bytes stay, so that places in both are the same.
std::string lower_case(std::string_view text) {
  std::string lower;
  lower.reserve(text.size());
  for (std::size_t place = 0; place < text.size();) {
    const std::size_t start = place;
    const auto character = static_cast<UChar32>(decode_utf8(text, place));
    const std::size_t before = lower.size();
    append_utf8(lower, static_cast<char32_t>(u_tolower(character)));
    if (lower.size() - before == place - start) continue;
    lower.replace(before, std::string::npos, text.substr(start, place - start));
  }
  return lower;
}

bool begins_big(std::string_view word) {
  if (word.empty()) return false;
  std::size_t place = 0;
  const auto first = static_cast<UChar32>(decode_utf8(word, place));
  return u_isupper(first) || u_istitle(first) || (u_isalpha(first) && !u_islower(first));
}

// Bytes of `line` that are an opening; 0 when it has none. Case does not change the length of what
// is in the table.
const Opening* opening_of(std::string_view line) {
  const std::string lower = lower_case(line.substr(0, utf8_cut(line, 40)));
  const Opening* longest = nullptr;
  for (const Opening& one : kOpenings) {
    if (!lower.starts_with(one.text)) continue;
    const bool ends_word = one.text.ends_with(':') || lower.size() == one.text.size() ||
                           lower[one.text.size()] == ' ' || lower[one.text.size()] == ':';
    if (ends_word && (longest == nullptr || one.text.size() > longest->text.size())) longest = &one;
  }
  return longest;
}

std::string_view without_opening(std::string_view line) {
  for (int i = 0; i < 2; ++i) {
    const Opening* opening = opening_of(line);
    if (opening == nullptr) break;
    line = trim(line.substr(std::min(opening->text.size(), line.size())));
    while (line.starts_with(':')) line = trim(line.substr(1));
  }
  return line;
}

// "Posted on May 3 by Jane Doe", "Analysis by Jane Doe": what stands behind the "by".
std::string_view behind_inner_opening(std::string_view line) {
  constexpr std::size_t kMaxBefore = 24;
  const std::string lower = lower_case(line);
  const bool is_published =
      std::ranges::any_of(kPublished, [&](auto word) { return lower.starts_with(word); });
  for (const std::string_view inner : kInside) {
    const std::size_t place = lower.find(inner);
    const bool is_opening = is_published || (inner == " by " && place <= kMaxBefore);
    if (place != std::string::npos && is_opening) return trim(line.substr(place + inner.size()));
  }
  return is_published ? std::string_view{} : line;
}

std::string_view before_time(std::string_view part) {
  for (const std::string_view word : kBehindName) {
    const std::size_t place = part.find(word);
    if (place != std::string_view::npos) part = part.substr(0, place);
  }
  return part;
}

// "Photo: Jane Doe".
bool is_picture_credit(std::string_view line) {
  static constexpr auto kCredits = std::to_array<std::string_view>(
      {"photo", "foto", "фото", "bild:", "image", "illustration", "credit"});
  const std::string lower = lower_case(line.substr(0, utf8_cut(line, 24)));
  return std::ranges::any_of(kCredits, [&](auto word) { return lower.starts_with(word); });
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = trim(text)).empty() && words.size() <= kMaxWords) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

bool is_address(std::string_view word) {
  return word.find('@') != std::string_view::npos || word.find("://") != std::string_view::npos ||
         word.starts_with("www.") || word.find(".com") != std::string_view::npos;
}

bool is_sign(char32_t character) {
  return u_ispunct(static_cast<UChar32>(character)) || character == U'|' || character <= U' ';
}

// Without punctuation at both ends, but for the dot of "Jr.".
std::string_view without_signs(std::string_view name) {
  std::size_t begin = name.size();
  std::size_t end = 0;
  for (std::size_t place = 0; place < name.size();) {
    const std::size_t start = place;
    const char32_t character = decode_utf8(name, place);
    const bool is_kept = !is_sign(character) || (character == U'.' && end > 0);
    if (!is_kept) continue;
    begin = std::min(begin, start);
    end = place;
  }
  return end > begin ? name.substr(begin, end - begin) : std::string_view{};
}

// Without what is in brackets, an address, and signs at both ends.
std::string plain_name(std::string_view part) {
  std::string name;
  for (const std::string_view word : words_of(part.substr(0, part.find_first_of("(<[{")))) {
    if (is_address(word)) continue;
    if (!name.empty()) name.push_back(' ');
    name += word;
  }
  return std::string(without_signs(name));
}

// "Jane Doe published" on a day that was cut off.
std::string_view without_verb(std::string_view name) {
  const std::size_t blank = name.rfind(' ');
  const bool is_verb =
      blank != std::string_view::npos && is_one_of(lower_case(name.substr(blank + 1)), kPublished);
  return is_verb ? name.substr(0, blank) : name;
}

// "Jane Doe Jane Doe": a picture's text and a link's.
std::string_view once(std::string_view name) {
  const std::size_t half = name.size() / 2;
  const bool is_twice = name.size() % 2 == 1 && name[half] == ' ' &&
                        name.substr(0, half) == name.substr(half + 1) &&
                        name.substr(0, half).find(' ') != std::string_view::npos;
  return is_twice ? name.substr(0, half) : name;
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxName || has_digit(name)) return false;
  const std::string lower = lower_case(name);
  const std::string_view first_word = std::string_view(lower).substr(0, lower.find(' '));
  const bool is_nobody = is_one_of(lower, kNobody) || is_one_of(first_word, kPublished) ||
                         lower.find("admin") != std::string::npos;
  if (is_nobody || is_one_of(lower, kRoles)) return false;
  const auto words = words_of(name);
  if (words.size() > kMaxWords || name.find_first_of("!?=+:") != std::string_view::npos)
    return false;
  return begins_big(words.front()) || begins_big(words.back()) || words.size() == 1;
}

// "Doe, Jane" is one name where each part is one word and there are two of them.
std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  while (parts.size() < kMaxNames) {
    const std::size_t comma = std::min(text.find(','), text.size());
    parts.push_back(trim(text.substr(0, comma)));
    if (comma == text.size()) break;
    text.remove_prefix(comma + 1);
  }
  return parts;
}

std::size_t find_joint(std::string_view text, std::size_t& length) {
  std::size_t first = std::string_view::npos;
  const std::string lower = lower_case(text);
  for (const std::string_view joint : kJoints) {
    const std::size_t place = lower.find(joint);
    if (place >= first) continue;
    first = place;
    length = joint.size();
  }
  return first;
}

void add_person(std::string_view part, std::vector<std::string>& names) {
  const std::string plain = plain_name(before_time(without_opening(part)));
  std::string name(once(without_verb(plain)));
  if (!is_name(name) || names.size() >= kMaxNames) return;
  names.push_back(std::move(name));
}

void add_people(std::string_view part, std::vector<std::string>& names) {
  const auto people = split_at_commas(part);
  const bool is_inverted = people.size() == 2 && !people[0].empty() && !people[1].empty() &&
                           words_of(people[0]).size() == 1 && words_of(people[1]).size() == 1 &&
                           begins_big(people[0]) && begins_big(people[1]);
  if (is_inverted) {
    return add_person(std::string(people[1]) + " " + std::string(people[0]), names);
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    // Behind a name, what begins small or is one word says what somebody is, or where.
    const auto words = words_of(people[i]);
    const bool is_role = !words.empty() && is_one_of(lower_case(words.back()), kRoles);
    const bool is_about = i > 0 && (!begins_big(people[i]) || words.size() < 2 || is_role);
    if (!is_about) add_person(people[i], names);
  }
}

}  // namespace

std::vector<std::string> author_names(std::string_view stated) {
  const std::string line = stated_text(stated, kMaxStated);
  std::string_view rest = behind_inner_opening(without_opening(line));
  std::vector<std::string> names;
  if (is_picture_credit(line)) return names;
  const bool is_address_only = is_address(rest) && rest.find(' ') == std::string_view::npos;
  if (rest.starts_with("http") || is_address_only) return names;
  while (!rest.empty() && names.size() < kMaxNames) {
    std::size_t length = 0;
    const std::size_t joint = std::min(find_joint(rest, length), rest.size());
    add_people(rest.substr(0, joint), names);
    rest.remove_prefix(std::min(joint + length, rest.size()));
  }
  return names;
}

std::vector<std::string> names_in_byline(std::string_view line) {
  constexpr std::size_t kMaxLine = 160;
  const std::string plain = stated_text(line, kMaxLine + 1);
  const Opening* opening = opening_of(plain);
  const bool has_colon = opening != nullptr && plain.substr(opening->text.size()).starts_with(":");
  if (opening == nullptr || plain.size() > kMaxLine || !(opening->is_visible_sign || has_colon))
    return {};
  const auto words = words_of(without_opening(plain));
  if (words.size() < 2 || !begins_big(words[0]) || !begins_big(words[1])) return {};
  return author_names(plain);
}

std::string join_names(const std::vector<std::string>& names) {
  std::string joined;
  std::vector<std::string> seen;
  for (const std::string& name : names) {
    std::string plain = comparable(name);
    if (plain.empty() || is_one_of(plain, seen)) continue;
    seen.push_back(std::move(plain));
    if (!joined.empty()) joined += ", ";
    joined += name;
  }
  return joined;
}

}  // namespace dateline
