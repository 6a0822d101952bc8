// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk/run_file.h"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <tuple>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "common/base/bytes.h"
#include "common/base/error.h"

namespace dateline {
namespace {

constexpr std::string_view kMagic("DLRUN\0\0\1", 8);
constexpr std::string_view kEndMagic = "DLRUNEND";
constexpr std::size_t kTableBytes = kRunSections * 2 * sizeof(std::uint64_t);
constexpr std::size_t kFootBytes = kTableBytes + sizeof(std::uint64_t) + 8;
constexpr std::size_t kWriteBytes = 1U << 20U;
constexpr std::size_t kReadBytes = 64U << 10U;

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view why) {
  throw Error(ExitCode::Damaged,
              fmt::format("cannot read the sorted run '{}': {}", path.string(), why),
              "run dateline-index again");
}

// Reads exactly that much.
void read_at(const File& file, std::uint64_t offset, char* to, std::size_t bytes,
             const std::filesystem::path& path) {
  while (bytes > 0) {
    const ssize_t got = ::pread(file.descriptor(), to, bytes, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, system_message(errno));
    if (got == 0) fail(path, "it is too short");
    to += got;
    offset += static_cast<std::uint64_t>(got);
    bytes -= static_cast<std::size_t>(got);
  }
}

}  // namespace

bool RunDocument::operator<(const RunDocument& other) const {
  return std::tie(date_class, date, sequence) <
         std::tie(other.date_class, other.date, other.sequence);
}

RunSection slot_section(unsigned slot) {
  return static_cast<RunSection>(static_cast<unsigned>(RunSection::FirstSlot) + slot);
}

RunWriter::RunWriter(std::filesystem::path path) : path_(std::move(path)), temporary_(path_) {
  temporary_ += ".tmp";
  file_ = open_for_writing(temporary_, O_WRONLY | O_CREAT | O_TRUNC);
  pending_.reserve(kWriteBytes + kWriteBytes / 4);
  write(kMagic);
}

void RunWriter::flush() {
  hash_.update(pending_);
  write_all(file_, pending_, temporary_);
  pending_.clear();
}

void RunWriter::write(std::string_view bytes) {
  bytes_ += bytes.size();
  pending_ += bytes;
  if (pending_.size() >= kWriteBytes) flush();
}

void RunWriter::begin(RunSection section) {
  if (open_ != nullptr) open_->end = bytes_;
  open_ = &sections_[static_cast<std::size_t>(section)];
  open_->begin = open_->end = bytes_;
}

void RunWriter::finish() {
  if (open_ != nullptr) open_->end = bytes_;
  std::string table;
  for (const Span& span : sections_) {
    append_fixed(table, span.begin);
    append_fixed(table, span.end);
  }
  write(table);
  flush();
  std::string foot;
  append_fixed(foot, hash_.digest());
  foot += kEndMagic;
  write_all(file_, foot, temporary_);
  std::error_code error;
  std::filesystem::rename(temporary_, path_, error);
  if (error) {
    throw Error(ExitCode::WriteFailed,
                fmt::format("cannot put '{}' in place: {}", path_.string(), error.message()));
  }
}

RunFile::RunFile(std::filesystem::path path)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (!file_) fail(path_, system_message(errno));
  bytes_ = bytes_of_file(path_);
  if (bytes_ < kMagic.size() + kFootBytes) fail(path_, "it is too short");
  std::string foot(kFootBytes, '\0');
  read_at(file_, bytes_ - kFootBytes, foot.data(), foot.size(), path_);
  if (!foot.ends_with(kEndMagic)) fail(path_, "its end is missing");
  ByteReader reader(foot, "a sorted run");
  for (std::size_t i = 0; i < kRunSections; ++i) {
    begins_[i] = reader.fixed<std::uint64_t>();
    ends_[i] = reader.fixed<std::uint64_t>();
    if (begins_[i] > ends_[i] || ends_[i] > bytes_) fail(path_, "its sections are damaged");
  }
}

bool RunFile::is_intact() const {
  StreamingHash hash;
  std::string block(kWriteBytes, '\0');
  const std::uint64_t end = bytes_ - sizeof(std::uint64_t) - kEndMagic.size();
  for (std::uint64_t at = 0; at < end;) {
    const std::size_t part = std::min<std::uint64_t>(block.size(), end - at);
    read_at(file_, at, block.data(), part, path_);
    hash.update(std::string_view(block).substr(0, part));
    at += part;
  }
  std::uint64_t stored = 0;
  read_at(file_, end, reinterpret_cast<char*>(&stored), sizeof stored, path_);
  return stored == hash.digest();
}

std::uint32_t RunFile::documents() const {
  const auto section = static_cast<std::size_t>(RunSection::Documents);
  return static_cast<std::uint32_t>((ends_[section] - begins_[section]) / sizeof(RunDocument));
}

SectionReader::SectionReader(const RunFile& run, RunSection section)
    : run_(run),
      next_(run.begins_[static_cast<std::size_t>(section)]),
      end_(run.ends_[static_cast<std::size_t>(section)]) {}

// Makes `wanted` bytes available, or all that are left.
void SectionReader::fill(std::size_t wanted) {
  buffer_.erase(0, position_);
  position_ = 0;
  const std::size_t kept = buffer_.size();
  const std::uint64_t more =
      std::min<std::uint64_t>(std::max(kReadBytes, wanted) - kept, end_ - next_);
  buffer_.resize(kept + more);
  read_at(run_.file_, next_, buffer_.data() + kept, more, run_.path_);
  next_ += more;
}

std::uint64_t SectionReader::varint() {
  constexpr std::size_t kLongest = 10;
  if (buffer_.size() - position_ < kLongest && next_ < end_) fill(kLongest);
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && position_ < buffer_.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(buffer_[position_++]);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
  fail(run_.path_, "a section ends too early");
}

void SectionReader::skip(std::size_t bytes) {
  const std::size_t buffered = std::min(bytes, buffer_.size() - position_);
  position_ += buffered;
  if (bytes - buffered > end_ - next_) fail(run_.path_, "a section ends too early");
  next_ += bytes - buffered;
}

std::string_view SectionReader::take(std::size_t bytes) {
  if (buffer_.size() - position_ < bytes) fill(bytes);
  if (buffer_.size() - position_ < bytes) fail(run_.path_, "a section ends too early");
  const std::string_view taken = std::string_view(buffer_).substr(position_, bytes);
  position_ += bytes;
  return taken;
}

}  // namespace dateline
