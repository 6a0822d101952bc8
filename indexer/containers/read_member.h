// SPDX-License-Identifier: GPL-2.0-or-later
//
// What each reader of a container hands its members to: a document is taken, a container is read in
// its turn.
#pragma once

#include <string_view>

#include "indexer/containers/byte_window.h"
#include "indexer/containers/nest.h"

namespace dateline {

// `name`: of the member within `nest`; empty when it is the only one. `label`: for its ending.
void read_member(Nest& nest, std::string_view name, std::string_view label, ByteWindow& in);
void read_as(Nest& nest, std::string_view name, std::string_view label, Format format,
             ByteWindow& in);

}  // namespace dateline
