// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/write/entry_builder.h"

#include "common/domain/fields.h"
#include "common/domain/terms.h"
#include "common/domain/tokenizer.h"
#include "common/domain/values.h"
#include "common/storage/doc_record.h"

namespace dateline {
namespace {

// The words known at once; hostile input invents words without end.
constexpr std::size_t kMaxWords = 1U << 20U;

void add_boolean(Xapian::Document& document, const std::string& term) {
  document.add_boolean_term(term);
}

void add_filter(Xapian::Document& document, FieldId id, const std::string& value) {
  if (!value.empty()) add_boolean(document, filter_term(field(id), value));
}

void add_value(Xapian::Document& document, unsigned slot, const std::string& value) {
  if (!value.empty()) document.add_value(slot, text_value(value));
}

std::string joined(const std::vector<std::string>& tags) {
  std::string all;
  for (const auto& tag : tags) all += (all.empty() ? "" : "\t") + tag;
  return all;
}

void add_filters(Xapian::Document& target, const Document& document) {
  add_boolean(target, id_term(document.id));
  for (const auto& term : path_terms(document.path)) add_boolean(target, term);
  if (!document.site.empty()) {
    for (const auto& term : site_terms(document.site)) add_boolean(target, term);
  }
  for (const auto& term : word_terms(field(FieldId::Author), document.author))
    add_boolean(target, term);
  add_filter(target, FieldId::Language, document.language);
  add_filter(target, FieldId::Type, document.type);
  for (const auto& tag : document.tags) add_filter(target, FieldId::Tag, tag);
}

void add_date(Xapian::Document& target, const Document& document) {
  const auto& [best, rivals, conflict] = document.publication;
  target.add_value(slot::kDateAscending, ascending_date_key(best.date, document.id));
  target.add_value(slot::kDateDescending, descending_date_key(best.date, document.id));
  if (conflict) add_boolean(target, std::string(kConflictTerm));
  if (!best.date) return add_boolean(target, std::string(kUndatedTerm));
  target.add_value(slot::kFirstDay, day_value(best.date.first));
  target.add_value(slot::kLastDay, day_value(best.date.last));
  target.add_value(slot::kDateSource, std::string(to_string(best.source)));
  add_boolean(target, date_source_term(best.source));
  add_boolean(target, date_precision_term(best.date.precision));
}

void add_values(Xapian::Document& target, const Document& document) {
  target.add_value(slot::kIdTie, tie_value(document.id));
  add_value(target, slot::kSite, document.site);
  add_value(target, slot::kAuthor, document.author);
  add_value(target, slot::kLanguage, document.language);
  add_value(target, slot::kType, document.type);
  add_value(target, slot::kTags, joined(document.tags));
}

}  // namespace

EntryBuilder::EntryBuilder(const AnalyserSettings& settings,
                           std::shared_ptr<const ZstdDictionary> dictionary, std::uint64_t run)
    : settings_(settings),
      fingerprint_(settings.fingerprint_bits),
      stemmer_(settings.language),
      codec_(std::move(dictionary)),
      run_value_(number_value(run)) {}

std::uint32_t EntryBuilder::stem_number(std::string_view stem) {
  const auto [place, added] =
      stem_numbers_.try_emplace(std::string(stem), static_cast<std::uint32_t>(stems_.size()));
  if (added) stems_.push_back({place->first, 0, 0});
  return place->second;
}

std::uint32_t EntryBuilder::word_number(std::string_view word) {
  const auto [place, added] =
      word_numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(words_.size()));
  if (added) {
    Word known;
    known.text = place->first;
    known.stem = stem_number(stemmer_.stem(word));
    known.fingerprint = fingerprint_(word);
    words_.push_back(std::move(known));
  }
  return place->second;
}

void EntryBuilder::count(std::uint32_t stem, bool in_title) {
  Stem& entry = stems_[stem];
  if (entry.body_count == 0 && entry.title_count == 0) seen_stems_.push_back(stem);
  ++(in_title ? entry.title_count : entry.body_count);
}

void EntryBuilder::read_words(std::string_view text, bool in_title,
                              std::vector<Fingerprint>& fingerprints) {
  Tokenizer tokenizer(text, stemmer_.uses_accents());
  Token token;
  while (tokenizer.next(token)) {
    const std::uint32_t number = word_number(token.word);
    Word& word = words_[number];
    fingerprints.push_back(word.fingerprint);
    if (word.last_document != document_number_) {
      word.last_document = document_number_;
      if (word.documents++ == 0) seen_words_.push_back(number);
    }
    const std::uint32_t stem = word.stem;
    count(stem, in_title);
    if (token.accented.empty()) continue;
    // The stem of the accented form too, where it differs: see Stemmer::uses_accents.
    const std::uint32_t accented = stem_number(stemmer_.stem(token.accented));
    if (accented != stem) count(accented, in_title);
  }
}

void EntryBuilder::add_stem_terms(Xapian::Document& document) {
  for (const std::uint32_t number : seen_stems_) {
    Stem& stem = stems_[number];
    document.add_term(stem_term(stem.text),
                      stem.body_count + stem.title_count * settings_.title_weight);
    if (stem.title_count > 0) document.add_term(title_stem_term(stem.text), stem.title_count);
    stem.body_count = stem.title_count = 0;
  }
  seen_stems_.clear();
}

Entry EntryBuilder::build(const Document& document) {
  ++document_number_;
  Entry entry;
  entry.id = document.id;
  entry.text_bytes = document.title.size() + document.body.size();
  entry.date = PackedDate(document.publication.best.date);
  entry.undated = !document.publication.best.date;
  read_words(document.title, true, entry.title_words);
  read_words(document.body, false, entry.body_words);
  add_stem_terms(entry.document);
  add_filters(entry.document, document);
  add_date(entry.document, document);
  add_values(entry.document, document);
  entry.document.add_value(slot::kRun, run_value_);
  entry.document.set_data(encode_record(document, codec_));
  return entry;
}

std::vector<VocabularyWord> EntryBuilder::take_vocabulary() {
  std::vector<VocabularyWord> vocabulary;
  vocabulary.reserve(seen_words_.size());
  for (const std::uint32_t number : seen_words_) {
    Word& word = words_[number];
    vocabulary.push_back({word.text, stems_[word.stem].text, word.documents});
    word.documents = 0;
  }
  seen_words_.clear();
  if (words_.size() > kMaxWords) forget_words();
  return vocabulary;
}

void EntryBuilder::forget_words() {
  word_numbers_.clear();
  stem_numbers_.clear();
  words_.clear();
  stems_.clear();
}

}  // namespace dateline
