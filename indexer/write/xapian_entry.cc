// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/write/xapian_entry.h"

namespace dateline {

XapianEntry to_xapian(const Entry& entry) {
  XapianEntry result;
  for (const EntryTerm& term : entry.terms)
    result.document.add_term(std::string(term.bytes), term.wdf);
  for (unsigned slot = 0; slot < slot::kCount; ++slot) {
    if (!entry.values[slot].empty()) result.document.add_value(slot, entry.values[slot]);
  }
  result.document.set_data(entry.record);
  result.title_words = entry.title_words;
  result.body_words = entry.body_words;
  result.date = entry.date;
  result.text_bytes = entry.text_bytes;
  return result;
}

}  // namespace dateline
