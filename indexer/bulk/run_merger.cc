// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk/run_merger.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <thread>

#include "common/base/bytes.h"
#include "common/base/files.h"
#include "common/storage/index_folder.h"
#include "indexer/bulk/merge_heap.h"
#include "indexer/bulk/run_cursors.h"
#include "indexer/glass/docdata_table.h"
#include "indexer/glass/termlist_table.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

using glass::DocId;

// Runs `work` on a thread of its own while `other` runs on this one; rethrows what either threw.
template <class Work, class Other>
void side_by_side(Work&& work, Other&& other) {
  std::exception_ptr failure;
  std::thread thread([&] {
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
  });
  try {
    other();
  } catch (...) {
    thread.join();
    throw;
  }
  thread.join();
  if (failure) std::rethrow_exception(failure);
}

std::vector<Fingerprint> fingerprints(std::string_view bytes) {
  std::vector<Fingerprint> words(bytes.size() / sizeof(Fingerprint));
  std::memcpy(words.data(), bytes.data(), words.size() * sizeof(Fingerprint));
  return words;
}

std::size_t fingerprint_bytes(const RunDocument& document) {
  return (std::size_t{document.title_words} + document.body_words) * sizeof(Fingerprint);
}

std::vector<SectionReader> open_payloads(const std::vector<MergeRun>& runs) {
  std::vector<SectionReader> payloads;
  payloads.reserve(runs.size());
  for (const MergeRun& run : runs) payloads.emplace_back(*run.file, RunSection::Payload);
  return payloads;
}

}  // namespace

RunMerger::RunMerger(std::vector<MergeRun>& runs) : runs_(runs) {
  for (const MergeRun& run : runs_) finals_.emplace_back(run.file->documents());
  find_duplicates();
  number_documents();
}

// Calls `visit(run, local, document)` for all documents of all runs, also those that are left out.
template <class Visit>
void RunMerger::visit_in_order(Visit&& visit) const {
  std::vector<DocumentCursor> cursors;
  cursors.reserve(runs_.size());
  for (std::size_t run = 0; run < runs_.size(); ++run) cursors.emplace_back(*runs_[run].file, run);
  for (MergeHeap<DocumentCursor, BeforeInIndex> heap(cursors); !heap.empty(); heap.advance())
    visit(heap.top().run, heap.top().local, heap.top().document);
}

// Ids are 96 bits of a hash of where a record stands: two of them are one record seen twice, or
// chance.
void RunMerger::find_duplicates() {
  struct Place {
    DocumentId id;
    std::uint32_t run;
    std::uint32_t local;
  };
  std::vector<Place> places;
  visit_in_order([&](std::size_t run, std::uint32_t local, const RunDocument& document) {
    const auto& wanted = runs_[run].wanted;
    const bool is_wanted = wanted.empty() || wanted[local] != 0;
    finals_[run][local] = is_wanted ? 1 : 0;
    if (is_wanted) places.push_back({document.id, static_cast<std::uint32_t>(run), local});
  });
  std::stable_sort(places.begin(), places.end(), [](const Place& one, const Place& other) {
    return one.id.bytes < other.id.bytes;
  });
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (places[i].id != places[i - 1].id) continue;
    counts_.duplicates.push_back(places[i].id);
    finals_[places[i].run][places[i].local] = 0;
  }
}

void RunMerger::number_documents() {
  visit_in_order([&](std::size_t run, std::uint32_t local, const RunDocument& document) {
    DocId& docid = finals_[run][local];
    if (docid == 0) return;
    docid = static_cast<DocId>(++counts_.documents);
    if (document.date_class == DateClass::Exact) ++counts_.date_ordered;
    counts_.text_bytes += document.text_bytes;
    sequence_bytes_ += sequence_bytes(document.title_words, document.body_words);
    statistics_.count(docid, document.length, document.highest_wdf);
  });
}

void RunMerger::write_documents(const fs::path& database, glass::Tables& tables) const {
  glass::DocdataTable docdata(database);
  glass::TermlistTable termlist(database);
  std::vector<SectionReader> payloads = open_payloads(runs_);
  visit_in_order([&](std::size_t run, std::uint32_t local, const RunDocument& document) {
    const std::string_view bytes =
        payloads[run].take(std::size_t{document.record_bytes} + document.term_list_bytes);
    payloads[run].skip(fingerprint_bytes(document));
    const DocId docid = finals_[run][local];
    if (docid == 0) return;
    docdata.add(docid, bytes.substr(0, document.record_bytes));
    termlist.add(docid, {bytes.substr(document.record_bytes), document.term_list_deflated != 0},
                 document.slots);
  });
  tables.docdata = docdata.finish();
  tables.termlist = termlist.finish();
}

void RunMerger::write_word_sequences(WordSequenceWriter& writer) const {
  std::vector<SectionReader> payloads = open_payloads(runs_);
  visit_in_order([&](std::size_t run, std::uint32_t local, const RunDocument& document) {
    payloads[run].skip(std::size_t{document.record_bytes} + document.term_list_bytes);
    const std::vector<Fingerprint> words =
        fingerprints(payloads[run].take(fingerprint_bytes(document)));
    const auto body = words.begin() + document.title_words;
    if (const DocId docid = finals_[run][local]; docid != 0) {
      writer.append(docid, {words.begin(), body}, {body, words.end()},
                    PackedDate::from_bits(document.date));
    }
  });
  writer.commit();
}

