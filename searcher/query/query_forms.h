// SPDX-License-Identifier: GPL-2.0-or-later
//
// The one table of what can be written in a query beside fields (fields.h): --help prints it, and
// a test holds the manual to it.
#pragma once

#include <span>
#include <string_view>

namespace dateline {

struct QueryForm {
  std::string_view example;  // a query that is understood
  std::string_view help;
};

std::span<const QueryForm> query_forms();

}  // namespace dateline
