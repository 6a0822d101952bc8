// SPDX-License-Identifier: GPL-2.0-or-later
//
// A view that slides over the bytes of a source, for parsers that look ahead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/byte_source.h"

namespace dateline {

class ByteWindow : public ByteSource {
 public:
  explicit ByteWindow(ByteSource& source) : source_(source) {}

  // The next `size` bytes without moving on, fewer only at the end; valid until the next call of
  // anything but offset(). Keeps them all in memory.
  std::string_view peek(std::size_t size);
  // What is in memory already.
  std::string_view buffered() const { return std::string_view(buffer_).substr(begin_); }
  // Moves on by `size` bytes that were peeked at.
  void skip(std::size_t size);
  // Moves on by up to `size` bytes; how many there were.
  std::uint64_t discard(std::uint64_t size);
  // Of the next byte, counted from where the window began.
  std::uint64_t offset() const { return offset_; }
  // Looks at the source again after it said that it was at its end.
  void reopen() { at_end_ = false; }

  std::size_t read(char* buffer, std::size_t size) override;
  bool failed() const override { return source_.failed(); }

 private:
  bool fill(std::size_t wanted);  // false: nothing came

  ByteSource& source_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;
  bool at_end_ = false;
};

// Bytes that are in memory, and must stay there.
class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  std::size_t read(char* buffer, std::size_t size) override;
  bool can_seek() const override { return true; }
  bool seek(std::uint64_t offset) override;
  std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t position_ = 0;
};

// A line of the window without its end, and how long it is with it. `is_whole`: its end was found
// within `max` bytes, or the source ended there.
struct WindowLine {
  std::string_view text;
  std::size_t size = 0;
  bool is_whole = false;
};

// Does not move on.
WindowLine peek_line(ByteWindow& window, std::size_t max);

}  // namespace dateline
