// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/write/update_writer.h"

#include <algorithm>

#include "common/base/files.h"
#include "common/domain/fields.h"
#include "common/domain/terms.h"
#include "common/storage/doc_record.h"
#include "common/storage/index_folder.h"
#include "common/storage/xapian_guard.h"
#include "indexer/glass/postlist_table.h"
#include "indexer/glass/termlist_table.h"
#include "indexer/glass/version_file.h"

namespace dateline {
namespace {

Xapian::WritableDatabase open_database(const std::filesystem::path& path, int flags) {
  return guard_xapian("open the index", path,
                      [&] { return Xapian::WritableDatabase(path.string(), flags); });
}

void create_with_glass(const std::filesystem::path& path,
                       const std::map<std::string, std::string>& facts) {
  std::filesystem::create_directories(path);
  glass::PostlistTable postlist(path);
  for (const auto& [key, value] : facts) postlist.add_metadata(key, value);
  glass::Tables tables;
  tables.postlist = postlist.finish();
  tables.termlist = glass::TermlistTable(path).finish();
  glass::write_version_file(path, tables, {});
}

void create_with_xapian(const std::filesystem::path& path,
                        const std::map<std::string, std::string>& facts) {
  guard_xapian("make the index", path, [&] {
    Xapian::WritableDatabase database(path.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    for (const auto& [key, value] : facts) database.set_metadata(key, value);
    database.commit();
    database.close();
  });
}

}  // namespace

void UpdateWriter::create(const std::filesystem::path& generation, const AnalyserSettings& settings,
                          const IndexState& state, Creator creator) {
  const auto path = database_path(generation);
  WordSequenceWriter words = WordSequenceWriter::create(
      generation, FingerprintHash(settings.fingerprint_bits), settings.hash());
  std::map<std::string, std::string> facts = format_and_settings(settings);
  facts[std::string(kWordsKey)] = words.commit().encode();
  facts[std::string(kStateKey)] = encode_state(state);
  if (creator == Creator::Glass) {
    create_with_glass(path, facts);
  } else {
    create_with_xapian(path, facts);
  }
  sync_folder(path);
  sync_folder(generation);
}

UpdateWriter::UpdateWriter(const std::filesystem::path& generation, const BatchLimits& limits)
    : generation_(generation),
      limits_(limits),
      database_(open_database(database_path(generation), Xapian::DB_OPEN)),
      batch_start_(std::chrono::steady_clock::now()) {
  guard_xapian("read the index", generation, [&] {
    check_format(database_, generation);
    state_ = read_state(database_);
    frequencies_may_lag_ = state_.complete;
    stemmer_.emplace(read_settings(database_).language);
    words_.emplace(WordSequenceWriter::open(
        generation, WordSequenceState::decode(database_.get_metadata(std::string(kWordsKey)))));
  });
}

UpdateWriter::~UpdateWriter() {
  // Xapian's own destructor would commit an open batch, also while an exception is on its way.
  if (!in_transaction_) return;
  try {
    database_.cancel_transaction();
  } catch (const Xapian::Error&) {
    // Nothing was committed, which is all that matters here.
  }
}

void UpdateWriter::begin() {
  if (in_transaction_) return;
  unseal(generation_);
  guard_xapian("write the index", generation_, [&] { database_.begin_transaction(true); });
  in_transaction_ = true;
}

void UpdateWriter::add(XapianEntry&& entry, const std::optional<std::string>& run_value) {
  begin();
  if (run_value) entry.document.add_value(slot::kRun, *run_value);
  const Xapian::docid docid = guard_xapian("write the index", generation_,
                                           [&] { return database_.add_document(entry.document); });
  words_->append(docid, entry.title_words, entry.body_words, entry.date);
  state_.text_bytes += entry.text_bytes;
  ++state_.changes;
  batch_bytes_ += entry.text_bytes;
  ++batch_documents_;
}

bool UpdateWriter::contains(const DocumentId& id) const {
  return guard_xapian("read the index", generation_,
                      [&] { return database_.term_exists(id_term(id)); });
}

std::optional<std::string> UpdateWriter::remove(const DocumentId& id) {
  begin();
  return guard_xapian("write the index", generation_, [&]() -> std::optional<std::string> {
    const std::string term = id_term(id);
    const auto posting = database_.postlist_begin(term);
    if (posting == database_.postlist_end(term)) return std::nullopt;
    const Xapian::docid docid = *posting;
    const Xapian::Document document = database_.get_document(docid);
    std::string run = document.get_value(slot::kRun);
    state_.text_bytes -= std::min(state_.text_bytes, record_text_bytes(document.get_data()));
    database_.delete_document(docid);
    ++state_.changes;
    ++batch_documents_;
    return run;
  });
}

std::string UpdateWriter::metadata(std::string_view key) const {
  return guard_xapian("read the index", generation_,
                      [&] { return database_.get_metadata(std::string(key)); });
}

KnownRecords UpdateWriter::known_records(const FileState& state) const {
  return guard_xapian("read the index", generation_,
                      [&] { return read_known_records(database_, state); });
}

void UpdateWriter::set_metadata(const std::string& key, const std::string& value) {
  begin();
  guard_xapian("write the index", generation_, [&] { database_.set_metadata(key, value); });
}

void UpdateWriter::count_words(const std::vector<VocabularyWord>& words) {
  for (const auto& word : words) {
    PendingWord& pending = pending_words_[word.word];
    pending.stem = word.stem;
    pending.documents += word.documents;
  }
}

void UpdateWriter::add_form(const std::string& stem, const std::string& word) {
  const auto key = forms_key(stem);
  if (!key) return;
  std::vector<std::string> forms = decode_forms(database_.get_metadata(*key));
  // A stem that is its own only form has no entry until it gets a second one. Not every stem that
  // is a word is a form of itself: "professional" gives "profession", and that gives "profess".
  if (forms.empty() && word == stem) return;
  const bool stem_is_form = forms.empty() && stemmer_->stem(stem) == stem &&
                            decode_frequency(database_.get_metadata(*vocabulary_key(stem))) > 0;
  if (stem_is_form) forms.push_back(stem);
  const auto place = std::lower_bound(forms.begin(), forms.end(), word);
  if (place != forms.end() && *place == word) return;
  forms.insert(place, word);
  database_.set_metadata(*key, encode_forms(forms));
}

void UpdateWriter::write_vocabulary() {
  // In the order of the keys the B-tree is walked once from left to right.
  std::vector<const std::pair<const std::string, PendingWord>*> sorted;
  sorted.reserve(pending_words_.size());
  for (const auto& word : pending_words_) sorted.push_back(&word);
  std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->first < b->first; });
  std::vector<const std::pair<const std::string, PendingWord>*> added;
  for (const auto* word : sorted) {
    const auto key = vocabulary_key(word->first);
    if (!key) continue;
    const std::uint64_t before = decode_frequency(database_.get_metadata(*key));
    if (before > 0 && frequencies_may_lag_) continue;
    database_.set_metadata(*key, encode_frequency(before + word->second.documents));
    if (before == 0) added.push_back(word);
  }
  for (const auto* word : added) add_form(word->second.stem, word->first);
  pending_words_.clear();
}

bool UpdateWriter::is_batch_full() const {
  return batch_bytes_ >= limits_.text_bytes || batch_documents_ >= limits_.documents ||
         std::chrono::steady_clock::now() - batch_start_ >= limits_.time;
}

void UpdateWriter::commit() {
  begin();
  // The word sequences must be on disk before the database says that they are.
  const WordSequenceState lengths = words_->commit();
  guard_xapian("write the index", generation_, [&] {
    write_vocabulary();
    database_.set_metadata(std::string(kWordsKey), lengths.encode());
    database_.set_metadata(std::string(kStateKey), encode_state(state_));
    database_.commit_transaction();
  });
  in_transaction_ = false;
  // Xapian renames its version file into place and leaves it to us that the rename lasts.
  sync_folder(database_path(generation_));
  batch_bytes_ = batch_documents_ = 0;
  batch_start_ = std::chrono::steady_clock::now();
}

}  // namespace dateline
