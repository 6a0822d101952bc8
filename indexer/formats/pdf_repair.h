// SPDX-License-Identifier: GPL-2.0-or-later
//
// Finds the pages of a PDF file whose list of them is lost: damaged in the middle, or cut short.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

// The file with a new list of the pages found in it, `max_pages` of them at most, in the order in
// which they stand there; empty when none is. Pages packed into object streams are not found.
std::string with_found_pages(std::string_view pdf, std::size_t max_pages);

}  // namespace dateline
