// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/glass_version_file.h"

#include <string>

#include <fmt/format.h>

#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/base/files.h"

namespace dateline {
namespace {

// With the format date 2016-03-14.
constexpr std::string_view kMagic = "\x0F\x0DXapian Glass\x04\x6E";
constexpr std::size_t kUuidBytes = 16;
constexpr int kTables = 6;

// Copies one varint and gives its value.
std::uint64_t copy_varint(ByteReader& reader, std::string& out) {
  const std::uint64_t value = reader.varint();
  append_varint(out, value);
  return value;
}

void copy_root_info(ByteReader& reader, std::string& out) {
  copy_varint(reader, out);  // root block
  copy_varint(reader, out);  // level, sequential, fake
  copy_varint(reader, out);  // entries
  copy_varint(reader, out);  // block size
  reader.varint();
  append_varint(out, 0);                // compress_min
  append_string(out, reader.string());  // free list
}

}  // namespace

void disable_tag_compression(const std::filesystem::path& database) {
  const std::filesystem::path path = database / "iamglass";
  const std::string bytes = read_whole_file(path);
  if (!bytes.starts_with(kMagic)) {
    throw Error(
        ExitCode::NoIndex,
        fmt::format("cannot use '{}': not a glass database of the known format", path.string()));
  }
  ByteReader reader(bytes, path.string());
  std::string out(reader.take(kMagic.size() + kUuidBytes));
  copy_varint(reader, out);  // revision
  for (int table = 0; table < kTables; ++table) copy_root_info(reader, out);
  out += reader.take(reader.remaining());
  replace_file(path, out);
}

}  // namespace dateline
