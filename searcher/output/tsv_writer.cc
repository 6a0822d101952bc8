// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/tsv_writer.h"

#include <string_view>

#include <fmt/format.h>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {
namespace {

// Spreadsheets take these, and their full-width twins, for the start of a formula.
constexpr std::u32string_view kFormulaStarts = U"=+-@＝＋－＠";

std::string harmless_cell(std::string text) {
  std::size_t position = text.find_first_not_of(' ');
  if (position == std::string::npos) return text;
  const char32_t first = decode_utf8(text, position);
  if (kFormulaStarts.find(first) != std::u32string_view::npos) text.insert(0, "'");
  return text;
}

}  // namespace

void TsvWriter::hit(std::string& out, const QueryInfo& query, const Hit& hit) const {
  const Document& document = hit.document;
  out += fmt::format("{}\t{}\t{:.6f}\t{}\t{}\t{}\t{}\n", one_line(query.id), hit.rank, hit.score,
                     document.id.hex(), to_string(document.publication.best.date),
                     harmless_cell(terminal_safe(display_path(document), false)),
                     harmless_cell(one_line(document.title)));
}

void TsvWriter::error(std::string& out, const QueryInfo& query, const Error& error) const {
  out += fmt::format("{}\terror\t\t\t\t\t{}\n", one_line(query.id),
                     harmless_cell(one_line(error.what())));
}

}  // namespace dateline
