// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/analyse/entry_builder.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "common/base/hash.h"
#include "common/domain/terms.h"
#include "common/domain/values.h"
#include "common/storage/doc_record.h"

namespace dateline {
namespace {

constexpr std::uint32_t kMaxWords = 1U << 20U;

// The first 8 bytes as a number that compares as they do.
std::uint64_t beginning_of(std::string_view term) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, term.data(), std::min(term.size(), sizeof bytes));
  return std::endian::native == std::endian::little ? __builtin_bswap64(bytes) : bytes;
}

std::string joined(const std::vector<std::string>& tags) {
  std::string all;
  for (const auto& tag : tags) all += (all.empty() ? "" : "\t") + tag;
  return all;
}

}  // namespace

EntryBuilder::EntryBuilder(const AnalyserSettings& settings,
                           std::shared_ptr<const ZstdDictionary> dictionary, std::uint64_t run)
    : settings_(settings),
      fingerprint_(settings.fingerprint_bits),
      stemmer_(settings.language),
      codec_(std::move(dictionary)),
      run_value_(number_value(run)) {}

std::uint32_t EntryBuilder::term_number(std::string_view term) {
  const auto [number, added] = term_table_.number(term);
  if (added) terms_.push_back({beginning_of(term), 0, 0});
  return number;
}

std::uint32_t EntryBuilder::stem_number(std::string_view stem) {
  const auto [number, added] = stem_table_.number(stem);
  if (added) stems_.push_back({term_number(stem_term(stem)), kNone});
  return number;
}

std::uint32_t EntryBuilder::word_number(std::string_view word, std::uint64_t hash) {
  const auto [number, added] = word_table_.number(word, hash);
  if (added) {
    const std::uint32_t stem = stem_number(stemmer_.stem_once(word));
    words_.push_back(
        {.stem = stem, .term = stems_[stem].term, .fingerprint = fingerprint_.of_hash(hash)});
  }
  return number;
}

std::uint32_t EntryBuilder::title_term(std::uint32_t stem) {
  std::uint32_t& term = stems_[stem].title_term;
  if (term == kNone) term = term_number(title_stem_term(stem_table_.text(stem)));
  return term;
}

void EntryBuilder::add_term(std::uint32_t number, std::uint32_t wdf) {
  Term& term = terms_[number];
  if (term.last_document != document_number_) {
    term.last_document = document_number_;
    term.wdf = 0;
    document_terms_.push_back(number);
  }
  term.wdf += wdf;
}

void EntryBuilder::count_stem(std::uint32_t stem, std::uint32_t in_title, std::uint32_t in_body) {
  add_term(stems_[stem].term, in_title * settings_.title_weight + in_body);
  if (in_title > 0) add_term(title_term(stem), in_title);
}

// Of the whole document: its words become terms.
void EntryBuilder::count_words() {
  constexpr std::size_t kAhead = 8;  // terms on their way from memory
  for (std::size_t i = 0; i < document_words_.size(); ++i) {
    if (i + kAhead < document_words_.size())
      __builtin_prefetch(&terms_[words_[document_words_[i + kAhead]].term]);
    const Word& word = words_[document_words_[i]];
    if (word.in_title > 0) {
      count_stem(word.stem, word.in_title, word.in_body);
    } else {
      add_term(word.term, word.in_body);
    }
  }
}

void EntryBuilder::count_word(std::uint32_t number, bool in_title) {
  Word& word = words_[number];
  if (word.last_document != document_number_) {
    word.last_document = document_number_;
    word.in_title = word.in_body = 0;
    document_words_.push_back(number);
    if (word.documents++ == 0) unreported_.push_back(number);
  }
  ++(in_title ? word.in_title : word.in_body);
}

// The stem of the accented form too, where it differs: see Stemmer::uses_accents.
void EntryBuilder::count_accented(const Token& token, bool in_title) {
  const std::uint32_t stem = stem_number(stemmer_.stem(token.word));
  const std::uint32_t accented = stem_number(stemmer_.stem(token.accented));
  if (accented != stem) count_stem(accented, in_title ? 1 : 0, in_title ? 0 : 1);
}

// Gives the number of words it has put into pending_; fewer than there is room for at the text's
// end.
std::size_t EntryBuilder::read_pending(Tokenizer& tokenizer, bool in_title) {
  std::size_t count = 0;
  for (Token token; count < kPendingWords && tokenizer.next(token); ++count) {
    PendingWord& pending = pending_[count];
    pending.length = token.word.size();
    std::copy(token.word.begin(), token.word.end(), pending.bytes.begin());
    pending.hash = hash64(token.word);
    word_table_.prefetch(pending.hash);
    if (!token.accented.empty()) count_accented(token, in_title);
  }
  return count;
}

