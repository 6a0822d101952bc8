// SPDX-License-Identifier: GPL-2.0-or-later
//
// An open source file: a regular one, whatever has been put in its place since the walk, read as a
// stream. Trouble is a Skip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "common/base/files.h"
#include "indexer/skip.h"

namespace dateline {

class SourceFile {
 public:
  // Null skip: it is open.
  std::optional<Skip> open(const std::filesystem::path& path);

  std::uint64_t size() const { return size_; }
  std::int64_t mtime_ns() const { return mtime_ns_; }

  // Appends up to `count` bytes; fewer only at the end of the file. False when reading failed;
  // skip() says why.
  bool read(std::string& buffer, std::size_t count);
  bool at_end() const { return at_end_; }
  const Skip& skip() const { return skip_; }

  void rewind();

  // For a worker process that reads it in this one's place.
  int descriptor() const { return file_.descriptor(); }

 private:
  File file_;
  std::uint64_t size_ = 0;
  std::int64_t mtime_ns_ = 0;
  bool at_end_ = false;
  Skip skip_;
};

}  // namespace dateline
