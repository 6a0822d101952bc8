// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/zip_members.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <archive.h>
#include <archive_entry.h>

#include "common/base/utf8.h"

namespace dateline {
namespace {

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Archive = std::unique_ptr<archive, FreeArchive>;

std::string reason(archive* reader) {
  const char* text = archive_error_string(reader);
  return text != nullptr ? replace_invalid_utf8(text) : "damaged zip file";
}

class MemberReader {
 public:
  MemberReader(std::size_t zip_bytes, const ZipLimits& limits)
      : zip_bytes_(std::max<std::size_t>(zip_bytes, 1)), limits_(limits) {}

  // Null: read well.
  std::optional<Skip> read(archive* reader, std::string& bytes) {
    std::array<char, 65536> chunk;
    while (true) {
      const la_ssize_t count = archive_read_data(reader, chunk.data(), chunk.size());
      if (count == 0) return std::nullopt;
      if (count < 0) return Skip{SkipKind::Broken, reason(reader)};
      bytes.append(chunk.data(), static_cast<std::size_t>(count));
      total_ += static_cast<std::uint64_t>(count);
      if (bytes.size() > limits_.member_bytes)
        return Skip{SkipKind::Limit, "more than 64 MiB unpacked"};
      if (total_ > limits_.ratio_from && total_ / zip_bytes_ > limits_.ratio)
        return Skip{SkipKind::Limit, "expands more than a thousandfold"};
    }
  }

 private:
  std::size_t zip_bytes_;
  const ZipLimits& limits_;
  std::uint64_t total_ = 0;
};

Archive open_zip(std::string_view zip) {
  Archive reader(archive_read_new());
  const bool is_open = reader && archive_read_support_format_zip(reader.get()) == ARCHIVE_OK &&
                       archive_read_open_memory(reader.get(), zip.data(), zip.size()) == ARCHIVE_OK;
  return is_open ? std::move(reader) : nullptr;
}

bool is_wanted(const std::vector<std::string>& names, const char* name) {
  return name != nullptr && std::ranges::find(names, name) != names.end();
}

}  // namespace

std::variant<ZipMembers, Skip> read_zip_members(std::string_view zip,
                                                const std::vector<std::string>& names,
                                                const ZipLimits& limits) {
  const Archive reader = open_zip(zip);
  if (!reader) return Skip{SkipKind::Broken, "no zip file"};
  ZipMembers members;
  MemberReader member_reader(zip.size(), limits);
  for (std::size_t entries = 0; members.size() < names.size(); ++entries) {
    if (entries == limits.entries) return Skip{SkipKind::Limit, "too many members"};
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    // Some of the members may be whole all the same.
    if (status < ARCHIVE_WARN && members.empty())
      return Skip{SkipKind::Broken, reason(reader.get())};
    if (status < ARCHIVE_WARN) break;
    const char* name = archive_entry_pathname(entry);
    if (!is_wanted(names, name) || members.contains(name)) continue;
    if (archive_entry_is_data_encrypted(entry) != 0)
      return Skip{SkipKind::Encrypted, "needs a password"};
    if (auto skip = member_reader.read(reader.get(), members[name])) return std::move(*skip);
  }
  return members;
}

}  // namespace dateline
