// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk/run_builder.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "common/base/bytes.h"

namespace dateline {
namespace {

constexpr std::size_t kReserveFraction = 12;

DateClass class_of(PackedDate date) {
  switch (date.precision()) {
    case DatePrecision::None:
      return DateClass::Undated;
    case DatePrecision::Day:
      return DateClass::Exact;
    default:
      return DateClass::Imprecise;
  }
}

std::string_view bytes_of(const std::vector<Fingerprint>& words) {
  return {reinterpret_cast<const char*>(words.data()), words.size() * sizeof(Fingerprint)};
}

}  // namespace

// Reserved memory that is not touched takes no room, and growing by copying would need it twice.
RunBuilder::RunBuilder(std::size_t budget_bytes) : budget_bytes_(budget_bytes) {
  payload_.reserve(budget_bytes);
  values_.reserve(budget_bytes / kReserveFraction);
  postings_.reserve(budget_bytes / sizeof(ForwardPosting));
  documents_.reserve(budget_bytes / kReserveFraction / sizeof(Held));
}

glass::TermListEncoder::Tag RunBuilder::encode_terms(const Entry& entry, RunDocument& document) {
  for (const EntryTerm& term : entry.terms) {
    document.length += term.wdf;
    document.highest_wdf = std::max(document.highest_wdf, term.wdf);
  }
  term_lists_.begin(document.length, entry.terms.size());
  for (const EntryTerm& term : entry.terms) {
    term_lists_.add(term.bytes, term.wdf);
    if (term.number >= terms_.size()) terms_.resize(term.number + std::size_t{1});
    Term& known = terms_[term.number];
    if (known.documents++ == 0) known.bytes = term.bytes;
    postings_.push_back({term.number, term.wdf});
  }
  return term_lists_.finish();
}

void RunBuilder::add_values(const Entry& entry, RunDocument& document) {
  for (unsigned slot = 0; slot < slot::kCount; ++slot) {
    const std::string& value = entry.values[slot];
    if (value.empty()) continue;
    document.slots |= 1U << slot;
    append_string(values_, value);
  }
}

void RunBuilder::add(const Entry& entry, std::uint64_t sequence, std::uint64_t source) {
  Held held;
  held.payload = payload_.size();
  held.postings = postings_.size();
  held.values = values_.size();
  held.terms = static_cast<std::uint32_t>(entry.terms.size());
  RunDocument& document = held.document;
  document.sequence = sequence;
  document.source = source;
  document.id = entry.id;
  document.text_bytes = entry.text_bytes;
  document.date_class = class_of(entry.date);
  document.date = entry.date.bits();
  const auto term_list = encode_terms(entry, document);
  add_values(entry, document);
  document.record_bytes = static_cast<std::uint32_t>(entry.record.size());
  document.term_list_bytes = static_cast<std::uint32_t>(term_list.bytes.size());
  document.term_list_deflated = term_list.deflated ? 1 : 0;
  document.title_words = static_cast<std::uint32_t>(entry.title_words.size());
  document.body_words = static_cast<std::uint32_t>(entry.body_words.size());
  payload_ += entry.record;
  payload_ += term_list.bytes;
  payload_ += bytes_of(entry.title_words);
  payload_ += bytes_of(entry.body_words);
  documents_.push_back(held);
}

// Writing turns the postings round in an array as large as theirs.
bool RunBuilder::is_full(std::size_t other_bytes) const {
  const std::size_t held = payload_.size() + values_.size() + documents_.size() * sizeof(Held) +
                           postings_.size() * (sizeof(ForwardPosting) + sizeof(Posting)) +
                           terms_.size() * (sizeof(Term) + 2 * sizeof(std::uint64_t));
  return held + other_bytes >= budget_bytes_;
}

void RunBuilder::write_documents(RunWriter& writer) const {
  writer.begin(RunSection::Documents);
  for (const Held& held : documents_)
    writer.write({reinterpret_cast<const char*>(&held.document), sizeof held.document});
  writer.begin(RunSection::Payload);
  for (const Held& held : documents_) {
    const RunDocument& document = held.document;
    const std::size_t words = std::size_t{document.title_words} + document.body_words;
    writer.write(std::string_view(payload_).substr(
        held.payload, std::size_t{document.record_bytes} + document.term_list_bytes +
                          words * sizeof(Fingerprint)));
  }
}

void RunBuilder::write_values(RunWriter& writer) const {
  struct Column {
    std::string bytes;
    std::uint32_t next = 0;  // the local number that would have gap 0
  };
  std::array<Column, slot::kCount> columns;
  for (std::uint32_t local = 0; local < documents_.size(); ++local) {
    ByteReader reader(std::string_view(values_).substr(documents_[local].values), "values");
    for (unsigned slot = 0; slot < slot::kCount; ++slot) {
      if ((documents_[local].document.slots >> slot & 1U) == 0) continue;
      Column& column = columns[slot];
      append_varint(column.bytes, local - column.next);
      append_string(column.bytes, reader.string());
      column.next = local + 1;
    }
  }
  for (unsigned slot = 0; slot < slot::kCount; ++slot) {
    writer.begin(slot_section(slot));
    writer.write(columns[slot].bytes);
  }
}

// Numbers of the terms that occur, in the order of their bytes.
std::vector<std::uint32_t> RunBuilder::used_terms() const {
  std::vector<std::uint32_t> used;
  for (std::uint32_t term = 0; term < terms_.size(); ++term) {
    if (terms_[term].documents > 0) used.push_back(term);
  }
  std::sort(used.begin(), used.end(), [&](std::uint32_t one, std::uint32_t other) {
    return terms_[one].bytes < terms_[other].bytes;
  });
  return used;
}

void RunBuilder::write_postings(RunWriter& writer) const {
  const std::vector<std::uint32_t> used = used_terms();
  std::vector<std::uint64_t> places(terms_.size());
  std::uint64_t total = 0;
  for (const std::uint32_t term : used) {
    places[term] = total;
    total += terms_[term].documents;
  }
  const auto inverted = std::make_unique_for_overwrite<Posting[]>(total);
  for (std::uint32_t local = 0; local < documents_.size(); ++local) {
    const Held& held = documents_[local];
    for (std::uint64_t i = held.postings; i < held.postings + held.terms; ++i)
      inverted[places[postings_[i].term]++] = {local, postings_[i].wdf};
  }
  writer.begin(RunSection::Postings);
  std::string bytes;
  const Posting* posting = inverted.get();
  for (const std::uint32_t term : used) {
    bytes.clear();
    append_string(bytes, terms_[term].bytes);
    append_varint(bytes, terms_[term].documents);
    std::uint32_t next = 0;
    for (const Posting* const end = posting + terms_[term].documents; posting != end; ++posting) {
      append_varint(bytes, posting->local - next);
      append_varint(bytes, posting->wdf);
      next = posting->local + 1;
    }
    writer.write(bytes);
  }
}

void RunBuilder::write_words(RunWriter& writer, std::vector<SeenWord>& words) {
  std::string bytes;
  std::sort(words.begin(), words.end(),
            [](const auto& one, const auto& other) { return one.word < other.word; });
  writer.begin(RunSection::Words);
  for (const SeenWord& word : words) {
    bytes.clear();
    append_string(bytes, word.word);
    append_varint(bytes, word.documents);
    writer.write(bytes);
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const auto& one, const auto& other) { return one.stem < other.stem; });
  writer.begin(RunSection::Forms);
  for (const SeenWord& word : words) {
    bytes.clear();
    append_string(bytes, word.stem);
    append_string(bytes, word.word);
    writer.write(bytes);
  }
}

void RunBuilder::write(const std::filesystem::path& path, std::vector<SeenWord> words) {
  std::sort(documents_.begin(), documents_.end(),
            [](const Held& one, const Held& other) { return one.document < other.document; });
  RunWriter writer(path);
  write_documents(writer);
  write_values(writer);
  write_postings(writer);
  write_words(writer, words);
  writer.finish();
  clear();
}

void RunBuilder::clear() {
  documents_.clear();
  payload_.clear();
  values_.clear();
  postings_.clear();
  terms_.clear();
}

}  // namespace dateline
