// SPDX-License-Identifier: GPL-2.0-or-later
//
// What it costs to write changed documents whose texts are known, beside the least that Xapian
// itself could take: the same documents deleted, added and committed by a bare WritableDatabase.
// Every hundredth document is taken, and put back as it was. Both begin with everything they write
// in memory, and with a fresh copy of the index. The writer of dateline-index also keeps the word
// sequences, the vocabulary and the state of the index.
#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

#include "common/domain/fields.h"
#include "common/domain/stemmer.h"
#include "common/domain/tokenizer.h"
#include "common/storage/doc_record.h"
#include "common/storage/index_folder.h"
#include "common/storage/index_metadata.h"
#include "common/storage/word_sequence.h"
#include "indexer/entry.h"
#include "indexer/write/update_writer.h"
#include "scripts/bench/timing.h"

namespace dateline::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUsage =
    "usage: update [--passes N] [--every N] INDEX WORK\n"
    "WORK: an empty folder for copies of the index. Prints a row a pass: documents, bytes of "
    "their\n"
    "text, seconds of dateline's writer, seconds of bare Xapian.\n";

struct Options {
  std::size_t passes = 5;
  std::size_t every = 100;
  std::vector<std::string> paths;
};

struct Change {
  DocumentId id;
  Xapian::docid docid = 0;
  Xapian::Document document;
  std::vector<Fingerprint> title_words;
  std::vector<Fingerprint> body_words;
  PackedDate date;
  std::uint64_t text_bytes = 0;
};

struct Changes {
  std::vector<Change> documents;
  std::vector<VocabularyWord> words;
  std::uint64_t text_bytes = 0;
};

// All of it in memory, where get_document() would leave it on disk until it is asked for.
Xapian::Document copy_of(const Xapian::Document& stored) {
  Xapian::Document copy;
  copy.set_data(stored.get_data());
  for (auto term = stored.termlist_begin(); term != stored.termlist_end(); ++term) {
    if (term.get_wdf() > 0) {
      copy.add_term(*term, term.get_wdf());
    } else {
      copy.add_boolean_term(*term);
    }
  }
  for (auto value = stored.values_begin(); value != stored.values_end(); ++value) {
    copy.add_value(value.get_valueno(), *value);
  }
  return copy;
}

std::vector<VocabularyWord> vocabulary_of(const std::vector<Document>& documents,
                                          Stemmer& stemmer) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& document : documents) {
    std::set<std::string> seen;
    for (const std::string* text : {&document.title, &document.body}) {
      Tokenizer tokenizer(*text);
      for (Token token; tokenizer.next(token);) seen.emplace(token.word);
    }
    for (const auto& word : seen) ++counts[word];
  }
  std::vector<VocabularyWord> words;
  for (const auto& [word, count] : counts) {
    words.push_back({word, std::string(stemmer.stem(word)), count});
  }
  return words;
}

Changes take_every(std::size_t every, const fs::path& generation) {
  const Xapian::Database database(database_path(generation).string());
  ZstdCodec codec(
      std::make_shared<ZstdDictionary>(database.get_metadata(std::string(kDictionaryKey))));
  const WordSequenceReader words(
      generation, WordSequenceState::decode(database.get_metadata(std::string(kWordsKey))));
  Changes changes;
  std::vector<Document> documents;
  std::size_t place = 0;
  for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
    if (++place % every != 0) continue;
    const Xapian::Document stored = database.get_document(*at);
    documents.push_back(decode_record(stored.get_data(), codec));
    const Document& document = documents.back();
    const WordSequence sequence = words.get(*at);
    Change change;
    change.id = document.id;
    change.docid = *at;
    change.document = copy_of(stored);
    change.title_words = sequence.title.to_vector();
    change.body_words = sequence.body.to_vector();
    change.date = words.date(*at);
    change.text_bytes = document.title.size() + document.body.size();
    changes.text_bytes += change.text_bytes;
    changes.documents.push_back(std::move(change));
  }
  Stemmer stemmer(read_settings(database).language);
  changes.words = vocabulary_of(documents, stemmer);
  return changes;
}

void write_bare(const fs::path& generation, const Changes& changes) {
  Xapian::WritableDatabase database(database_path(generation).string(), Xapian::DB_OPEN);
  for (const auto& change : changes.documents) database.delete_document(change.docid);
  for (const auto& change : changes.documents) database.add_document(change.document);
  database.commit();
}

// The writer takes what it is given: each pass needs its own.
std::vector<XapianEntry> entries_of(const Changes& changes) {
  std::vector<XapianEntry> entries;
  for (const auto& change : changes.documents) {
    entries.push_back({copy_of(change.document), change.title_words, change.body_words, change.date,
                       change.text_bytes});
  }
  return entries;
}

void write_ours(const fs::path& generation, const Changes& changes,
                std::vector<XapianEntry>&& entries) {
  UpdateWriter writer(generation);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    writer.remove(changes.documents[i].id);
    writer.add(std::move(entries[i]));
  }
  writer.count_words(changes.words);
  writer.commit();
}

fs::path fresh_copy(const fs::path& generation, const fs::path& work) {
  const fs::path copy = work / "generation";
  fs::remove_all(copy);
  fs::copy(generation, copy, fs::copy_options::recursive);
  sync();
  return copy;
}

// The two ways take turns, and who begins.
void measure(const fs::path& generation, const fs::path& work, const Options& options) {
  const Changes changes = take_every(options.every, generation);
  fmt::print("documents\ttext_bytes\tdateline\tbare\n");
  for (std::size_t pass = 0; pass <= options.passes; ++pass) {
    double ours = 0;
    double bare = 0;
    const auto time_ours = [&] {
      const fs::path copy = fresh_copy(generation, work);
      std::vector<XapianEntry> entries = entries_of(changes);
      ours = microseconds([&] { write_ours(copy, changes, std::move(entries)); });
    };
    const auto time_bare = [&] {
      const fs::path copy = fresh_copy(generation, work);
      bare = microseconds([&] { write_bare(copy, changes); });
    };
    if (pass % 2 == 0) {
      time_ours();
      time_bare();
    } else {
      time_bare();
      time_ours();
    }
    if (pass == 0) continue;  // warms up
    fmt::print("{}\t{}\t{:.4f}\t{:.4f}\n", changes.documents.size(), changes.text_bytes, ours / 1e6,
               bare / 1e6);
  }
}

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--passes" && i + 1 < argc) {
      options.passes = std::max<std::size_t>(std::stoul(argv[++i]), 1);
    } else if (argument == "--every" && i + 1 < argc) {
      options.every = std::max<std::size_t>(std::stoul(argv[++i]), 1);
    } else {
      options.paths.emplace_back(argument);
    }
  }
  return options;
}

int run(const Options& options) {
  if (options.paths.size() != 2) {
    std::cerr << kUsage;
    return 2;
  }
  const auto generation = IndexFolder(options.paths[0]).current();
  if (!generation) throw std::runtime_error("no index in '" + options.paths[0] + "'");
  measure(*generation, options.paths[1], options);
  return 0;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  try {
    return dateline::bench::run(dateline::bench::parse_options(argc, argv));
  } catch (const Xapian::Error& error) {
    std::cerr << "update: " << error.get_description() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "update: " << error.what() << '\n';
  }
  return 1;
}
