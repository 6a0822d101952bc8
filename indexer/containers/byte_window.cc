// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/byte_window.h"

#include <algorithm>
#include <cstring>

namespace dateline {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;
constexpr std::size_t kKeptCapacity = std::size_t{4} << 20U;

}  // namespace

bool ByteWindow::fill(std::size_t wanted) {
  if (at_end_) return false;
  if (begin_ > 0 && begin_ >= buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    begin_ = 0;
    if (buffer_.capacity() > kKeptCapacity && buffer_.size() + wanted < kKeptCapacity)
      buffer_.shrink_to_fit();
  }
  const std::size_t kept = buffer_.size();
  const std::size_t block = std::max(kBlock, std::min(wanted, kept));
  buffer_.resize(kept + block);
  const std::size_t count = source_.read(buffer_.data() + kept, block);
  buffer_.resize(kept + count);
  at_end_ = count == 0;
  return !at_end_;
}

std::string_view ByteWindow::peek(std::size_t size) {
  while (buffer_.size() - begin_ < size && fill(size - (buffer_.size() - begin_))) {
  }
  return buffered().substr(0, size);
}

void ByteWindow::skip(std::size_t size) {
  begin_ += std::min(size, buffer_.size() - begin_);
  offset_ += size;
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
  }
}

std::uint64_t ByteWindow::discard(std::uint64_t size) {
  std::uint64_t left = size;
  while (left > 0) {
    const std::size_t count =
        peek(static_cast<std::size_t>(std::min<std::uint64_t>(left, kBlock))).size();
    if (count == 0) break;
    skip(count);
    left -= count;
  }
  return size - left;
}

std::size_t ByteWindow::read(char* buffer, std::size_t size) {
  if (begin_ < buffer_.size()) {
    const std::size_t count = std::min(size, buffer_.size() - begin_);
    std::memcpy(buffer, buffer_.data() + begin_, count);
    skip(count);
    return count;
  }
  if (at_end_) return 0;
  const std::size_t count = source_.read(buffer, size);
  offset_ += count;
  at_end_ = count == 0;
  return count;
}

std::size_t MemorySource::read(char* buffer, std::size_t size) {
  const std::size_t count = std::min(size, bytes_.size() - position_);
  std::memcpy(buffer, bytes_.data() + position_, count);
  position_ += count;
  return count;
}

bool MemorySource::seek(std::uint64_t offset) {
  if (offset > bytes_.size()) return false;
  position_ = static_cast<std::size_t>(offset);
  return true;
}

WindowLine peek_line(ByteWindow& window, std::size_t max) {
  std::size_t looked_at = 0;
  for (std::size_t wanted = std::min<std::size_t>(max, 256);; wanted = std::min(max, wanted * 4)) {
    const std::string_view bytes = window.peek(wanted);
    const std::size_t end = bytes.find('\n', looked_at);
    const bool is_last = bytes.size() < wanted;
    if (end == std::string_view::npos && !is_last && wanted < max) {
      looked_at = bytes.size();
      continue;
    }
    const bool is_ended = end != std::string_view::npos;
    std::string_view text = bytes.substr(0, end);
    if (is_ended && text.ends_with('\r')) text.remove_suffix(1);
    return {text, is_ended ? end + 1 : bytes.size(), is_ended || is_last};
  }
}

}  // namespace dateline
