// SPDX-License-Identifier: GPL-2.0-or-later
//
// What an index folder is: numbered generations, the `current` link to the one that answers, and
// the writer's lock.
//
//   current -> gen-000007      replaced by rename, then the folder is synced
//   gen-000007/xapian/         the glass database
//   gen-000007/words.seq, .idx the word sequences
//   gen-000007/MANIFEST        size and hash of every file of a sealed generation; the first update
//   deletes it lock                       held by the one writer
//
// Nothing here opens the database.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "common/base/files.h"

namespace dateline {

inline constexpr const char* kIndexFolderName = ".dateline";

std::filesystem::path database_path(const std::filesystem::path& generation);

class IndexFolder {
 public:
  explicit IndexFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& path() const { return folder_; }

  // The generation that answers, as a real path: what is opened below it stays itself when
  // `current` moves on.
  std::optional<std::filesystem::path> current() const;

  // A new, empty generation that nobody sees yet.
  std::filesystem::path create_generation() const;

  // Makes it the one that answers. Everything in it must be synced already.
  void publish(const std::filesystem::path& generation) const;

  // All that are there, current or not, in no order.
  std::vector<std::filesystem::path> generations() const;

  // Removes all generations but the current one and `kept`: what interrupted runs and finished ones
  // left behind.
  void remove_leftovers(const std::filesystem::path& kept = {}) const;

 private:
  std::filesystem::path folder_;
};

// Writes the MANIFEST of a generation whose files will not change any more. `unseal` must come
// before the first change.
void seal(const std::filesystem::path& generation);
void unseal(const std::filesystem::path& generation);
bool is_sealed(const std::filesystem::path& generation);

// Held while an index is written, released by the destructor or by the process's end, however it
// ends.
class WriterLock {
 public:
  // Throws Error(Busy) when another process holds it and `wait` is false.
  WriterLock(const IndexFolder& folder, bool wait);

 private:
  File file_;
};

}  // namespace dateline
