// SPDX-License-Identifier: GPL-2.0-or-later
//
// Bytes read one after the other: an open file, a member of an archive, the body of a response.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dateline {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Up to `size` bytes into `buffer`; 0 only at the end, also after an error, which failed() tells.
  virtual std::size_t read(char* buffer, std::size_t size) = 0;
  virtual bool failed() const { return false; }

  // Only a file can be sought in.
  virtual bool can_seek() const { return false; }
  virtual bool seek(std::uint64_t /*offset*/) { return false; }
  virtual std::uint64_t size() const { return 0; }
};

}  // namespace dateline
