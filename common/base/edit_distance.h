// SPDX-License-Identifier: GPL-2.0-or-later
//
// How far a typing error is from what was meant.
#pragma once

#include <cstddef>
#include <string_view>

namespace dateline {

// Bytes to add, drop, replace or swap with their neighbour to make `wanted` of `typed` (optimal
// string alignment). Takes time and memory by the product of the lengths: for names, not for texts.
std::size_t edit_distance(std::string_view typed, std::string_view wanted);

}  // namespace dateline
