// SPDX-License-Identifier: GPL-2.0-or-later
//
// A Document as the bytes kept in its Xapian document's data, version 1:
//
//   u8 version | varint bytes of title + body | zstd frame of: the fields in the order of
//   doc_record.cc, body last
//
// The text size stands outside the frame so that the index's total can be kept when documents are
// removed, without decompressing them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/domain/document.h"
#include "common/storage/zstd_codec.h"

namespace dateline {

// The fields as bytes, not yet compressed: what a dictionary is trained on.
std::string serialise_document(const Document& document);

std::string encode_record(const Document& document, ZstdCodec& codec);

// Throws Error(Damaged) for bytes that are no record, Error(NoIndex) for a version this build does
// not know.
Document decode_record(std::string_view record, ZstdCodec& codec);

std::uint64_t record_text_bytes(std::string_view record);

}  // namespace dateline
