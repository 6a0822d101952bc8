// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/index_folder.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "common/base/error.h"
#include "common/base/hash.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kGenerationPrefix = "gen-";
constexpr const char* kManifest = "MANIFEST";

[[noreturn]] void fail(std::string_view action, const fs::path& path,
                       const std::error_code& error) {
  throw Error(ExitCode::WriteFailed,
              fmt::format("cannot {} '{}': {}", action, path.string(), error.message()));
}

std::optional<unsigned> generation_number(const fs::path& path) {
  const std::string name = path.filename().string();
  if (!name.starts_with(kGenerationPrefix)) return std::nullopt;
  unsigned number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + kGenerationPrefix.size(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

fs::path database_path(const fs::path& generation) { return generation / "xapian"; }

std::optional<fs::path> IndexFolder::current() const {
  std::error_code error;
  fs::path real = fs::canonical(folder_ / "current", error);
  if (error) return std::nullopt;
  return real;
}

std::vector<fs::path> IndexFolder::generations() const {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder_, error), end; !error && entry != end;
       entry.increment(error)) {
    if (generation_number(entry->path())) found.push_back(entry->path());
  }
  return found;
}

fs::path IndexFolder::create_generation() const {
  unsigned number = 0;
  for (const auto& generation : generations())
    number = std::max(number, *generation_number(generation));
  fs::path path = folder_ / fmt::format("{}{:06}", kGenerationPrefix, number + 1);
  std::error_code error;
  fs::create_directory(path, error);
  if (error) fail("make the folder", path, error);
  sync_folder(folder_);
  return path;
}

void IndexFolder::publish(const fs::path& generation) const {
  const fs::path temporary = folder_ / "current.tmp";
  std::error_code error;
  fs::remove(temporary, error);
  fs::create_directory_symlink(generation.filename(), temporary, error);
  if (error) fail("make the link", temporary, error);
  fs::rename(temporary, folder_ / "current", error);
  if (error) fail("switch to the generation", generation, error);
  sync_folder(folder_);
}

void IndexFolder::remove_leftovers(const fs::path& kept) const {
  const auto answering = current();
  for (const auto& generation : generations()) {
    if (answering && generation.filename() == answering->filename()) continue;
    if (generation.filename() == kept.filename()) continue;
    std::error_code error;
    fs::remove_all(generation, error);
    if (error) fail("remove the old generation", generation, error);
  }
}

void seal(const fs::path& generation) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(generation)) {
    if (entry.is_regular_file() && entry.path().filename() != kManifest)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::string manifest = "dateline-manifest 1\n";
  for (const auto& path : files) {
    const std::uint64_t bytes = bytes_of_file(path);
    const MappedFile file(path, bytes);
    const auto hash =
        hash128({reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()});
    manifest +=
        fmt::format("{} {} {}\n", to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()}),
                    bytes, path.lexically_relative(generation).string());
  }
  replace_file(generation / kManifest, manifest);
}

void unseal(const fs::path& generation) {
  std::error_code error;
  if (fs::remove(generation / kManifest, error)) sync_folder(generation);
  if (error) fail("remove", generation / kManifest, error);
}

bool is_sealed(const fs::path& generation) { return fs::exists(generation / kManifest); }

WriterLock::WriterLock(const IndexFolder& folder, bool wait) {
  const fs::path path = folder.path() / "lock";
  file_ = open_for_writing(path, O_RDWR | O_CREAT);
  while (::flock(file_.descriptor(), LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
    if (errno == EINTR) continue;
    std::string holder;
    if (const std::string pid = read_whole_file(path); !pid.empty())
      holder = fmt::format(" (process {})", pid);
    throw Error(ExitCode::Busy,
                fmt::format("cannot write the index '{}': another dateline-index is at work{}",
                            folder.path().string(), holder),
                "wait for it, or use --wait");
  }
  const std::string pid = std::to_string(::getpid());
  if (::ftruncate(file_.descriptor(), 0) == 0) write_all(file_, pid, path);
}

}  // namespace dateline