void EntryBuilder::read_words(std::string_view text, bool in_title,
                              std::vector<Fingerprint>& fingerprints) {
  Tokenizer tokenizer(text, stemmer_.uses_accents());
  for (std::size_t count = kPendingWords; count == kPendingWords;) {
    count = read_pending(tokenizer, in_title);
    for (std::size_t i = 0; i < count; ++i) {
      PendingWord& pending = pending_[i];
      pending.number = word_number({pending.bytes.data(), pending.length}, pending.hash);
      __builtin_prefetch(&words_[pending.number]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      fingerprints.push_back(words_[pending_[i].number].fingerprint);
      count_word(pending_[i].number, in_title);
    }
  }
}

void EntryBuilder::add_field(FieldId id, const std::string& value) {
  if (!value.empty()) add_filter(filter_term(field(id), value));
}

void EntryBuilder::add_filters(const Document& document) {
  add_filter(id_term(document.id));
  for (const auto& term : path_terms(document.path)) add_filter(term);
  if (!document.site.empty()) {
    for (const auto& term : site_terms(document.site)) add_filter(term);
  }
  for (const auto& term : word_terms(field(FieldId::Author), document.author)) add_filter(term);
  add_field(FieldId::Language, document.language);
  add_field(FieldId::Type, document.type);
  if (document.charset_confidence < kSureOfCharset) add_filter(kDoubtfulCharsetTerm);
  for (const auto& tag : document.tags) add_field(FieldId::Tag, tag);
}

void EntryBuilder::add_date(const Document& document) {
  const auto& [best, rivals, conflict] = document.publication;
  entry_.date = PackedDate(best.date);
  entry_.values[slot::kDateAscending] = ascending_date_key(best.date, document.id);
  entry_.values[slot::kDateDescending] = descending_date_key(best.date, document.id);
  if (conflict) add_filter(kConflictTerm);
  if (!best.date) return add_filter(kUndatedTerm);
  entry_.values[slot::kFirstDay] = day_value(best.date.first);
  entry_.values[slot::kLastDay] = day_value(best.date.last);
  entry_.values[slot::kDateSource] = to_string(best.source);
  add_filter(date_source_term(best.source));
  add_filter(date_precision_term(best.date.precision));
}

void EntryBuilder::add_values(const Document& document) {
  entry_.values[slot::kIdTie] = tie_value(document.id);
  entry_.values[slot::kSite] = text_value(document.site);
  entry_.values[slot::kAuthor] = text_value(document.author);
  entry_.values[slot::kLanguage] = text_value(document.language);
  entry_.values[slot::kType] = text_value(document.type);
  entry_.values[slot::kTags] = text_value(joined(document.tags));
}

void EntryBuilder::sort_terms() {
  sort_keys_.clear();
  for (const std::uint32_t number : document_terms_)
    sort_keys_.push_back({terms_[number].beginning, number, terms_[number].wdf});
  std::sort(sort_keys_.begin(), sort_keys_.end(), [&](const SortKey& one, const SortKey& other) {
    if (one.beginning != other.beginning) return one.beginning < other.beginning;
    return term_table_.text(one.number) < term_table_.text(other.number);
  });
  entry_.terms.clear();
  for (const SortKey& key : sort_keys_)
    entry_.terms.push_back({term_table_.text(key.number), key.number, key.wdf});
}

const Entry& EntryBuilder::build(const Document& document, std::string_view run_value,
                                 std::string_view record) {
  ++document_number_;
  document_words_.clear();
  document_terms_.clear();
  for (auto& value : entry_.values) value.clear();
  entry_.title_words.clear();
  entry_.body_words.clear();
  entry_.id = document.id;
  entry_.text_bytes = document.title.size() + document.body.size();
  read_words(document.title, true, entry_.title_words);
  read_words(document.body, false, entry_.body_words);
  count_words();
  add_filters(document);
  add_date(document);
  add_values(document);
  entry_.values[slot::kRun] = run_value.empty() ? run_value_ : std::string(run_value);
  sort_terms();
  entry_.record = record.empty() ? encode_record(document, codec_) : std::string(record);
  return entry_;
}

const std::vector<SeenWord>& EntryBuilder::take_words() {
  reported_.clear();
  reported_.reserve(unreported_.size());
  for (const std::uint32_t number : unreported_) {
    Word& word = words_[number];
    reported_.push_back({word_table_.text(number), stem_table_.text(word.stem), word.documents});
    word.documents = 0;
  }
  unreported_.clear();
  return reported_;
}

bool EntryBuilder::knows_too_much() const { return word_table_.size() > kMaxWords; }

std::size_t EntryBuilder::memory_bytes() const {
  return word_table_.memory_bytes() + stem_table_.memory_bytes() + term_table_.memory_bytes() +
         words_.capacity() * sizeof(Word) + stems_.capacity() * sizeof(Stem) +
         terms_.capacity() * sizeof(Term);
}

void EntryBuilder::forget() {
  word_table_.clear();
  stem_table_.clear();
  term_table_.clear();
  words_.clear();
  stems_.clear();
  terms_.clear();
}

}  // namespace dateline
