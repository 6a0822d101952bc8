// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/source_file.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline {

std::optional<Skip> SourceFile::open(const std::filesystem::path& path) {
  // O_NONBLOCK: what was a file in the walk may be a FIFO by now.
  file_ = File(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file_) {
    const SkipKind kind = errno == ENOENT ? SkipKind::Vanished : SkipKind::Unreadable;
    return Skip{kind, kind == SkipKind::Vanished ? "" : system_message(errno)};
  }
  struct stat status {};
  if (::fstat(file_.descriptor(), &status) != 0)
    return Skip{SkipKind::Unreadable, system_message(errno)};
  if (!S_ISREG(status.st_mode)) return Skip{SkipKind::Special, ""};
  size_ = static_cast<std::uint64_t>(status.st_size);
  mtime_ns_ = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  at_end_ = false;
  return std::nullopt;
}

bool SourceFile::read(std::string& buffer, std::size_t count) {
  const std::size_t start = buffer.size();
  buffer.resize(start + count);
  std::size_t got = 0;
  while (got < count) {
    const ssize_t bytes = ::read(file_.descriptor(), buffer.data() + start + got, count - got);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) skip_ = {SkipKind::Unreadable, system_message(errno)};
    if (bytes < 0) return false;
    at_end_ = bytes == 0;
    if (at_end_) break;
    got += static_cast<std::size_t>(bytes);
  }
  buffer.resize(start + got);
  return true;
}

void SourceFile::rewind() {
  ::lseek(file_.descriptor(), 0, SEEK_SET);
  at_end_ = false;
}

}  // namespace dateline
