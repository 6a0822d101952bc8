// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/files.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/error.h"

namespace dateline {
namespace {

[[noreturn]] void fail(std::string_view action, const std::filesystem::path& path,
                       int error_number) {
  const bool full = error_number == ENOSPC || error_number == EDQUOT;
  throw Error(
      ExitCode::WriteFailed,
      fmt::format("cannot {} '{}': {}", action, path.string(), system_message(error_number)),
      full ? "free some space and run it again; the index is as it was after the last commit" : "");
}

}  // namespace

std::string system_message(int error_number) {
  return std::generic_category().message(error_number);
}

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

MappedFile::MappedFile(const std::filesystem::path& path, std::uint64_t bytes) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) {
    throw Error(ExitCode::Damaged,
                fmt::format("cannot open '{}': {}", path.string(), system_message(errno)));
  }
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0 ||
      static_cast<std::uint64_t>(status.st_size) < bytes) {
    throw Error(ExitCode::Damaged,
                fmt::format("cannot use '{}': it is shorter than the index says", path.string()),
                "remove the index and run dateline-index again");
  }
  if (bytes == 0) return;
  void* data = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, file.descriptor(), 0);
  if (data == MAP_FAILED) {
    throw Error(ExitCode::Damaged,
                fmt::format("cannot map '{}': {}", path.string(), system_message(errno)));
  }
  data_ = static_cast<const std::byte*>(data);
  size_ = bytes;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

File open_for_writing(const std::filesystem::path& path, int flags) {
  File file(::open(path.c_str(), flags | O_CLOEXEC, 0666));
  if (!file) fail("open", path, errno);
  return file;
}

void write_all(const File& file, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.descriptor(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void truncate_file(const std::filesystem::path& path, std::uint64_t bytes) {
  if (::truncate(path.c_str(), static_cast<off_t>(bytes)) != 0) fail("shorten", path, errno);
}

void sync_file(const File& file, const std::filesystem::path& path) {
  if (::fdatasync(file.descriptor()) != 0) fail("sync", path, errno);
}

void sync_folder(const std::filesystem::path& folder) {
  const File file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file || ::fsync(file.descriptor()) != 0) fail("sync the folder", folder, errno);
}

void replace_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path temporary = path;
  temporary += ".tmp";
  {
    const File file = open_for_writing(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    write_all(file, bytes, temporary);
    if (::fsync(file.descriptor()) != 0) fail("sync", temporary, errno);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) fail("put in place", path, errno);
  sync_folder(path.parent_path());
}

std::string read_whole_file(const std::filesystem::path& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) fail("open", path, errno);
  std::string bytes;
  std::size_t length = 0;
  for (;;) {
    bytes.resize(length + 65536);
    const ssize_t count = ::read(file.descriptor(), bytes.data() + length, 65536);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("read", path, errno);
    length += static_cast<std::size_t>(count);
    if (count == 0) break;
  }
  bytes.resize(length);
  return bytes;
}

std::uint64_t bytes_of_file(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) fail("look at", path, error.value());
  return size;
}

std::uint64_t bytes_of_folder(const std::filesystem::path& folder) {
  std::uint64_t total = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && !entry.is_symlink()) total += entry.file_size();
  }
  return total;
}

}  // namespace dateline
