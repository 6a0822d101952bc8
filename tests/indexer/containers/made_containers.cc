// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/indexer/containers/made_containers.h"

#include <utility>

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include "indexer/containers/byte_window.h"
#include "indexer/detect/format_detection.h"

namespace dateline {
namespace {

std::string zlib(std::string_view bytes, int window_bits) {
  z_stream stream{};
  ::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&stream, bytes.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

// A pipe: it cannot be sought in.
class StreamSource : public ByteSource {
 public:
  explicit StreamSource(std::string_view bytes) : memory_(bytes) {}
  std::size_t read(char* buffer, std::size_t size) override { return memory_.read(buffer, size); }

 private:
  MemorySource memory_;
};

}  // namespace

std::string crc32_of(std::string_view bytes) {
  const auto crc =
      ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
  std::string out;
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(crc >> shift);
  return out;
}

std::string gzip(std::string_view bytes) { return zlib(bytes, 15 + 16); }
std::string deflate(std::string_view bytes, bool with_header) {
  return zlib(bytes, with_header ? 15 : -15);
}

std::string zstd(std::string_view bytes, std::string_view dictionary) {
  ZSTD_CCtx* context = ::ZSTD_createCCtx();
  ::ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (!dictionary.empty())
    ::ZSTD_CCtx_loadDictionary(context, dictionary.data(), dictionary.size());
  std::string out(::ZSTD_compressBound(bytes.size()), '\0');
  out.resize(::ZSTD_compress2(context, out.data(), out.size(), bytes.data(), bytes.size()));
  ::ZSTD_freeCCtx(context);
  return out;
}

// One stored block (RFC 7932, 9.2): window bits, not the last, four nibbles of length, stored.
std::string brotli(std::string_view bytes) {
  const std::uint64_t header = (bytes.size() - 1) << 4U | std::uint64_t{1} << 20U;
  std::string out;
  for (unsigned shift = 0; shift < 24; shift += 8) out += static_cast<char>(header >> shift);
  return out + std::string(bytes) + '\x03';
}

std::string warc_record(std::string_view type, std::string_view url, std::string_view content_type,
                        std::string_view block, std::string_view length) {
  return fmt::format(
      "WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: {}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
      "Content-Type: {}\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
      type, url, content_type, length.empty() ? std::to_string(block.size()) : std::string(length),
      block);
}

std::string http(std::string_view fields, std::string_view body, std::string_view status) {
  return fmt::format("HTTP/1.1 {}\r\n{}\r\n{}", status, fields, body);
}

std::string page(std::string_view text) {
  return fmt::format("<!doctype html><html><body><p>{}</p></body></html>", text);
}

std::string warc_page(std::string_view url, std::string_view text) {
  return warc_record("response", url, "application/http; msgtype=response",
                     http("Content-Type: text/html; charset=UTF-8\r\n", page(text)));
}

std::string lines(const std::vector<std::string>& texts) {
  std::string joined;
  for (const auto& text : texts) joined += text + '\n';
  return joined;
}

std::vector<std::string> Found::names() const {
  std::vector<std::string> names;
  for (const auto& member : members) names.push_back(member.name);
  return names;
}

std::vector<std::string> Found::reasons() const {
  std::vector<std::string> reasons;
  for (const auto& item : skips)
    reasons.push_back(
        fmt::format("{}: {} ({})", item.path, to_string(item.skip.kind), item.skip.detail));
  return reasons;
}

Found unpack_bytes(std::string_view bytes, std::string_view name, const UnpackLimits& limits,
                   bool seekable) {
  Found found;
  const MemberSink sink{[&](Member&& member) {
                          found.members.push_back(std::move(member));
                          return true;
                        },
                        [&](std::string member, Skip skip) {
                          found.skips.push_back({std::move(member), std::move(skip)});
                          return true;
                        }};
  const Format format = detect_format(name, bytes.substr(0, kFormatHead));
  MemorySource file(bytes);
  StreamSource stream(bytes);
  unpack(seekable ? static_cast<ByteSource&>(file) : stream, name, format, limits, sink);
  return found;
}

}  // namespace dateline
