// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/document_view.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "common/base/terminal_text.h"
#include "searcher/output/date_label.h"
#include "searcher/output/marked_line.h"

namespace dateline {
namespace {

constexpr std::size_t kNameColumns = 10;

std::string bold(std::string_view text, bool color) {
  return color ? fmt::format("{}{}{}", kBold, text, kPlain) : std::string(text);
}

// `2024-03 (month), from the path "2024-03"`
std::string describe(const DateEvidence& evidence) {
  std::string text = to_string(evidence.date);
  if (evidence.date.precision != DatePrecision::Day) {
    text += fmt::format(" ({})", to_string(evidence.date.precision));
  }
  text += fmt::format(", from the {}", source_label(evidence.source));
  if (!evidence.text.empty()) text += fmt::format(" \"{}\"", one_line(evidence.text));
  return text;
}

// The lines above the body; a line whose value is empty is left out.
class Head {
 public:
  Head(std::string& out, bool color) : out_(out), color_(color) {}

  void add(std::string_view name, const std::string& value) {
    if (value.empty()) return;
    const std::string padding(kNameColumns - name.size() - 1, ' ');
    out_ += fmt::format("{}{}{}\n", bold(fmt::format("{}:", name), color_), padding, value);
  }

 private:
  std::string& out_;
  bool color_;
};

void add_dates(Head& head, const Publication& publication) {
  if (!publication.best.date) {
    head.add("date", "undated");
  } else {
    head.add("date", describe(publication.best) + (publication.conflict ? ", disputed" : ""));
  }
  for (const DateEvidence& rival : publication.rivals) head.add("or", describe(rival));
}

std::string describe_charset(const Document& document) {
  const bool is_sure = document.charset_confidence >= kSureOfCharset;
  if (document.charset == "utf-8" && is_sure) return {};
  return fmt::format("{}{}", one_line(document.charset), is_sure ? "" : " (doubtful)");
}

void add_text(std::string& out, std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  out += "\n" + terminal_safe(text, true);
  if (!out.ends_with('\n')) out += '\n';
}

std::string counted_lines(const std::vector<CutText>& cuts) {
  std::size_t lines = 0;
  for (const CutText& cut : cuts) {
    std::string_view text = cut.text;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      lines += end > 0 ? 1 : 0;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  return lines == 1 ? "1 line is" : fmt::format("{} lines are", lines);
}

}  // namespace

std::string show_document(const Document& document, bool raw, bool color) {
  const std::string title = one_line(document.title);
  std::string out = bold(title.empty() ? "(no title)" : title, color) + "\n";
  Head head(out, color);
  add_dates(head, document.publication);
  head.add("site", one_line(document.site));
  head.add("author", one_line(document.author));
  head.add("url", one_line(document.url));
  head.add("path", terminal_safe(display_path(document), false));
  head.add("language", one_line(document.language));
  head.add("tags", one_line(fmt::format("{}", fmt::join(document.tags, ", "))));
  head.add("type", one_line(document.type));
  head.add("charset", describe_charset(document));
  head.add("crawled", one_line(document.crawled));
  head.add("summary", one_line(document.description));
  head.add("id", document.id.hex());
  const std::string text = raw ? whole_text(document) : document.body;
  const std::size_t captions = text.size() - document.caption_bytes;
  add_text(out, std::string_view(text).substr(0, captions));
  if (document.caption_bytes > 0) {
    out += "\n" + bold("Captions", color) + "\n";
    add_text(out, std::string_view(text).substr(captions));
  }
  if (!raw && !document.cuts.empty()) {
    out += fmt::format("\n({} not searched: --raw shows them)\n", counted_lines(document.cuts));
  }
  return out;
}

}  // namespace dateline
