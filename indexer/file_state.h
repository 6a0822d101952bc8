// SPDX-License-Identifier: GPL-2.0-or-later
//
// What the index remembers of each source file, kept in its metadata and written in the transaction
// of the file's documents:
//
//   m + root '/' path         the state itself (a path too long for a key is hashed and stands in
//   the value) n + the same + be32 i     for files of many records, chunk i of a log of (document
//   id, content hash): one chunk for each
//                             transaction the file took part in. Later entries win; hash 0 means
//                             removed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/domain/document.h"
#include "indexer/skip.h"

namespace Xapian {
class Database;
}

namespace dateline {

struct RecordState {
  DocumentId id;
  std::uint64_t content_hash = 0;
};

struct DocumentIdHash {
  std::size_t operator()(const DocumentId& id) const;
};

// Content hash by document id.
using KnownRecords = std::unordered_map<DocumentId, std::uint64_t, DocumentIdHash>;

// How many bad records of a file are remembered by name.
inline constexpr std::size_t kNamedBadRecords = 100;

enum class FileStatus : std::uint8_t {
  Indexed = 1,
  Partial = 2,  // a run ended within the file: it is read again
  Skipped = 3,
};

struct FileState {
  std::string root;
  std::string path;
  FileStatus status = FileStatus::Indexed;
  SkipKind skip{};  // when Skipped
  std::string skip_detail;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::uint64_t content_hash = 0;  // XXH3-64 of its bytes; 0: not known
  // The path its document ids are made from, when it has moved since; else empty.
  std::string id_path;
  std::uint64_t documents = 0;
  std::uint64_t bad_records = 0;     // records that gave no document
  std::vector<SkippedItem> bad;      // the first of them, `path` being the record's name
  std::uint32_t chunks = 0;          // of the log; 0 for a file of one document
  std::vector<RecordState> records;  // of a file without log: its one document, or none

  const std::string& origin() const { return id_path.empty() ? path : id_path; }
};

std::string file_state_key(const FileState& state);
std::string encode_file_state(const FileState& state);

std::string chunk_key(const FileState& state, std::uint32_t chunk);
std::string encode_chunk(const std::vector<RecordState>& records);

// All states of the index, in no particular order.
std::vector<FileState> read_file_states(const Xapian::Database& database);

// The documents of a file, from its log or its state.
KnownRecords read_known_records(const Xapian::Database& database, const FileState& state);

}  // namespace dateline
