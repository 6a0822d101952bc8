// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/packed_source.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <archive.h>
#include <fmt/format.h>
#include <zstd.h>

#include "indexer/containers/archive_handle.h"
#include "indexer/containers/frame_codec.h"

namespace dateline {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBlock = std::size_t{64} << 10U;
// How much of a frame is kept, to look for the next one right behind the beginning of a damaged
// one.
constexpr std::size_t kKept = std::size_t{1} << 20U;

class FramedSource : public PackedSource {
 public:
  FramedSource(ByteWindow& source, Nest& nest, std::unique_ptr<FrameCodec> codec)
      : source_(source), nest_(nest), codec_(std::move(codec)) {}

  std::size_t read(char* buffer, std::size_t size) override;
  bool failed() const override { return failed_; }
  bool is_cut_short() const override { return cut_short_; }
  std::uint64_t damaged_from() const override { return frame_out_; }
  bool resume(const Accept& accept) override;

 private:
  bool fill();
  bool begin_frame();
  void fail(std::string_view why);
  bool try_frame(std::size_t at, const Accept& accept);
  std::size_t next_magic(std::size_t from);

  ByteWindow& source_;
  Nest& nest_;
  std::unique_ptr<FrameCodec> codec_;
  std::string in_;
  std::size_t position_ = 0;     // in `in_`, of the next byte to decode
  std::size_t frame_ = 0;        // in `in_`, where the frame begins
  std::uint64_t in_offset_ = 0;  // of `in_` in the compressed data
  std::uint64_t frame_offset_ = 0;
  std::uint64_t out_ = 0;        // bytes that came out
  std::uint64_t frame_out_ = 0;  // of them before the frame
  bool in_frame_ = false;
  bool any_frame_ = false;
  bool ended_ = false;
  bool failed_ = false;
  bool cut_short_ = false;
};

// Forgets what will not be looked at again, and reads a block.
bool FramedSource::fill() {
  const std::size_t kept = position_ - frame_ <= kKept ? frame_ : position_;
  if (kept >= kBlock) {
    in_.erase(0, kept);
    in_offset_ += kept;
    position_ -= kept;
    frame_ = frame_ > kept ? frame_ - kept : 0;
  }
  const std::size_t size = in_.size();
  in_.resize(size + kBlock);
  const std::size_t count = source_.read(in_.data() + size, kBlock);
  in_.resize(size + count);
  nest_.count_in(count);
  return count > 0;
}

void FramedSource::fail(std::string_view why) {
  failed_ = true;
  nest_.note_problem({SkipKind::Broken, fmt::format("{}, in the {} data from byte {}", why,
                                                    codec_->name(), frame_offset_)});
}

// False at the end, good or bad.
bool FramedSource::begin_frame() {
  constexpr std::size_t kLongestMagic = 4;
  while (in_.size() - position_ < kLongestMagic && fill()) {
  }
  const std::string_view rest = std::string_view(in_).substr(position_);
  frame_ = position_;
  frame_offset_ = in_offset_ + position_;
  frame_out_ = out_;
  // Tapes and disks leave zeros behind a file.
  if (rest.empty() || (any_frame_ && rest.find_first_not_of('\0') == std::string_view::npos)) {
    ended_ = true;
    return false;
  }
  if (!codec_->begins(rest)) {
    fail("other bytes");
    return false;
  }
  codec_->restart();
  in_frame_ = any_frame_ = true;
  return true;
}

std::size_t FramedSource::read(char* buffer, std::size_t size) {
  while (!ended_ && !failed_ && !nest_.ended()) {
    if (!in_frame_ && !begin_frame()) break;
    std::string_view in = std::string_view(in_).substr(position_);
    const std::size_t before = in.size();
    std::size_t written = 0;
    const auto step = codec_->step(in, buffer, size, written);
    position_ += before - in.size();
    out_ += written;
    if (step == FrameCodec::Step::FrameEnd) in_frame_ = false;
    if (step == FrameCodec::Step::Damaged) {
      fail(codec_->problem());
    } else if (step == FrameCodec::Step::More && written == 0 && in.empty() && !fill()) {
      cut_short_ = true;
      fail("cut short");
    }
    if (written > 0) return nest_.count_unpacked(written) ? written : 0;
  }
  if (nest_.ended()) failed_ = true;
  return 0;
}

// Where the next frame may begin, in `in_`; npos: nowhere any more.
std::size_t FramedSource::next_magic(std::size_t from) {
  const std::string_view magic = codec_->magic();
  for (;;) {
    const std::size_t found = in_.find(magic, from);
    if (found != std::string::npos) return found;
    frame_ = position_ = from = std::max(from, in_.size() - std::min(in_.size(), magic.size() - 1));
    const std::uint64_t offset = in_offset_;
    if (!fill()) return std::string::npos;
    from -= static_cast<std::size_t>(in_offset_ - offset);
  }
}

// Whether a frame at the beginning of `in_` + `at` can be decoded, by its first bytes.
bool FramedSource::try_frame(std::size_t at, const Accept& accept) {
  std::array<char, 512> beginning{};
  std::string_view in = std::string_view(in_).substr(at);
  std::size_t size = 0;
  codec_->restart();
  for (;;) {
    std::size_t written = 0;
    const auto step = codec_->step(in, beginning.data() + size, beginning.size() - size, written);
    size += written;
    if (step == FrameCodec::Step::Damaged) return false;
    if (step == FrameCodec::Step::FrameEnd || size == beginning.size() ||
        (written == 0 && in.empty()))
      break;
  }
  return size > 0 && accept({beginning.data(), size});
}

bool FramedSource::resume(const Accept& accept) {
  constexpr std::size_t kLookahead = 4096;
  constexpr int kMostTries = 100'000;
  if (!failed_ || cut_short_ || nest_.ended()) return false;
  std::size_t at = frame_ + 1;
  for (int tries = 0; tries < kMostTries; ++tries, ++at) {
    at = next_magic(std::min(at, in_.size()));
    if (at == std::string::npos) return false;
    frame_ = position_ = at;
    while (in_.size() - frame_ < kLookahead && fill()) {
    }
    at = frame_;
    if (!try_frame(at, accept)) continue;
    failed_ = in_frame_ = false;
    nest_.note_no_problem();
    return true;
  }
  return false;
}

// xz and bzip2, by libarchive.
class FilteredSource : public PackedSource {
 public:
  FilteredSource(ByteWindow& source, Nest& nest) : nest_(nest), archive_(source) {
    ::archive_read_support_filter_xz(archive_.get());
    ::archive_read_support_filter_bzip2(archive_.get());
    ::archive_read_support_format_raw(archive_.get());
    archive_entry* entry = nullptr;
    failed_ = !archive_.open() || ::archive_read_next_header(archive_.get(), &entry) < ARCHIVE_WARN;
    if (failed_) nest_.note_problem({SkipKind::Broken, archive_.problem()});
  }

