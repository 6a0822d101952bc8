// SPDX-License-Identifier: GPL-2.0-or-later
//
// A libarchive reader over a ByteSource.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <archive.h>

#include "indexer/byte_source.h"

namespace dateline {

class ArchiveHandle {
 public:
  explicit ArchiveHandle(ByteSource& source);
  ~ArchiveHandle() { ::archive_read_free(archive_); }
  ArchiveHandle(const ArchiveHandle&) = delete;
  ArchiveHandle& operator=(const ArchiveHandle&) = delete;

  archive* get() const { return archive_; }
  // After the formats and filters were allowed. False: problem() says why.
  bool open();
  std::string problem() const;
  // All in all, or the size of the file where parts of it were read more than once.
  std::uint64_t bytes_read() const;

 private:
  static la_ssize_t read_block(archive* archive, void* handle, const void** block);
  static la_int64_t seek_to(archive* archive, void* handle, la_int64_t offset, int whence);

  ByteSource& source_;
  archive* archive_;
  // What was read last: libarchive seeks to each member, however near it is.
  std::vector<char> block_;
  std::uint64_t block_begin_ = 0;
  std::size_t block_size_ = 0;
  bool has_moved_ = false;  // the source is not where the next byte is
  std::uint64_t position_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace dateline
