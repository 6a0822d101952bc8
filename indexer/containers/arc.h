// SPDX-License-Identifier: GPL-2.0-or-later
//
// ARC 1.0 and 1.1, the format of the Internet Archive before WARC
// (https://archive.org/web/researcher/ArcFileFormat.php).
#pragma once

#include "indexer/containers/byte_window.h"
#include "indexer/containers/nest.h"
#include "indexer/containers/packed_source.h"

namespace dateline {

// The pages of an ARC file, as read_warc() gives those of a WARC file.
void read_arc(ByteWindow& in, Nest& nest, PackedSource* packed);

}  // namespace dateline
