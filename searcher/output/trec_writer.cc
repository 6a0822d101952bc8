// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/trec_writer.h"

#include <string_view>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

// One column of a format whose columns are kept apart by blanks.
std::string column(std::string_view text) {
  const std::string safe = terminal_safe(text, false);
  std::string joined;
  for (std::size_t position = 0; position < safe.size();) {
    const char32_t c = decode_utf8(safe, position);
    append_utf8(joined, u_isUWhiteSpace(static_cast<UChar32>(c)) ? U'_' : c);
  }
  return joined;
}

}  // namespace

void TrecWriter::hit(std::string& out, const QueryInfo& query, const Hit& hit) const {
  const Document& document = hit.document;
  const std::string docno =
      column(document.own_id.empty() ? display_path(document) : document.own_id);
  out += fmt::format("{} Q0 {} {} {:.6f} dateline\n", query.id.empty() ? "1" : column(query.id),
                     docno, hit.rank, hit.score);
}

}  // namespace dateline
