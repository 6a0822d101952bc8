// SPDX-License-Identifier: GPL-2.0-or-later
//
// A query that cannot be understood, the place in it, and how to show that place on a terminal.
// Queries are hostile text (a line of somebody's batch file): whatever is made for showing here
// holds no control or direction characters, and takes time by the width shown, not by the query.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/base/error.h"

namespace dateline {

class QueryError : public Error {
 public:
  // `offset` in bytes of the query; its size when the end is the place.
  QueryError(std::size_t offset, const std::string& message, std::string hint = {});

  std::size_t offset() const { return offset_; }

 private:
  std::size_t offset_;
};

// Two lines without a newline at the end: the query, and a '^' under `offset`. A query wider than
// `width` columns is cut around the place, with '…' where something is missing. Wide East Asian
// characters count as two columns, combining marks as none.
std::string caret_lines(std::string_view query, std::size_t offset, std::size_t width = 80);

// A piece of a query for use within a message: on one line, inert, and cut to `max_columns`.
std::string quote_for_message(std::string_view text, std::size_t max_columns = 40);

}  // namespace dateline
