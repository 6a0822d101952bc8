// SPDX-License-Identifier: GPL-2.0-or-later
//
// Compressed data that is a row of frames, each decoded by itself: the members of a gzip file
// (RFC 1952) and the frames of a zstd file (RFC 8878). Web archives have one a record, so that one
// that is damaged costs one record.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dateline {

class FrameCodec {
 public:
  enum class Step : std::uint8_t { More, FrameEnd, Damaged };

  virtual ~FrameCodec() = default;

  virtual std::string_view name() const = 0;
  // The bytes that frames with data begin with.
  virtual std::string_view magic() const = 0;
  // Whether a frame begins here, with data or without.
  virtual bool begins(std::string_view bytes) const { return bytes.starts_with(magic()); }
  virtual void restart() = 0;
  // Takes from `in` and writes to `out`, of which `written` is set.
  virtual Step step(std::string_view& in, char* out, std::size_t room, std::size_t& written) = 0;
  // Why it was damaged.
  virtual std::string problem() const = 0;
};

std::unique_ptr<FrameCodec> make_gzip_codec();
// `dictionary`: of the frames; may be empty.
std::unique_ptr<FrameCodec> make_zstd_codec(std::string_view dictionary);

}  // namespace dateline
