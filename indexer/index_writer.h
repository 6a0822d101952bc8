// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a run changes in an index, whichever writer does it: Xapian's own for a few documents
// (write/update_writer.h), the bulk builder for many (bulk/bulk_writer.h). One thread, except where
// it says otherwise.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/storage/index_metadata.h"
#include "indexer/entry.h"
#include "indexer/file_state.h"

namespace dateline {

class IndexWriter {
 public:
  virtual ~IndexWriter() = default;

  virtual std::string metadata(std::string_view key) const = 0;
  // An empty value removes the key.
  virtual void set_metadata(const std::string& key, const std::string& value) = 0;
  virtual KnownRecords known_records(const FileState& state) const = 0;

  virtual bool contains(const DocumentId& id) const = 0;
  // Gives the value of its run slot; null when there is no such document.
  virtual std::optional<std::string> remove(const DocumentId& id) = 0;
  // `run_value`: of the run in which the document entered the index, when that is an earlier one.
  virtual void add(XapianEntry&& entry, const std::optional<std::string>& run_value) = 0;
  virtual void count_words(const std::vector<VocabularyWord>& words) = 0;

  // Whether the caller should commit before it goes on.
  virtual bool is_batch_full() const = 0;
  virtual void commit() = 0;

  // Committed with the rest.
  virtual IndexState& state() = 0;
};

}  // namespace dateline
