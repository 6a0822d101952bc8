// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/office_text.h"

#include <utility>

#include "common/base/utf8.h"

namespace dateline {
namespace {

void append_paragraph(std::string& text, std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text += text.ends_with('\n') ? "\n" : "\n\n";
  text += paragraph;
}

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

}  // namespace

void OfficeText::write(Flow& flow, std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (flow.cells == 0) {
    append_paragraph(flow.text, paragraph);
    return;
  }
  const bool is_apart = flow.row.empty() || flow.row.back() == '\t';
  if (!is_apart) flow.row += ' ';
  flow.row += paragraph;
}

void OfficeText::open_paragraph() {
  if (flows_.back().is_open) flows_.emplace_back();
  flows_.back().is_open = true;
}

void OfficeText::close_paragraph() {
  Flow& flow = flows_.back();
  const std::string paragraph(trim(std::exchange(flow.paragraph, {})));
  const std::string boxes = std::exchange(flow.boxes, {});
  flow.is_open = false;
  if (flow.is_note || flows_.size() == 1) {
    write(flow, paragraph);
    write(flow, boxes);
    return;
  }
  flows_.pop_back();
  append_paragraph(flows_.back().boxes, paragraph);
  append_paragraph(flows_.back().boxes, boxes);
}

void OfficeText::add(std::string_view text) {
  if (in_paragraph()) flows_.back().paragraph += text;
}

void OfficeText::add_collapsed(std::string_view text) {
  if (!in_paragraph()) return;
  std::string& paragraph = flows_.back().paragraph;
  for (const char byte : text) {
    if (!is_space(byte)) {
      paragraph += byte;
    } else if (!paragraph.empty() && !is_space(paragraph.back())) {
      paragraph += ' ';
    }
  }
}

void OfficeText::open_cell() { ++flows_.back().cells; }

void OfficeText::close_cell() {
  Flow& flow = flows_.back();
  if (flow.cells == 0) return;
  if (--flow.cells == 0) flow.row += '\t';
}

void OfficeText::close_row() {
  Flow& flow = flows_.back();
  if (flow.cells > 0) return;
  const std::string row = std::exchange(flow.row, {});
  const std::size_t end = row.find_last_not_of('\t');
  if (end == std::string::npos) return;
  if (!flow.text.empty() && !flow.text.ends_with('\n')) flow.text += "\n\n";
  flow.text.append(row, 0, end + 1);
  flow.text += '\n';
}

void OfficeText::open_note() {
  flows_.emplace_back();
  flows_.back().is_note = true;
}

void OfficeText::close_note() {
  while (flows_.size() > 1) {
    if (in_paragraph()) {
      close_paragraph();
      continue;
    }
    const Flow flow = std::move(flows_.back());
    flows_.pop_back();
    append_paragraph(notes_, trim(flow.text));
    if (flow.is_note) return;
  }
}

std::string OfficeText::take() {
  while (flows_.size() > 1) close_note();
  if (in_paragraph()) close_paragraph();
  flows_.back().cells = 0;
  close_row();
  std::string text(trim(flows_.back().text));
  append_paragraph(text, notes_);
  flows_.assign(1, {});
  notes_.clear();
  return text;
}

}  // namespace dateline
