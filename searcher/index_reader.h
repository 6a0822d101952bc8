// SPDX-License-Identifier: GPL-2.0-or-later
//
// One open index: its database, its word sequences, its dictionary and what it says of itself. One
// per thread; the maps are shared by the system. Opening and searching beside a writer is normal:
// both are tried again when the index moves on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/domain/document.h"
#include "common/domain/stemmer.h"
#include "common/storage/index_metadata.h"
#include "common/storage/word_sequence.h"
#include "common/storage/zstd_codec.h"

namespace dateline {

class IndexReader {
 public:
  // Throws Error(NoIndex) when there is none at `folder`, or one of another version.
  explicit IndexReader(std::filesystem::path folder);
  ~IndexReader();
  IndexReader(const IndexReader&) = delete;
  IndexReader& operator=(const IndexReader&) = delete;

  // Runs `search`, again on the newest state of the index when the writer took away the one it was
  // reading.
  template <class Search>
  auto search(Search&& search) -> decltype(search()) {
    for (int attempt = 0;; ++attempt) {
      try {
        return search();
      } catch (const Xapian::DatabaseModifiedError& error) {
        recover(error, attempt);
      } catch (const Xapian::Error& error) {
        fail(error);
      }
    }
  }

  const Xapian::Database& database() const;
  const WordSequenceReader& words() const;
  const IndexState& state() const;
  const AnalyserSettings& settings() const;
  Stemmer& stemmer();

  Document load(Xapian::docid docid);

  // A document by its id in hex (any unambiguous beginning of at least 6 digits), or by its path as
  // outputs print it. Throws Error(Usage) when the beginning is ambiguous.
  std::optional<Xapian::docid> find(std::string_view id_or_path);

  // Known words with this beginning, at most `limit` + 1 of them.
  std::vector<std::string> words_with_prefix(std::string_view prefix, std::size_t limit) const;
  // The known words that have this stem.
  std::vector<std::string> forms_of(std::string_view stem) const;

  // Where the files of a root lie now; empty when the index does not know the root.
  std::filesystem::path root_path(std::string_view root) const;
  const std::vector<Root>& roots() const;

 private:
  struct Opened;

  void open();
  std::unique_ptr<Opened> try_open() const;
  void recover(const Xapian::Error& error, int attempt);
  [[noreturn]] void fail(const Xapian::Error& error) const;

  std::filesystem::path folder_;
  std::unique_ptr<Opened> opened_;
};

// Where to look for an index: `named`, else $DATELINE_INDEX, else the nearest .dateline from the
// current folder upwards. Throws Error(NoIndex) when there is none.
std::filesystem::path find_index(const std::string& named);

}  // namespace dateline
