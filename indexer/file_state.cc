// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/file_state.h"

#include <cstring>

#include <xapian.h>

#include "common/base/bytes.h"
#include "common/base/hash.h"

namespace dateline {
namespace {

constexpr std::size_t kMaxPathInKey = 200;
constexpr std::string_view kWhat = "the state of a source file";

std::string identity(const FileState& state) {
  std::string name = state.root + '/' + state.path;
  if (name.size() <= kMaxPathInKey) return name;
  // '//' cannot begin a path that was not hashed.
  const auto hash = hash128(name);
  return "//" + to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

void append_record(std::string& out, const RecordState& record) {
  append_fixed(out, record.id.bytes);
  append_fixed(out, record.content_hash);
}

RecordState read_record(ByteReader& reader) {
  RecordState record;
  record.id.bytes = reader.fixed<decltype(record.id.bytes)>();
  record.content_hash = reader.fixed<std::uint64_t>();
  return record;
}

void append_bad(std::string& out, const SkippedItem& item) {
  append_string(out, item.path);
  append_fixed(out, item.skip.kind);
  append_string(out, item.skip.detail);
}

SkippedItem read_bad(ByteReader& reader) {
  SkippedItem item;
  item.path = reader.string();
  item.skip.kind = reader.fixed<SkipKind>();
  item.skip.detail = reader.string();
  return item;
}

FileState decode_file_state(std::string_view value) {
  ByteReader reader(value, kWhat);
  FileState state;
  state.root = reader.string();
  state.path = reader.string();
  state.status = static_cast<FileStatus>(reader.fixed<std::uint8_t>());
  state.skip = static_cast<SkipKind>(reader.fixed<std::uint8_t>());
  state.skip_detail = reader.string();
  state.size = reader.varint();
  state.mtime_ns = reader.fixed<std::int64_t>();
  state.content_hash = reader.fixed<std::uint64_t>();
  state.id_path = reader.string();
  state.documents = reader.varint();
  state.bad_records = reader.varint();
  for (std::uint64_t count = reader.varint(); count > 0; --count) {
    state.bad.push_back(read_bad(reader));
  }
  state.chunks = static_cast<std::uint32_t>(reader.varint());
  while (!reader.at_end()) state.records.push_back(read_record(reader));
  return state;
}

}  // namespace

std::size_t DocumentIdHash::operator()(const DocumentId& id) const {
  std::size_t value = 0;
  std::memcpy(&value, id.bytes.data(), sizeof value);
  return value;
}

std::string file_state_key(const FileState& state) { return 'm' + identity(state); }

std::string encode_file_state(const FileState& state) {
  std::string value;
  append_string(value, state.root);
  append_string(value, state.path);
  append_fixed(value, state.status);
  append_fixed(value, state.skip);
  append_string(value, state.skip_detail);
  append_varint(value, state.size);
  append_fixed(value, state.mtime_ns);
  append_fixed(value, state.content_hash);
  append_string(value, state.id_path);
  append_varint(value, state.documents);
  append_varint(value, state.bad_records);
  append_varint(value, state.bad.size());
  for (const auto& item : state.bad) append_bad(value, item);
  append_varint(value, state.chunks);
  for (const auto& record : state.records) append_record(value, record);
  return value;
}

std::string chunk_key(const FileState& state, std::uint32_t chunk) {
  std::string key = 'n' + identity(state);
  for (unsigned shift = 32; shift > 0; shift -= 8) key += static_cast<char>(chunk >> (shift - 8));
  return key;
}

std::string encode_chunk(const std::vector<RecordState>& records) {
  std::string value;
  value.reserve(records.size() * sizeof(RecordState));
  for (const auto& record : records) append_record(value, record);
  return value;
}

std::vector<FileState> read_file_states(const Xapian::Database& database) {
  std::vector<FileState> states;
  for (auto key = database.metadata_keys_begin("m"); key != database.metadata_keys_end("m");
       ++key) {
    states.push_back(decode_file_state(database.get_metadata(*key)));
  }
  return states;
}

KnownRecords read_known_records(const Xapian::Database& database, const FileState& state) {
  KnownRecords known;
  for (const auto& record : state.records) known[record.id] = record.content_hash;
  for (std::uint32_t chunk = 0; chunk < state.chunks; ++chunk) {
    const std::string bytes = database.get_metadata(chunk_key(state, chunk));
    for (ByteReader reader(bytes, kWhat); !reader.at_end();) {
      const RecordState record = read_record(reader);
      if (record.content_hash == 0) {
        known.erase(record.id);
      } else {
        known[record.id] = record.content_hash;
      }
    }
  }
  return known;
}

}  // namespace dateline
