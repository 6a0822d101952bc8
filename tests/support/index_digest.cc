// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/index_digest.h"

#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>
#include <xapian.h>

#include "common/base/hash.h"
#include "common/domain/fields.h"
#include "common/storage/doc_record.h"
#include "common/storage/index_folder.h"
#include "common/storage/index_metadata.h"
#include "common/storage/word_sequence.h"

namespace dateline {
namespace {

std::filesystem::path current_generation(const std::filesystem::path& index) {
  const auto generation = IndexFolder(index).current();
  if (!generation) throw std::runtime_error("no index in " + index.string());
  return *generation;
}

std::uint64_t hash_of_terms(const Xapian::Document& document) {
  std::string text;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    text.append(*term).append(":").append(std::to_string(term.get_wdf())).append("\n");
  }
  return hash64(text);
}

std::uint64_t hash_of_values(const Xapian::Document& document) {
  std::string text;
  for (auto value = document.values_begin(); value != document.values_end(); ++value) {
    if (value.get_valueno() == slot::kRun) continue;
    text += fmt::format("{}:{}:{}\n", value.get_valueno(), (*value).size(), *value);
  }
  return hash64(text);
}

std::string_view bytes_of(std::span<const Fingerprint> words) {
  return {reinterpret_cast<const char*>(words.data()), words.size_bytes()};
}

// No fingerprint is 0: it parts title and body.
std::uint64_t hash_of_words(const WordSequence& words) {
  return hash64(std::string(bytes_of(words.title)).append(2, '\0').append(bytes_of(words.body)));
}

std::string vocabulary(const Xapian::Database& database, const std::string& list) {
  std::string words;
  std::size_t count = 0;
  for (auto key = database.metadata_keys_begin(list); key != database.metadata_keys_end(list);
       ++key, ++count) {
    words += *key + '\n';
  }
  return fmt::format("{} {} {:016x}\n", list, count, hash64(words));
}

}  // namespace

std::string documents_digest(const std::filesystem::path& index) {
  const auto generation = current_generation(index);
  const Xapian::Database database(database_path(generation).string());
  ZstdCodec codec(
      std::make_shared<ZstdDictionary>(database.get_metadata(std::string(kDictionaryKey))));
  const WordSequenceReader words(
      generation, WordSequenceState::decode(database.get_metadata(std::string(kWordsKey))));
  std::map<std::string, std::string> lines;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
       ++posting) {
    const Xapian::Document stored = database.get_document(*posting);
    const Document document = decode_record(stored.get_data(), codec);
    lines[document.id.hex()] = fmt::format(
        "{} '{}' terms {:016x} values {:016x} record {:016x} words {:016x}{}\n", document.id.hex(),
        display_path(document), hash_of_terms(stored), hash_of_values(stored),
        hash64(serialise_document(document)), hash_of_words(words.get(*posting)),
        words.verify(*posting) ? "" : " WRONG CHECKSUM");
  }
  std::string text = fmt::format("{} documents, {} bytes of text\n", database.get_doccount(),
                                 read_state(database).text_bytes);
  for (const auto& [id, line] : lines) text += line;
  return text;
}

std::string index_digest(const std::filesystem::path& index) {
  const Xapian::Database database(database_path(current_generation(index)).string());
  return documents_digest(index) + vocabulary(database, "w") + vocabulary(database, "f");
}

std::string statistics_digest(const std::filesystem::path& index) {
  const Xapian::Database database(database_path(current_generation(index)).string());
  std::string text =
      fmt::format("documents {} total length {} lengths {} to {}\n", database.get_doccount(),
                  database.get_total_length(), database.get_doclength_lower_bound(),
                  database.get_doclength_upper_bound());
  for (unsigned slot = 0; slot < slot::kCount; ++slot) {
    if (slot == slot::kRun) continue;
    text += fmt::format("slot {} of {} from {} to {}\n", slot, database.get_value_freq(slot),
                        to_hex(database.get_value_lower_bound(slot)),
                        to_hex(database.get_value_upper_bound(slot)));
  }
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    text += fmt::format("term {} of {} occurs {}\n", *term, database.get_termfreq(*term),
                        database.get_collection_freq(*term));
  }
  for (const char* list : {"w", "f"}) {
    for (auto key = database.metadata_keys_begin(list); key != database.metadata_keys_end(list);
         ++key) {
      text += fmt::format("{} {}\n", *key, to_hex(database.get_metadata(*key)));
    }
  }
  return text;
}

}  // namespace dateline
