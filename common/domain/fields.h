// SPDX-License-Identifier: GPL-2.0-or-later
//
// The one table of what a document can be searched, filtered and sorted by. The indexer makes terms
// and values from it, the query language, the help text and the error messages read it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace dateline {

enum class FieldId : std::uint8_t { Title, Site, Author, Language, Path, Type, Tag, Date };

enum class FieldKind : std::uint8_t {
  Text,    // words with stems and phrases, ranked
  Filter,  // one boolean term for the whole value, folded
  Words,   // one boolean term for each word of the value: all words asked for must be there
  Path,    // exact path, folder, or glob
  Date,    // a range of days
};

struct Field {
  FieldId id;
  std::string_view name;
  std::array<std::string_view, 2> aliases;  // unused ones are empty
  std::string_view prefix;                  // of its terms in Xapian; empty: it has none
  FieldKind kind;
  std::string_view help;
  std::string_view example;
};

std::span<const Field> fields();
const Field& field(FieldId id);
const Field* find_field(std::string_view name);     // by name or alias; null when there is none
const Field& nearest_field(std::string_view name);  // the one a typing error most likely meant

// Terms that belong to no field of the query language.
inline constexpr std::string_view kStemPrefix = "Z";        // a word's stem, from title and body
inline constexpr std::string_view kTitleStemPrefix = "ZS";  // a word's stem, from the title alone
inline constexpr std::string_view kIdPrefix = "Q";          // the document's id, in hex
inline constexpr std::string_view kDateSourcePrefix = "XDS";
inline constexpr std::string_view kDatePrecisionPrefix = "XDP";
inline constexpr std::string_view kUndatedTerm = "XDU";
inline constexpr std::string_view kConflictTerm = "XDC";
// The charset of the document was guessed, and may be wrong.
inline constexpr std::string_view kDoubtfulCharsetTerm = "XE";

// Value slots, as DESIGN lays them out. The numbers are on disk.
namespace slot {
inline constexpr unsigned kFirstDay = 0;  // first and last day the publication date can mean
inline constexpr unsigned kLastDay = 1;
// The run in which this content entered the index or last changed.
inline constexpr unsigned kRun = 2;
inline constexpr unsigned kIdTie = 4;          // first 8 bytes of the document id: breaks ties
inline constexpr unsigned kDateAscending = 5;  // sort keys that put undated documents last
inline constexpr unsigned kSite = 6;
inline constexpr unsigned kAuthor = 7;
inline constexpr unsigned kLanguage = 8;
inline constexpr unsigned kType = 9;
inline constexpr unsigned kTags = 10;
inline constexpr unsigned kDateSource = 11;
inline constexpr unsigned kDateDescending = 12;
inline constexpr unsigned kCount = 13;
}  // namespace slot

}  // namespace dateline
