// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a run did, counted while it runs and printed at its end, for people or as one JSON object.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/base/console.h"
#include "indexer/skip.h"

namespace dateline {

// A hostile archive can hold a million members that are no documents.
inline constexpr std::size_t kNamedSkipped = 100'000;

struct Report {
  std::uint64_t added = 0;  // documents, as all counts but those of files
  std::uint64_t changed = 0;
  std::uint64_t moved = 0;
  std::uint64_t reread = 0;  // written again by --force, from the same bytes
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t undated = 0;         // of those added, changed or moved
  std::vector<SkippedItem> skipped;  // met in this run, the first kNamedSkipped of them
  // Those beyond, and those beyond the first thousand of a container.
  std::map<SkipKind, std::uint64_t> skipped_unnamed;
  std::vector<SkippedItem> known_bad;  // skipped by an earlier run and not changed since

  std::uint64_t known_bad_unnamed =
      0;  // more records like these, beyond what is remembered by name

  std::uint64_t files = 0;
  std::uint64_t text_read = 0;  // bytes of title and body of the documents written
  double seconds = 0;
  std::uint64_t peak_memory_bytes = 0;

  // Of the whole index, at the end.
  std::uint64_t documents = 0;
  std::uint64_t index_undated = 0;
  std::uint64_t index_bytes = 0;
  std::uint64_t text_bytes = 0;

  void skip(SkippedItem&& item);
  std::uint64_t skipped_total() const;
  std::map<std::string, std::uint64_t> skipped_by_reason() const;
};

// Warns of what was skipped: of the first few, or of all of them and of those that earlier runs
// met.
void name_skipped(const Report& report, bool all, Console& console);

std::string summary_text(const Report& report);
std::string summary_json(const Report& report, const std::string& index, bool interrupted);

// "1.2 MB", decimal units.
std::string human_bytes(std::uint64_t bytes);

}  // namespace dateline
