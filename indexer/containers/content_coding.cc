// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/containers/content_coding.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <memory>

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include "indexer/containers/frame_codec.h"

namespace dateline {
namespace {

using Step = FrameCodec::Step;
// As FrameCodec::step().
using Decode =
    std::function<Step(std::string_view& in, char* out, std::size_t room, std::size_t& written)>;

// All that comes out of `bytes`, up to damage. Nothing when nothing does.
std::variant<std::string, Skip> run(std::string_view bytes, const Decode& decode, Nest& nest) {
  constexpr std::size_t kBlock = std::size_t{64} << 10U;
  const UnpackLimits& limits = nest.limits();
  std::string out;
  std::string_view in = bytes;
  for (;;) {
    const std::size_t size = out.size();
    out.resize(size + std::max(kBlock, size));
    std::size_t written = 0;
    const std::size_t before = in.size();
    const Step step = decode(in, out.data() + size, out.size() - size, written);
    out.resize(size + written);
    if (!nest.count_unpacked(written)) return Skip{SkipKind::Limit, ""};
    if (out.size() > limits.member_bytes)
      return Skip{SkipKind::TooLarge, fmt::format("over {} MiB", limits.member_bytes >> 20U)};
    if (out.size() > limits.member_ratio_from && out.size() / limits.member_ratio >= bytes.size())
      return Skip{SkipKind::Limit, fmt::format("expands more than {} times", limits.member_ratio)};
    const bool stands_still = written == 0 && before == in.size();
    if (step != Step::More || stands_still) return out;
  }
}

class Deflate {
 public:
  // `window_bits`: as zlib has it, 15 with a header (RFC 1950), -15 without.
  explicit Deflate(int window_bits) { is_open_ = ::inflateInit2(&stream_, window_bits) == Z_OK; }
  ~Deflate() { ::inflateEnd(&stream_); }
  Deflate(const Deflate&) = delete;
  Deflate& operator=(const Deflate&) = delete;

  Step step(std::string_view& in, char* out, std::size_t room, std::size_t& written) {
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    if (!is_open_) return Step::Damaged;
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(std::min(in.size(), kMost));
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(std::min(room, kMost));
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    written = room - stream_.avail_out;
    in.remove_prefix(in.size() - stream_.avail_in);
    if (result == Z_STREAM_END) return Step::FrameEnd;
    return result == Z_OK || result == Z_BUF_ERROR ? Step::More : Step::Damaged;
  }

 private:
  z_stream stream_{};
  bool is_open_ = false;
};

struct FreeBrotli {
  void operator()(BrotliDecoderState* state) const { ::BrotliDecoderDestroyInstance(state); }
};

Step step_brotli(BrotliDecoderState* state, std::string_view& in, char* out, std::size_t room,
                 std::size_t& written) {
  std::size_t in_left = in.size();
  std::size_t out_left = room;
  const auto* next_in = reinterpret_cast<const std::uint8_t*>(in.data());
  auto* next_out = reinterpret_cast<std::uint8_t*>(out);
  const auto result =
      ::BrotliDecoderDecompressStream(state, &in_left, &next_in, &out_left, &next_out, nullptr);
  written = room - out_left;
  in.remove_prefix(in.size() - in_left);
  if (result == BROTLI_DECODER_RESULT_SUCCESS) return Step::FrameEnd;
  return result == BROTLI_DECODER_RESULT_ERROR ? Step::Damaged : Step::More;
}

std::variant<std::string, Skip> run_frames(std::string_view bytes, FrameCodec& codec, Nest& nest) {
  if (!codec.begins(bytes)) return std::string(bytes);
  codec.restart();
  return run(
      bytes,
      [&](auto& in, char* out, std::size_t room, std::size_t& written) {
        return codec.step(in, out, room, written);
      },
      nest);
}

// With the header it should have, else without, as many servers sent it.
std::variant<std::string, Skip> run_deflate(std::string_view bytes, Nest& nest) {
  for (const int window_bits : {15, -15}) {
    Deflate deflate(window_bits);
    auto out = run(
        bytes,
        [&](auto& in, char* to, std::size_t room, std::size_t& written) {
          return deflate.step(in, to, room, written);
        },
        nest);
    const auto* text = std::get_if<std::string>(&out);
    if (text == nullptr || !text->empty()) return out;
  }
  return std::string(bytes);
}

std::variant<std::string, Skip> run_brotli(std::string_view bytes, Nest& nest) {
  const std::unique_ptr<BrotliDecoderState, FreeBrotli> state(
      ::BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) return Skip{SkipKind::NotSupported, "content coding br"};
  auto out = run(
      bytes,
      [&](auto& in, char* to, std::size_t room, std::size_t& written) {
        return step_brotli(state.get(), in, to, room, written);
      },
      nest);
  const auto* text = std::get_if<std::string>(&out);
  // Brotli has no magic number: bytes that make no sense were not in it.
  if (text != nullptr && text->empty()) return std::string(bytes);
  return out;
}

}  // namespace

std::variant<std::string, Skip> decode_content(std::string_view bytes, std::string_view coding,
                                               Nest& nest) {
  if (bytes.empty()) return std::string();
  if (coding == "gzip" || coding == "x-gzip") return run_frames(bytes, *make_gzip_codec(), nest);
  if (coding == "zstd") return run_frames(bytes, *make_zstd_codec({}), nest);
  if (coding == "deflate") return run_deflate(bytes, nest);
  if (coding == "br") return run_brotli(bytes, nest);
  return std::string(bytes);
}

}  // namespace dateline
