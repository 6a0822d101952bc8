// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/zstd_codec.h"

#include <new>
#include <utility>

// For dictionaries that are not copied: these have been in every libzstd since 1.4.
#define ZSTD_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

#include "common/base/error.h"

namespace dateline {
namespace {

ZSTD_CCtx* compressor(void* context) { return static_cast<ZSTD_CCtx*>(context); }
ZSTD_DCtx* decompressor(void* context) { return static_cast<ZSTD_DCtx*>(context); }

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
  decompression_ = made(ZSTD_createDDict_byReference(bytes_.data(), bytes_.size()));
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

std::string ZstdCodec::compress(std::string_view bytes) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = checked(ZSTD_compress2(compressor(compressor_), frame.data(),
                                                  frame.size(), bytes.data(), bytes.size()),
                                   "compress");
  frame.resize(size);
  frame.shrink_to_fit();
  return frame;
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
  const std::size_t size =
      ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), joined.data(), sizes.data(),
                            static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size) != 0U) return {};
  dictionary.resize(size);
  return dictionary;
}

}  // namespace dateline
