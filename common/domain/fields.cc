// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/domain/fields.h"

#include <algorithm>
#include <cstddef>
#include <string>

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
     "day, month, year of publication, or a range A..B, A.., ..B",
     "date:2022-09..2022-10"},
}};

constexpr std::size_t kNamesPerField = 3;

// The name is number 0, the aliases follow.
constexpr std::string_view name_of(const Field& field, std::size_t number) {
  return number == 0 ? field.name : field.aliases[number - 1];
}

constexpr bool is_plain_name(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
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

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Longer than any name by far: what lies behind does not make another field the nearest one.
constexpr std::size_t kMaxComparedBytes = 24;

std::string folded(std::string_view name) {
  std::string result(name.substr(0, kMaxComparedBytes));
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

// Letters to add, drop, replace or swap with their neighbour to make `wanted` of `typed`.
// Row by row: distances[i][j] is that of the first i letters of the one, j of the other.
std::size_t edit_distance(std::string_view typed, std::string_view wanted) {
  using Row = std::array<std::size_t, kMaxComparedBytes + 1>;
  Row before{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= wanted.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= wanted.size(); ++j) {
      const bool is_equal = typed[i - 1] == wanted[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (is_equal ? 0 : 1)});
      const bool is_swap =
          i > 1 && j > 1 && typed[i - 1] == wanted[j - 2] && typed[i - 2] == wanted[j - 1];
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[wanted.size()];
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
