// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/count_writer.h"

#include <fmt/format.h>

#include "common/base/terminal_text.h"

namespace dateline {

void CountWriter::end(std::string& out, const QueryInfo& query, const Answer& answer) const {
  if (!query.id.empty()) out += one_line(query.id) + "\t";
  out += fmt::format("{}", answer.total);
  if (answer.undated_left_out) out += fmt::format("\t{}", *answer.undated_left_out);
  out += '\n';
}

void CountWriter::error(std::string& out, const QueryInfo& query, const Error& error) const {
  if (query.id.empty()) return;  // a single query's error is main()'s to tell
  out += fmt::format("{}\terror\t{}\n", one_line(query.id), one_line(error.what()));
}

}  // namespace dateline
