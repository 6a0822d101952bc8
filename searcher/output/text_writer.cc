// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/text_writer.h"

#include <string_view>

#include <fmt/format.h>

#include "common/base/terminal_text.h"
#include "searcher/output/date_label.h"
#include "searcher/output/marked_line.h"

namespace dateline {
namespace {

constexpr std::string_view kIndent = "   ";

MarkedText with_head(const std::string& head, const MarkedText& title) {
  if (title.text.empty()) return {head + "(no title)", {}};
  MarkedText line{head + title.text, title.marks};
  for (Span& mark : line.marks) {
    mark.begin += head.size();
    mark.end += head.size();
  }
  return line;
}

std::string place(const Document& document) {
  const std::string path = terminal_safe(display_path(document), false);
  if (document.site.empty()) return path;
  return fmt::format("{} · {}", one_line(document.site), path);
}

std::string total_line(const Answer& answer) {
  if (answer.total == 0) return "no documents";
  std::string line = fmt::format("{}{} document{}", answer.total_is_exact ? "" : "about ",
                                 grouped_number(answer.total), answer.total == 1 ? "" : "s");
  if (answer.hits.empty()) return line + ", none shown";
  if (answer.hits.size() == answer.total) return line;
  return line + fmt::format(", {}-{} shown", grouped_number(answer.hits.front().rank),
                            grouped_number(answer.hits.back().rank));
}

}  // namespace

void TextWriter::begin(std::string& out, const QueryInfo& query) const {
  if (query.id.empty()) return;
  out += fmt::format("[{}] {}\n\n", one_line(query.id), one_line(query.text));
}

void TextWriter::hit(std::string& out, const QueryInfo&, const Hit& hit) const {
  const std::string rank = fmt::format("{}. ", hit.rank);
  const std::string date = date_label(hit.document.publication) + "  ";
  append_wrapped(out, with_head(date, hit.title), {columns_, rank, kIndent, color_});
  out += fmt::format("{}{}\n", kIndent, place(hit.document));
  append_wrapped(out, hit.snippet, {columns_, kIndent, kIndent, color_});
  out += '\n';
}

void TextWriter::end(std::string& out, const QueryInfo& query, const Answer& answer) const {
  out += total_line(answer) + (query.id.empty() ? "\n" : "\n\n");
}

void TextWriter::error(std::string& out, const QueryInfo& query, const Error& error) const {
  begin(out, query);
  out += fmt::format("error: {}\n", one_line(error.what()));
  if (!error.hint().empty()) out += fmt::format("hint: {}\n", terminal_safe(error.hint(), true));
  if (!query.id.empty()) out += '\n';
}

}  // namespace dateline
