// SPDX-License-Identifier: GPL-2.0-or-later
//
// What comes out of compressed data: gzip, zstd, xz or bzip2. Counts into its Nest what is read and
// what comes out, and notes there why it ends early.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "indexer/byte_source.h"
#include "indexer/containers/byte_window.h"
#include "indexer/containers/nest.h"

namespace dateline {

class PackedSource : public ByteSource {
 public:
  // Whether a frame whose contents begin like this may be gone on with.
  using Accept = std::function<bool(std::string_view beginning)>;

  // After damage: goes on with the next frame that can be decoded and that `accept` knows. False
  // when there is none.
  virtual bool resume(const Accept& /*accept*/) { return false; }
  // It failed because the data end too early: what came out is right.
  virtual bool is_cut_short() const { return false; }
  // Of the unpacked bytes, the first that comes out of the frame at hand.
  virtual std::uint64_t damaged_from() const { return 0; }
};

// Null when the bytes are none of these. `nest` is that of the compressed data.
std::unique_ptr<PackedSource> open_packed(ByteWindow& source, Nest& nest);

}  // namespace dateline
