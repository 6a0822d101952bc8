// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/archive_members.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <iconv.h>

#include "common/base/utf8.h"
#include "indexer/containers/archive_handle.h"
#include "indexer/containers/unpack.h"

namespace dateline {
namespace {

// The data of the member at hand. Holes of sparse files are zeros.
class EntrySource : public ByteSource {
 public:
  EntrySource(ArchiveHandle& archive, Nest& nest, bool is_packed)
      : archive_(archive), nest_(nest), is_packed_(is_packed), in_before_(position()) {}

  std::size_t read(char* buffer, std::size_t size) override;
  bool failed() const override { return failed_; }

 private:
  std::uint64_t position() const {
    return static_cast<std::uint64_t>(::archive_filter_bytes(archive_.get(), 0));
  }
  bool next_block();
  void fail(Skip why) {
    failed_ = true;
    nest_.note_problem(std::move(why));
  }
  bool count(std::size_t bytes);

  ArchiveHandle& archive_;
  Nest& nest_;
  const bool is_packed_;
  const std::uint64_t in_before_;
  std::uint64_t out_ = 0;
  std::string_view block_;
  std::uint64_t hole_ = 0;  // zeros before the block
  bool ended_ = false;
  bool failed_ = false;
};

bool EntrySource::next_block() {
  const void* data = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  const int result = ::archive_read_data_block(archive_.get(), &data, &size, &offset);
  if (result == ARCHIVE_EOF) {
    ended_ = true;
    return false;
  }
  // A warning says that sizes or sums are wrong.
  if (result != ARCHIVE_OK) {
    fail(nest_.failure(archive_.problem()));
    return false;
  }
  if (offset < 0 || static_cast<std::uint64_t>(offset) < out_) {
    fail({SkipKind::Broken, "its parts overlap"});
    return false;
  }
  hole_ = static_cast<std::uint64_t>(offset) - out_;
  block_ = {static_cast<const char*>(data), size};
  return true;
}

bool EntrySource::count(std::size_t bytes) {
  out_ += bytes;
  nest_.set_in(archive_.bytes_read());
  if (!nest_.count_archived(bytes) || (is_packed_ && !nest_.count_unpacked(bytes))) {
    failed_ = true;
    return false;
  }
  const UnpackLimits& limits = nest_.limits();
  if (!is_packed_ || out_ <= limits.member_ratio_from) return true;
  const std::uint64_t in = position() > in_before_ ? position() - in_before_ : 1;
  if (out_ / limits.member_ratio < in) return true;
  fail({SkipKind::Limit, fmt::format("expands more than {} times, to over {} MiB",
                                     limits.member_ratio, limits.member_ratio_from >> 20U)});
  return false;
}

std::size_t EntrySource::read(char* buffer, std::size_t size) {
  while (block_.empty() && hole_ == 0) {
    if (ended_ || failed_ || !next_block()) return 0;
  }
  std::size_t count_read = 0;
  if (hole_ > 0) {
    count_read = static_cast<std::size_t>(std::min<std::uint64_t>(size, hole_));
    std::memset(buffer, 0, count_read);
    hole_ -= count_read;
  } else {
    count_read = std::min(size, block_.size());
    std::memcpy(buffer, block_.data(), count_read);
    block_.remove_prefix(count_read);
  }
  return count(count_read) ? count_read : 0;
}

// A part of the path that begins with a dot, or what macOS adds to its zips.
bool is_hidden(std::string_view name) {
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, end);
    if (part == "__MACOSX" || (part.starts_with('.') && part != "." && part != "..")) return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

class ArchiveWalk {
 public:
  ArchiveWalk(ByteSource& source, Nest& nest,
              const std::function<void(std::string_view, ByteWindow&)>& each)
      : nest_(nest), each_(each), archive_(source) {
    if (source.can_seek()) ::archive_read_support_format_zip_seekable(archive_.get());
    ::archive_read_support_format_zip_streamable(archive_.get());
    ::archive_read_support_format_tar(archive_.get());
  }

  void run() {
    bool is_open = archive_.open();
    while (is_open && !nest_.ended()) {
      nest_.note_no_problem();
      archive_entry* entry = nullptr;
      const int result = ::archive_read_next_header(archive_.get(), &entry);
      nest_.set_in(archive_.bytes_read());
      if (result == ARCHIVE_EOF) return;
      is_open = result == ARCHIVE_OK || result == ARCHIVE_WARN;
      if (!is_open || !nest_.count_member()) break;
      ++number_;
      look_at(entry);
    }
    if (is_open) return;
    Skip rest = nest_.failure(archive_.problem());
    // Where a member ends that cannot be decrypted is not always known.
    if (is_after_encrypted_) rest.kind = SkipKind::Encrypted;
    nest_.skip("", std::move(rest));
  }

 private:
  std::string name_of(archive_entry* entry) const {
    const char* path = ::archive_entry_pathname(entry);
    if (path == nullptr || *path == '\0') return fmt::format("member {}", number_);
    std::string_view name = path;
    while (name.starts_with("./")) name.remove_prefix(2);
    return std::string(name.substr(0, utf8_cut(name, nest_.limits().name_bytes)));
  }

  void look_at(archive_entry* entry) {
    const auto type = ::archive_entry_filetype(entry);
    is_after_encrypted_ = ::archive_entry_is_encrypted(entry) != 0;
    if (type == AE_IFDIR) return;
    const std::string name = name_of(entry);
    if (is_hidden(name)) return;
    if (type == AE_IFLNK || ::archive_entry_hardlink(entry) != nullptr) {
      nest_.skip(name, {SkipKind::Link, ""});
    } else if (type != AE_IFREG) {
      nest_.skip(name, {SkipKind::Special, ""});
    } else if (is_after_encrypted_) {
      nest_.skip(name, {SkipKind::Encrypted, ""});
    } else {
      read(entry, name);
    }
  }

  void read(archive_entry* entry, const std::string& name) {
    const bool is_zip =
        (::archive_format(archive_.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
    // libarchive would unpack the rest of it, uncounted, to find its end.
    const bool must_be_read = is_zip && ::archive_entry_size_is_set(entry) == 0;
    EntrySource data(archive_, nest_, is_zip);
    ByteWindow member(data);
    each_(name, member);
    if (must_be_read) member.discard(UINT64_MAX);
  }

  Nest& nest_;
  const std::function<void(std::string_view, ByteWindow&)>& each_;
  ArchiveHandle archive_;
  std::uint64_t number_ = 0;
  bool is_after_encrypted_ = false;
};

locale_t utf8_locale() {
  static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

}  // namespace

void prepare_unpack() {
  const Utf8Locale locale;
  // Else the C library looks for a time zone at the time of each member of a zip.
  ::setenv("TZ", "UTC0", 1);
  ::tzset();
  const iconv_t converter = ::iconv_open("UTF-8", "ISO-8859-1");
  if (reinterpret_cast<std::intptr_t>(converter) != -1) ::iconv_close(converter);
}

Utf8Locale::Utf8Locale() : before_(::uselocale(utf8_locale())) {}
Utf8Locale::~Utf8Locale() { ::uselocale(before_); }

void read_archive(ByteSource& source, Nest& nest,
                  const std::function<void(std::string_view name, ByteWindow& member)>& each) {
  ArchiveWalk(source, nest, each).run();
}

}  // namespace dateline
