// SPDX-License-Identifier: GPL-2.0-or-later
//
// The operations on files that must be right for an index to survive a power cut: owned
// descriptors, checked writes, files replaced whole, folders synced. Every failure is an Error that
// names the path and the system's reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace dateline {

// Owns one POSIX descriptor, opened close-on-exec.
class File {
 public:
  File() = default;
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  int descriptor() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

// A file or folder whole, mapped for reading. What lies beyond the length at opening time is never
// looked at.
class MappedFile {
 public:
  MappedFile() = default;
  // Maps the first `bytes` bytes of the file; it must be at least that long, else Error(Damaged).
  MappedFile(const std::filesystem::path& path, std::uint64_t bytes);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

// `flags` and `mode` as for open(2). Throws Error(WriteFailed).
File open_for_writing(const std::filesystem::path& path, int flags);

void write_all(const File& file, std::string_view bytes, const std::filesystem::path& path);
void truncate_file(const std::filesystem::path& path, std::uint64_t bytes);
void sync_file(const File& file, const std::filesystem::path& path);  // fdatasync
// fsync, so that renames into it last.
void sync_folder(const std::filesystem::path& folder);

// Puts a file with these bytes in place at once: a reader sees the old file or the new one. Synced
// when it returns.
void replace_file(const std::filesystem::path& path, std::string_view bytes);

// Throws Error(code) when it cannot be read.
std::string read_whole_file(const std::filesystem::path& path);

std::uint64_t bytes_of_file(const std::filesystem::path& path);
// Bytes of all regular files below.
std::uint64_t bytes_of_folder(const std::filesystem::path& folder);

// The system's words for an errno value.
std::string system_message(int error_number);

}  // namespace dateline
