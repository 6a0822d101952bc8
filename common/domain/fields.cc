// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/fields.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "common/base/ascii.h"
#include "common/base/edit_distance.h"

namespace dateline {
namespace {

// In the order of FieldId. Names and aliases are what may stand before the colon of a query:
// lower-case ASCII letters, each meaning one field only.
constexpr std::array<Field, 8> kFields{{
    {FieldId::Title,
     "title",
     {"headline", "intitle"},
     kTitleStemPrefix,
     FieldKind::Text,
     "words or phrases of the headline",
     "title:ceasefire"},
    {FieldId::Site,
     "site",
     {"source", "domain"},
     "H",
     FieldKind::Filter,
     "host name or publication the article is from",
     "site:example.com"},
    {FieldId::Author,
     "author",
     {"byline", "by"},
     "A",
     FieldKind::Words,
     "words of the author's name, all of them",
     "author:\"Jane Doe\""},
    {FieldId::Language,
     "lang",
     {"language", ""},
     "L",
     FieldKind::Filter,
     "language, as two letters",
     "lang:uk"},
    {FieldId::Path,
     "path",
     {"file", ""},
     "P",
     FieldKind::Path,
     "file, folder, or pattern with * of the saved article",
     "path:2022/*.html"},
    {FieldId::Type,
     "type",
     {"format", ""},
     "T",
     FieldKind::Filter,
     "kind of file the article was read from",
     "type:markdown"},
    {FieldId::Tag,
     "tag",
     {"tags", "keyword"},
     "K",
     FieldKind::Filter,
     "tag or keyword the article carries",
     "tag:economy"},
    {FieldId::Date,
     "date",
     {"published", ""},
     "",
     FieldKind::Date,
     "day, month or year, or a range A..B, A.., ..B",
     "date:2022-09..2022-10"},
}};

constexpr std::size_t kNamesPerField = 3;

// The name is number 0, the aliases follow.
constexpr std::string_view name_of(const Field& field, std::size_t number) {
  return number == 0 ? field.name : field.aliases[number - 1];
}

constexpr bool is_plain_name(std::string_view name) {
  return std::ranges::all_of(name, is_ascii_lower);
}

constexpr std::size_t count_name(std::string_view name) {
  std::size_t count = 0;
  for (const Field& field : kFields) {
    for (std::size_t i = 0; i < kNamesPerField; ++i) count += name_of(field, i) == name;
  }
  return count;
}

constexpr bool names_are_sound(const Field& field) {
  if (field.name.empty()) return false;
  for (std::size_t i = 0; i < kNamesPerField; ++i) {
    const std::string_view name = name_of(field, i);
    if (!is_plain_name(name) || (!name.empty() && count_name(name) != 1)) return false;
  }
  return true;
}

constexpr bool prefix_is_sound(const Field& field) {
  if (field.kind == FieldKind::Date) return field.prefix.empty();
  const auto has_same = [&](const Field& other) { return other.prefix == field.prefix; };
  return !field.prefix.empty() && std::ranges::count_if(kFields, has_same) == 1 &&
         field.prefix != kIdPrefix && field.prefix != kStemPrefix;
}

constexpr bool table_follows_ids() {
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    if (static_cast<std::size_t>(kFields[i].id) != i) return false;
  }
  return true;
}

static_assert(table_follows_ids(), "field() finds a field by its place");
static_assert(std::ranges::all_of(kFields, names_are_sound));
static_assert(std::ranges::all_of(kFields, prefix_is_sound));

// Longer than any name by far: what lies behind does not make another field the nearest one.
constexpr std::size_t kMaxComparedBytes = 24;

std::string folded(std::string_view name) {
  std::string result(name.substr(0, kMaxComparedBytes));
  for (char& c : result) c = ascii_lower(c);
  return result;
}

// Half a step less when one begins with the other: "auth" is a short "author" before it is "path".
std::size_t strangeness(std::string_view typed, std::string_view wanted) {
  const bool is_short_form =
      !typed.empty() && typed != wanted && (wanted.starts_with(typed) || typed.starts_with(wanted));
  return 2 * edit_distance(typed, wanted) - (is_short_form ? 1 : 0);
}

}  // namespace

std::span<const Field> fields() { return kFields; }

const Field& field(FieldId id) { return kFields[static_cast<std::size_t>(id)]; }

const Field* find_field(std::string_view name) {
  if (name.empty() || name.size() > kMaxComparedBytes) return nullptr;
  const std::string wanted = folded(name);
  for (const Field& field : kFields) {
    for (std::size_t i = 0; i < kNamesPerField; ++i) {
      if (name_of(field, i) == wanted) return &field;
    }
  }
  return nullptr;
}

const Field& nearest_field(std::string_view name) {
  const std::string typed = folded(name);
  const Field* nearest = &kFields.front();
  std::size_t least = static_cast<std::size_t>(-1);
  for (const Field& field : kFields) {
    for (std::size_t i = 0; i < kNamesPerField; ++i) {
      const std::string_view candidate = name_of(field, i);
      if (candidate.empty()) continue;
      const std::size_t distance = strangeness(typed, candidate);
      if (distance >= least) continue;
      least = distance;
      nearest = &field;
    }
  }
  return *nearest;
}

}  // namespace dateline
