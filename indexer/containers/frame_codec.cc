// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/frame_codec.h"

#include <algorithm>
#include <limits>
#include <new>

#include <zlib.h>
#include <zstd.h>

namespace dateline {
namespace {

using namespace std::string_view_literals;

class GzipMembers : public FrameCodec {
 public:
  GzipMembers() {
    constexpr int kGzipOnly = 15 + 16;  // the largest window, with a gzip header
    if (::inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~GzipMembers() override { ::inflateEnd(&stream_); }
  GzipMembers(const GzipMembers&) = delete;
  GzipMembers& operator=(const GzipMembers&) = delete;

  std::string_view name() const override { return "gzip"; }
  std::string_view magic() const override { return "\x1F\x8B\x08"sv; }
  void restart() override { ::inflateReset(&stream_); }

  Step step(std::string_view& in, char* out, std::size_t room, std::size_t& written) override {
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(std::min(in.size(), kMost));
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(std::min(room, kMost));
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    written = static_cast<std::size_t>(reinterpret_cast<char*>(stream_.next_out) - out);
    in.remove_prefix(
        static_cast<std::size_t>(reinterpret_cast<const char*>(stream_.next_in) - in.data()));
    if (result == Z_STREAM_END) return Step::FrameEnd;
    return result == Z_OK || result == Z_BUF_ERROR ? Step::More : Step::Damaged;
  }

  std::string problem() const override { return stream_.msg == nullptr ? "damaged" : stream_.msg; }

 private:
  z_stream stream_{};
};

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ::ZSTD_freeDCtx(context); }
};

class ZstdFrames : public FrameCodec {
 public:
  explicit ZstdFrames(std::string_view dictionary) : context_(::ZSTD_createDCtx()) {
    constexpr int kLargestWindow = 27;  // 128 MiB, which `zstd --long` makes
    if (!context_) throw std::bad_alloc();
    ::ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kLargestWindow);
    if (!dictionary.empty())
      ::ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size());
  }

  std::string_view name() const override { return "zstd"; }
  std::string_view magic() const override { return "\x28\xB5\x2F\xFD"sv; }
  bool begins(std::string_view bytes) const override {
    const bool is_skippable = bytes.size() >= 4 && bytes.substr(1).starts_with("\x2A\x4D\x18"sv) &&
                              (static_cast<unsigned char>(bytes[0]) & 0xF0U) == 0x50;
    return is_skippable || bytes.starts_with(magic());
  }
  void restart() override { ::ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only); }

  Step step(std::string_view& in, char* out, std::size_t room, std::size_t& written) override {
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out, room, 0};
    result_ = ::ZSTD_decompressStream(context_.get(), &output, &input);
    written = output.pos;
    in.remove_prefix(input.pos);
    if (::ZSTD_isError(result_) != 0) return Step::Damaged;
    return result_ == 0 ? Step::FrameEnd : Step::More;
  }

  std::string problem() const override { return ::ZSTD_getErrorName(result_); }

 private:
  std::unique_ptr<ZSTD_DCtx, FreeContext> context_;
  std::size_t result_ = 0;
};

}  // namespace

std::unique_ptr<FrameCodec> make_gzip_codec() { return std::make_unique<GzipMembers>(); }

std::unique_ptr<FrameCodec> make_zstd_codec(std::string_view dictionary) {
  return std::make_unique<ZstdFrames>(dictionary);
}

}  // namespace dateline
