// SPDX-License-Identifier: GPL-2.0-or-later
//
// Random queries to both indexes through Xapian alone; their answers must be the same documents
// with the same weights, in the same order where a value gives the order.
#pragma once

#include <cstddef>
#include <cstdint>

#include "scripts/evaluate/compare/side.h"
#include "scripts/evaluate/compare/tally.h"

namespace dateline::compare {

void compare_queries(Side& a, Side& b, std::size_t queries, std::uint64_t seed, Tally& tally);

}  // namespace dateline::compare
