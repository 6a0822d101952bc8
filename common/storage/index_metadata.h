// SPDX-License-Identifier: GPL-2.0-or-later
//
// What an index says about itself in its Xapian metadata, apart from the states of its source files
// (indexer/write). Keys of one letter and more are lists: `w` + word, `f` + stem, `m` and `n` +
// file. Facts about the whole begin with `!`, so that no list can hold them.
//
//   !format      version of everything the index holds; another version is refused
//   !settings    analyser settings, as "name=value" lines
//   !roots       the folders it was made from
//   !dictionary  zstd dictionary of the records
//   !lines       lines that stand on many pages of a site (indexer/clean/boilerplate.h)
//   !words       committed lengths of the word sequence files
//   !state       see IndexState
//   w + word     varint: number of documents it occurred in at the last bulk build
//   f + stem     the words of this stem, each with its length in front, unless that is only the
//   stem itself
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/storage/fingerprints.h"

namespace Xapian {
class Database;
}  // namespace Xapian

namespace dateline {

inline constexpr std::string_view kDictionaryKey = "!dictionary";
inline constexpr std::string_view kLinesKey = "!lines";
inline constexpr std::string_view kWordsKey = "!words";
inline constexpr std::string_view kRootsKey = "!roots";
inline constexpr std::string_view kStateKey = "!state";

// What terms and word sequences depend on. An index keeps them for life.
struct AnalyserSettings {
  std::string language = "english";  // of the stemmer for Latin script
  // What one occurrence in the title counts for, in occurrences in the body.
  unsigned title_weight = 3;
  unsigned fingerprint_bits = FingerprintHash::kMostBits;

  std::uint64_t hash() const;
};

struct Root {
  std::string name;  // what document ids are made from: never changes
  // Absolute, or relative to the index folder when that lies inside the root.
  std::filesystem::path path;
};

struct IndexState {
  bool complete = false;  // false until the first run has come to its end
  std::uint64_t run = 0;
  std::int64_t run_time = 0;     // Unix seconds of that run's start
  std::uint64_t text_bytes = 0;  // of title and body of all documents
  // Documents added or removed since the database was last compacted.
  std::uint64_t changes = 0;
  // Documents 1 to this one are dated to the day, or were when they were deleted, and ascend by
  // date. 0: numbers tell nothing of dates.
  std::uint64_t date_ordered = 0;
};

// Reads refuse other format versions with Error(NoIndex).
void check_format(const Xapian::Database& database, const std::filesystem::path& path);
AnalyserSettings read_settings(const Xapian::Database& database);
IndexState read_state(const Xapian::Database& database);
std::vector<Root> read_roots(const Xapian::Database& database);

// The metadata of `!format` and `!settings`.
std::map<std::string, std::string> format_and_settings(const AnalyserSettings& settings);
std::string encode_state(const IndexState& state);
std::string encode_roots(const std::vector<Root>& roots);

// Null for a word too long to be a key.
std::optional<std::string> vocabulary_key(std::string_view word);
std::optional<std::string> forms_key(std::string_view stem);

std::string encode_frequency(std::uint64_t documents);
std::uint64_t decode_frequency(std::string_view value);  // 0 for an absent word

std::string encode_forms(const std::vector<std::string>& forms);
std::vector<std::string> decode_forms(std::string_view value);

}  // namespace dateline
