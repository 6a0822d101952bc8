// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/archive_handle.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <new>

#include "indexer/containers/nest.h"

namespace dateline {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;

}  // namespace

ArchiveHandle::ArchiveHandle(ByteSource& source)
    : source_(source), archive_(::archive_read_new()), block_(kBlock) {
  if (archive_ == nullptr) throw std::bad_alloc();
}

bool ArchiveHandle::open() {
  ::archive_read_set_callback_data(archive_, this);
  ::archive_read_set_read_callback(archive_, &ArchiveHandle::read_block);
  if (source_.can_seek()) ::archive_read_set_seek_callback(archive_, &ArchiveHandle::seek_to);
  return ::archive_read_open1(archive_) == ARCHIVE_OK;
}

std::string ArchiveHandle::problem() const {
  const char* text = ::archive_error_string(archive_);
  return text == nullptr ? "damaged" : short_reason(text);
}

std::uint64_t ArchiveHandle::bytes_read() const {
  return source_.can_seek() ? std::min(bytes_read_, source_.size()) : bytes_read_;
}

la_ssize_t ArchiveHandle::read_block(archive* archive, void* handle, const void** block) {
  auto& self = *static_cast<ArchiveHandle*>(handle);
  const std::uint64_t block_end = self.block_begin_ + self.block_size_;
  if (self.position_ < self.block_begin_ || self.position_ >= block_end) {
    const bool is_there = !self.has_moved_ || self.source_.seek(self.position_);
    self.has_moved_ = false;
    self.block_begin_ = self.position_;
    self.block_size_ = is_there ? self.source_.read(self.block_.data(), self.block_.size()) : 0;
    self.bytes_read_ += self.block_size_;
    if (!is_there || (self.block_size_ == 0 && self.source_.failed())) {
      ::archive_set_error(archive, EIO, "reading failed");
      return ARCHIVE_FATAL;
    }
  }
  const auto skipped = static_cast<std::size_t>(self.position_ - self.block_begin_);
  *block = self.block_.data() + skipped;
  self.position_ = self.block_begin_ + self.block_size_;
  return static_cast<la_ssize_t>(self.block_size_ - skipped);
}

la_int64_t ArchiveHandle::seek_to(archive* archive, void* handle, la_int64_t offset, int whence) {
  auto& self = *static_cast<ArchiveHandle*>(handle);
  const auto size = static_cast<la_int64_t>(self.source_.size());
  const la_int64_t base = whence == SEEK_SET   ? 0
                          : whence == SEEK_CUR ? static_cast<la_int64_t>(self.position_)
                                               : size;
  la_int64_t target = 0;
  if (__builtin_add_overflow(base, offset, &target) || target < 0 || target > size) {
    ::archive_set_error(archive, EIO, "points outside the file");
    return ARCHIVE_FATAL;
  }
  self.position_ = static_cast<std::uint64_t>(target);
  self.has_moved_ = true;
  return target;
}

}  // namespace dateline
