// SPDX-License-Identifier: GPL-2.0-or-later
//
// WARC 0.17, 0.18, 1.0 and 1.1 (ISO 28500:2017).
#pragma once

#include "indexer/containers/byte_window.h"
#include "indexer/containers/nest.h"
#include "indexer/containers/packed_source.h"

namespace dateline {

// The pages of a WARC file, in its order. Documents are in response, resource and conversion
// records; revisit records repeat one that is elsewhere and have none. `packed`: what `in` is a
// window of, when that is compressed, else null. See web_archive.h for damage, capture.h for what
// is a document.
void read_warc(ByteWindow& in, Nest& nest, PackedSource* packed);

}  // namespace dateline
