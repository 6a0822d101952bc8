// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/made_zip.h"

#include <stdexcept>

#include <archive.h>
#include <archive_entry.h>

namespace dateline::test {
namespace {

la_ssize_t append(archive* /*writer*/, void* to, const void* bytes, std::size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void check(int status, archive* writer) {
  if (status < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(writer));
}

}  // namespace

std::string make_zip(const std::vector<std::pair<std::string, std::string>>& members,
                     const std::string& password) {
  std::string zip;
  archive* writer = archive_write_new();
  check(archive_write_set_format_zip(writer), writer);
  if (!password.empty()) {
    check(archive_write_set_options(writer, "zip:encryption=traditional"), writer);
    check(archive_write_set_passphrase(writer, password.c_str()), writer);
  }
  check(archive_write_set_bytes_in_last_block(writer, 1), writer);
  check(archive_write_open2(writer, &zip, nullptr, append, nullptr, nullptr), writer);
  for (const auto& [name, bytes] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    check(archive_write_header(writer, entry), writer);
    archive_write_data(writer, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  check(archive_write_close(writer), writer);
  archive_write_free(writer);
  return zip;
}

}  // namespace dateline::test
