// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/zstd_codec.h"

#include <new>
#include <utility>

// For ZDICT_trainFromBuffer_fastCover, which the shared library has had since 1.3.6.
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

#include "common/base/error.h"

namespace dateline {
namespace {

ZSTD_CCtx* compressor(void* context) { return static_cast<ZSTD_CCtx*>(context); }
ZSTD_DCtx* decompressor(void* context) { return static_cast<ZSTD_DCtx*>(context); }

constexpr std::size_t kKeptFrame = 4U << 20U;  // a buffer grown beyond it by one record is not kept

std::size_t checked(std::size_t code, const char* action) {
  if (ZSTD_isError(code) != 0U) {
    throw Error(ExitCode::Damaged,
                std::string("cannot ") + action + " a stored record: " + ZSTD_getErrorName(code));
  }
  return code;
}

template <class Context>
Context* made(Context* context) {
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

}  // namespace

ZstdDictionary::ZstdDictionary(std::string bytes, ZstdUse use) : bytes_(std::move(bytes)) {
  if (bytes_.empty()) return;
  if (use == ZstdUse::ReadAndWrite)
    compression_ = made(ZSTD_createCDict(bytes_.data(), bytes_.size(), kLevel));
  decompression_ = made(ZSTD_createDDict(bytes_.data(), bytes_.size()));
}

ZstdDictionary::~ZstdDictionary() {
  ZSTD_freeCDict(static_cast<ZSTD_CDict*>(compression_));
  ZSTD_freeDDict(static_cast<ZSTD_DDict*>(decompression_));
}

ZstdCodec::ZstdCodec(std::shared_ptr<const ZstdDictionary> dictionary)
    : dictionary_(std::move(dictionary)) {
  compressor_ = made(ZSTD_createCCtx());
  decompressor_ = made(ZSTD_createDCtx());
  ZSTD_CCtx* const context = compressor(compressor_);
  checked(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, ZstdDictionary::kLevel),
          "set up");
  checked(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1), "set up");
  checked(ZSTD_CCtx_refCDict(context, static_cast<ZSTD_CDict*>(dictionary_->compression_)),
          "set up");
  checked(ZSTD_DCtx_setParameter(decompressor(decompressor_), ZSTD_d_windowLogMax, 27), "set up");
  checked(ZSTD_DCtx_refDDict(decompressor(decompressor_),
                             static_cast<ZSTD_DDict*>(dictionary_->decompression_)),
          "set up");
}

ZstdCodec::~ZstdCodec() {
  ZSTD_freeCCtx(compressor(compressor_));
  ZSTD_freeDCtx(decompressor(decompressor_));
}

void ZstdCodec::append_compressed(std::string& out, std::string_view bytes) {
  const std::size_t bound = ZSTD_compressBound(bytes.size());
  if (frame_.size() < bound) frame_.resize(bound);
  const std::size_t size = checked(ZSTD_compress2(compressor(compressor_), frame_.data(),
                                                  frame_.size(), bytes.data(), bytes.size()),
                                   "compress");
  out.append(frame_, 0, size);
  if (frame_.size() > kKeptFrame) frame_ = std::string();
}

void ZstdCodec::decompress(std::string_view frame, std::uint64_t max_bytes, std::string& out) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > max_bytes) {
    throw Error(ExitCode::Damaged, "cannot decompress a stored record: its size is not plausible",
                "remove the index and run dateline-index again");
  }
  out.resize(size);
  const std::size_t got = checked(ZSTD_decompressDCtx(decompressor(decompressor_), out.data(),
                                                      out.size(), frame.data(), frame.size()),
                                  "decompress");
  out.resize(got);
}

std::string train_dictionary(const std::vector<std::string_view>& samples, std::size_t max_bytes) {
  std::string joined;
  std::vector<std::size_t> sizes;
  for (const auto sample : samples) {
    joined += sample;
    sizes.push_back(sample.size());
  }
  std::string dictionary(max_bytes, '\0');
  // ZDICT_trainFromBuffer tries many of these in a half second for 4 MB of samples; these take a
  // tenth of it, and what they give packs a little better.
  ZDICT_fastCover_params_t settings{};
  settings.k = 200;
  settings.d = 8;
  settings.f = 18;
  settings.accel = 5;
  settings.zParams.compressionLevel = ZstdDictionary::kLevel;
  const std::size_t size =
      ZDICT_trainFromBuffer_fastCover(dictionary.data(), dictionary.size(), joined.data(),
                                      sizes.data(), static_cast<unsigned>(sizes.size()), settings);
  if (ZDICT_isError(size) != 0U) return {};
  dictionary.resize(size);
  return dictionary;
}

}  // namespace dateline
