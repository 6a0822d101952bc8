// SPDX-License-Identifier: GPL-2.0-or-later
//
// The command line of dateline-index, checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/storage/fingerprints.h"
#include "indexer/formats/field_map.h"
#include "indexer/glass/format_check.h"
#include "indexer/index_listing.h"
#include "indexer/parse_request.h"
#include "indexer/walk/path_filter.h"
#include "indexer/write/update_writer.h"

namespace dateline {

// Which writer changes the index: the bulk builder where many documents change, else Xapian's own.
enum class WriterChoice { Auto, Bulk, Update };

inline constexpr std::uint64_t kDefaultMemory = std::uint64_t{512} << 20U;

struct IndexOptions {
  std::vector<std::filesystem::path> folders;
  std::filesystem::path index;  // where it lies or will lie
  PathFilter filter;
  FieldMap fields;
  ParseOptions parse;
  std::optional<std::string> language;  // of the stemmer; only for a new index
  unsigned jobs = 1;
  std::uint64_t memory = kDefaultMemory;  // bytes, for a bulk build as a whole
  WriterChoice writer = WriterChoice::Auto;
  Listing listing = Listing::None;  // only list what the index knows
  bool rebuild = false;
  bool dry_run = false;
  bool force = false;
  bool prune = false;
  bool strict = false;
  bool wait = false;
  bool quiet = false;
  bool verbose = false;
  bool json = false;

  // Not on the command line.
  std::filesystem::path parser = "/proc/self/exe";  // what worker processes run
  unsigned fingerprint_bits = FingerprintHash::kMostBits;
  BatchLimits batch;
  std::uint64_t run_bytes = 0;  // memory for each worker's run; 0: what `memory` allows
  std::function<bool(const std::filesystem::path&)> format_check = glass::xapian_reads_our_format;
};

// Null when --help or --version was asked for: `text` is then what to print. Throws Error(Usage).
std::optional<IndexOptions> parse_index_options(int argc, const char* const* argv,
                                                std::string& text);

}  // namespace dateline
