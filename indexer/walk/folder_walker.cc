// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/walk/folder_walker.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include "common/base/error.h"
#include "common/base/files.h"
#include "common/storage/index_folder.h"

namespace dateline {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

// What lies on these file systems looks like regular files, and has no end or does something when
// it is read.
bool holds_no_files(int folder) {
  struct statfs status {};
  if (::fstatfs(folder, &status) != 0) return false;
  constexpr std::array<long, 9> kKinds = {PROC_SUPER_MAGIC, SYSFS_MAGIC,        DEBUGFS_MAGIC,
                                          TRACEFS_MAGIC,    CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC,
                                          SECURITYFS_MAGIC, BPF_FS_MAGIC,       DEVPTS_SUPER_MAGIC};
  return std::ranges::find(kKinds, static_cast<long>(status.f_type)) != kKinds.end();
}

class Walk {
 public:
  Walk(const PathFilter& filter, const std::filesystem::path& index_folder) : filter_(filter) {
    struct stat status {};
    if (::stat(index_folder.c_str(), &status) == 0) {
      index_inode_ = status.st_ino;
      index_device_ = status.st_dev;
    }
  }

  void enter(const std::filesystem::path& root) {
    Folder folder(::opendir(root.c_str()));
    struct stat status {};
    if (!folder || ::fstat(::dirfd(folder.get()), &status) != 0) {
      throw Error(ExitCode::Usage, fmt::format("cannot read the folder '{}': {}", root.string(),
                                               system_message(errno)));
    }
    if (holds_no_files(::dirfd(folder.get()))) {
      throw Error(ExitCode::Usage,
                  fmt::format("cannot index '{}': it shows the state of the system, no files",
                              root.string()));
    }
    device_ = status.st_dev;
    read(folder.get(), "", 0);
    std::sort(result_.files.begin(), result_.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
  }

  WalkResult take() { return std::move(result_); }

 private:
  void skip(std::string path, SkipKind kind, std::string detail = {}) {
    result_.skipped.push_back({std::move(path), {kind, std::move(detail)}});
  }

  void skip_folder(const std::string& path, std::string detail) {
    result_.unread_folders.push_back(path);
    skip(path + '/', SkipKind::Unreadable, std::move(detail));
  }

  void read(DIR* folder, const std::string& prefix, int depth) {
    for (;;) {
      errno = 0;
      const dirent* entry = ::readdir(folder);
      if (entry == nullptr) {
        if (errno != 0) skip_folder(prefix, system_message(errno));
        return;
      }
      if (entry->d_name[0] != '.') look_at(folder, prefix, entry->d_name, depth);
    }
  }

  void look_at(DIR* folder, const std::string& prefix, const char* name, int depth) {
    std::string path = prefix.empty() ? name : prefix + '/' + name;
    struct stat status {};
    if (::fstatat(::dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno != ENOENT) skip(std::move(path), SkipKind::Unreadable, system_message(errno));
      return;
    }
    if (S_ISLNK(status.st_mode)) {
      skip(std::move(path), SkipKind::Link);
    } else if (S_ISDIR(status.st_mode)) {
      descend(folder, name, path, status, depth);
    } else if (!S_ISREG(status.st_mode)) {
      skip(std::move(path), SkipKind::Special);
    } else if (!filter_.accepts_file(path)) {
      ++result_.filtered;
    } else {
      const std::int64_t mtime =
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
      result_.files.push_back({std::move(path), static_cast<std::uint64_t>(status.st_size), mtime});
    }
  }

  void descend(DIR* parent, const char* name, const std::string& path, const struct stat& status,
               int depth) {
    if (status.st_ino == index_inode_ && status.st_dev == index_device_) return;
    if (!filter_.accepts_folder(path)) {
      ++result_.filtered;
      return;
    }
    if (status.st_dev != device_) return skip_folder(path, "another file system");
    if (depth + 1 >= kMaxFolderDepth) return skip_folder(path, "too deep");
    const int descriptor =
        ::openat(::dirfd(parent), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    Folder folder(descriptor < 0 ? nullptr : ::fdopendir(descriptor));
    if (!folder) return skip_folder(path, system_message(errno));
    read(folder.get(), path, depth + 1);
  }

  const PathFilter& filter_;
  WalkResult result_;
  dev_t device_ = 0;
  ino_t index_inode_ = 0;
  dev_t index_device_ = 0;
};

}  // namespace

WalkResult walk_folder(const std::filesystem::path& root, const PathFilter& filter,
                       const std::filesystem::path& index_folder) {
  Walk walk(filter, index_folder);
  walk.enter(root);
  return walk.take();
}

}  // namespace dateline
