// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/made_archive.h"

#include <memory>
#include <stdexcept>

#include <archive.h>
#include <archive_entry.h>

namespace dateline {
namespace {

struct CloseWriter {
  void operator()(archive* writer) const { ::archive_write_free(writer); }
};

la_ssize_t append(archive* /*writer*/, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void check(int status, archive* writer) {
  if (status < ARCHIVE_WARN) throw std::runtime_error(::archive_error_string(writer));
}

void write_entry(archive* writer, const MadeEntry& made) {
  archive_entry* entry = ::archive_entry_new();
  ::archive_entry_copy_pathname(entry, made.name.c_str());
  ::archive_entry_set_perm(entry, 0644);
  ::archive_entry_set_filetype(entry, made.type == 'd'   ? AE_IFDIR
                                      : made.type == 'l' ? AE_IFLNK
                                      : made.type == 'p' ? AE_IFIFO
                                      : made.type == 'c' ? AE_IFCHR
                                                         : AE_IFREG);
  if (made.type == 'l') ::archive_entry_copy_symlink(entry, made.data.c_str());
  if (made.type == 'h') ::archive_entry_copy_hardlink(entry, made.data.c_str());
  const bool has_data = made.type == 'f';
  ::archive_entry_set_size(entry, has_data ? static_cast<la_int64_t>(made.data.size()) : 0);
  check(::archive_write_header(writer, entry), writer);
  if (has_data) ::archive_write_data(writer, made.data.data(), made.data.size());
  ::archive_entry_free(entry);
}

std::string write(archive* writer, const std::vector<MadeEntry>& entries) {
  const std::unique_ptr<archive, CloseWriter> owner(writer);
  std::string out;
  ::archive_write_set_bytes_in_last_block(writer, 1);
  check(::archive_write_open(writer, &out, nullptr, &append, nullptr), writer);
  for (const auto& entry : entries) write_entry(writer, entry);
  check(::archive_write_close(writer), writer);
  return out;
}

std::string filter(std::string_view bytes, int (*add_filter)(archive*)) {
  archive* writer = ::archive_write_new();
  add_filter(writer);
  ::archive_write_set_format_raw(writer);
  return write(writer, {{"data", std::string(bytes)}});
}

}  // namespace

std::string make_zip(const std::vector<MadeEntry>& entries, const std::string& password) {
  archive* writer = ::archive_write_new();
  ::archive_write_set_format_zip(writer);
  if (!password.empty()) {
    ::archive_write_set_options(writer, "zip:encryption=traditional");
    ::archive_write_set_passphrase(writer, password.c_str());
  }
  return write(writer, entries);
}

std::string make_stored_zip(const std::vector<MadeEntry>& entries) {
  archive* writer = ::archive_write_new();
  ::archive_write_set_format_zip(writer);
  ::archive_write_zip_set_compression_store(writer);
  return write(writer, entries);
}

std::string make_tar(const std::vector<MadeEntry>& entries) {
  archive* writer = ::archive_write_new();
  ::archive_write_set_format_pax_restricted(writer);
  return write(writer, entries);
}

std::string xz(std::string_view bytes) { return filter(bytes, &::archive_write_add_filter_xz); }
std::string bzip2(std::string_view bytes) {
  return filter(bytes, &::archive_write_add_filter_bzip2);
}

}  // namespace dateline
