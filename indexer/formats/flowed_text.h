// SPDX-License-Identifier: GPL-2.0-or-later
//
// Mail text whose long lines were folded for the way (RFC 3676, format=flowed): lines that end in a
// blank go on in the next one.
#pragma once

#include <string>
#include <string_view>

namespace dateline {

// `delete_space`: DelSp=yes, the blank was put there by the folding. Quote marks stay, once a
// paragraph.
std::string unfold_flowed(std::string_view text, bool delete_space);

}  // namespace dateline