void RunMerger::write_forms(glass::PostlistTable& table) const {
  std::vector<FormCursor> cursors;
  cursors.reserve(runs_.size());
  for (const MergeRun& run : runs_) cursors.emplace_back(*run.file);
  std::string stem;
  std::vector<std::string> forms;
  const auto write = [&] {
    const bool is_own_only_form = forms.size() == 1 && forms.front() == stem;
    const auto key = forms_key(stem);
    if (!forms.empty() && !is_own_only_form && key) table.add_metadata(*key, encode_forms(forms));
    forms.clear();
  };
  for (MergeHeap<FormCursor, ByStem> heap(cursors); !heap.empty(); heap.advance()) {
    const FormCursor& form = heap.top();
    if (form.stem != stem) {
      write();
      stem = form.stem;
    }
    if (forms.empty() || forms.back() != form.word) forms.push_back(form.word);
  }
  write();
}

void RunMerger::write_vocabulary(glass::PostlistTable& table) const {
  std::vector<WordCursor> cursors;
  cursors.reserve(runs_.size());
  for (const MergeRun& run : runs_) cursors.emplace_back(*run.file);
  std::string word;
  std::uint64_t documents = 0;
  const auto write = [&] {
    const auto key = vocabulary_key(word);
    if (documents > 0 && key) table.add_metadata(*key, encode_frequency(documents));
    documents = 0;
  };
  for (MergeHeap<WordCursor, ByWord> heap(cursors); !heap.empty(); heap.advance()) {
    if (heap.top().word != word) {
      write();
      word = heap.top().word;
    }
    documents += heap.top().documents;
  }
  write();
}

// The statistics of all slots stand before the values of the first, so values are read twice.
void RunMerger::write_values(glass::PostlistTable& table) const {
  const auto visit_slot = [&](unsigned slot, auto&& visit) {
    std::vector<ValueCursor> cursors;
    cursors.reserve(runs_.size());
    for (std::size_t run = 0; run < runs_.size(); ++run)
      cursors.emplace_back(*runs_[run].file, slot, finals_[run]);
    for (MergeHeap<ValueCursor, ByDocid> heap(cursors); !heap.empty(); heap.advance())
      visit(heap.top().docid, heap.top().value);
  };
  for (unsigned slot = 0; slot < slot::kCount; ++slot) {
    glass::SlotStatistics statistics;
    visit_slot(slot, [&](DocId, std::string_view value) { statistics.count(value); });
    table.add_slot_statistics(slot, statistics);
  }
  for (unsigned slot = 0; slot < slot::kCount; ++slot) {
    visit_slot(slot,
               [&](DocId docid, std::string_view value) { table.add_value(slot, docid, value); });
    table.end_slot();
  }
}

void RunMerger::write_lengths(glass::PostlistTable& table) const {
  std::vector<glass::Posting> lengths;
  lengths.reserve(counts_.documents);
  visit_in_order([&](std::size_t run, std::uint32_t local, const RunDocument& document) {
    if (const DocId docid = finals_[run][local]; docid != 0)
      lengths.push_back({docid, document.length});
  });
  table.add_document_lengths(lengths);
}

void RunMerger::write_terms(glass::PostlistTable& table) const {
  std::vector<TermCursor> cursors;
  cursors.reserve(runs_.size());
  for (std::size_t run = 0; run < runs_.size(); ++run)
    cursors.emplace_back(*runs_[run].file, finals_[run]);
  std::vector<glass::Posting> postings;
  const auto by_docid = [](const glass::Posting& one, const glass::Posting& other) {
    return one.docid < other.docid;
  };
  MergeHeap<TermCursor, ByTerm> heap(cursors);
  while (!heap.empty()) {
    const std::string term = heap.top().term;
    postings.clear();
    for (; !heap.empty() && heap.top().term == term; heap.advance()) {
      const auto before = static_cast<std::ptrdiff_t>(postings.size());
      heap.top().take_postings(postings);
      std::inplace_merge(postings.begin(), postings.begin() + before, postings.end(), by_docid);
    }
    if (!postings.empty()) table.add_term(term, postings);
  }
}

void RunMerger::write_postlist(const fs::path& database,
                               const std::map<std::string, std::string>& facts,
                               const std::function<void(const MetadataSink&)>& file_states,
                               glass::Tables& tables) {
  glass::PostlistTable table(database);
  // '!' < 'f' < 'm', 'n' < 'w'
  for (const auto& [key, value] : facts) table.add_metadata(key, value);
  write_forms(table);
  file_states(
      [&](std::string_view key, std::string_view value) { table.add_metadata(key, value); });
  write_vocabulary(table);
  write_values(table);
  if (counts_.documents > 0) write_lengths(table);
  write_terms(table);
  tables.postlist = table.finish();
}

void RunMerger::write(const fs::path& generation, const AnalyserSettings& settings,
                      const std::map<std::string, std::string>& facts,
                      const std::function<void(const MetadataSink&)>& file_states) {
  const fs::path database = database_path(generation);
  fs::create_directories(database);
  WordSequenceWriter words = WordSequenceWriter::create(
      generation, FingerprintHash(settings.fingerprint_bits), settings.hash());
  auto all_facts = facts;
  all_facts[std::string(kWordsKey)] = words.state_with(counts_.documents, sequence_bytes_).encode();
  glass::Tables tables;
  side_by_side([&] { write_documents(database, tables); },
               [&] {
                 write_postlist(database, all_facts, file_states, tables);
                 write_word_sequences(words);
               });
  glass::write_version_file(database, tables, statistics_);
  sync_folder(generation);
}

}  // namespace dateline