  std::size_t read(char* buffer, std::size_t size) override {
    if (failed_ || ended_ || nest_.ended()) return 0;
    const la_ssize_t count = ::archive_read_data(archive_.get(), buffer, size);
    nest_.set_in(archive_.bytes_read());
    ended_ = count == 0;
    failed_ = count < 0;
    if (failed_) nest_.note_problem({SkipKind::Broken, archive_.problem()});
    if (failed_ || ended_) return 0;
    return nest_.count_unpacked(static_cast<std::uint64_t>(count)) ? static_cast<std::size_t>(count)
                                                                   : 0;
  }

  bool failed() const override { return failed_ || nest_.ended(); }

 private:
  Nest& nest_;
  ArchiveHandle archive_;
  bool failed_ = false;
  bool ended_ = false;
};

// The dictionary of a .warc.zst file: a skippable frame before all others, which holds it as it is
// or compressed (https://iipc.github.io/warc-specifications/specifications/warc-zstd/).
std::string read_dictionary(ByteWindow& source) {
  constexpr std::size_t kHeader = 8;
  constexpr std::size_t kLargest = std::size_t{16} << 20U;
  const std::string_view header = source.peek(kHeader);
  if (header.size() < kHeader || !header.starts_with("\x5D\x2A\x4D\x18"sv)) return {};
  std::size_t size = 0;
  for (std::size_t i = kHeader; i-- > 4;) size = size << 8U | static_cast<unsigned char>(header[i]);
  if (size > kLargest) return {};
  std::string dictionary(source.peek(kHeader + size).substr(kHeader));
  if (!dictionary.starts_with("\x28\xB5\x2F\xFD"sv)) return dictionary;
  std::string unpacked(kLargest, '\0');
  const std::size_t unpacked_size =
      ::ZSTD_decompress(unpacked.data(), unpacked.size(), dictionary.data(), dictionary.size());
  unpacked.resize(::ZSTD_isError(unpacked_size) != 0 ? 0 : unpacked_size);
  return unpacked;
}

}  // namespace

std::unique_ptr<PackedSource> open_packed(ByteWindow& source, Nest& nest) {
  constexpr std::size_t kMagic = 6;
  const std::string_view head = source.peek(kMagic);
  const auto framed = [&](std::unique_ptr<FrameCodec> codec) {
    return std::make_unique<FramedSource>(source, nest, std::move(codec));
  };
  if (auto gzip = make_gzip_codec(); gzip->begins(head)) return framed(std::move(gzip));
  if (make_zstd_codec({})->begins(head)) return framed(make_zstd_codec(read_dictionary(source)));
  if (head.starts_with("\xFD"
                       "7zXZ\0"sv) ||
      head.starts_with("BZh"))
    return std::make_unique<FilteredSource>(source, nest);
  return nullptr;
}

}  // namespace dateline
