// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/doc_record.h"

#include <algorithm>

#include "common/base/bytes.h"
#include "common/base/error.h"

namespace dateline {
namespace {

constexpr char kVersion = 2;
constexpr std::uint64_t kMaxRecordBytes = std::uint64_t{2} << 30U;
constexpr std::string_view kWhat = "a stored record";

std::int64_t days(Day day) { return day.time_since_epoch().count(); }

void append_evidence(std::string& out, const DateEvidence& evidence) {
  out += static_cast<char>(evidence.source);
  out += static_cast<char>(evidence.date.precision);
  if (evidence.date) {
    append_fixed(out, static_cast<std::int32_t>(days(evidence.date.first)));
    append_fixed(out, static_cast<std::int32_t>(days(evidence.date.last)));
  }
  append_string(out, evidence.text);
}

DateEvidence read_evidence(ByteReader& reader) {
  DateEvidence evidence;
  evidence.source = static_cast<DateSource>(reader.fixed<std::uint8_t>());
  evidence.date.precision = static_cast<DatePrecision>(reader.fixed<std::uint8_t>());
  if (evidence.date) {
    evidence.date.first = Day(std::chrono::days(reader.fixed<std::int32_t>()));
    evidence.date.last = Day(std::chrono::days(reader.fixed<std::int32_t>()));
  }
  evidence.text = reader.string();
  return evidence;
}

void append_publication(std::string& out, const Publication& publication) {
  append_evidence(out, publication.best);
  out += static_cast<char>(publication.conflict);
  append_varint(out, publication.rivals.size());
  for (const auto& rival : publication.rivals) append_evidence(out, rival);
}

Publication read_publication(ByteReader& reader) {
  Publication publication;
  publication.best = read_evidence(reader);
  publication.conflict = reader.fixed<std::uint8_t>() != 0;
  for (std::uint64_t count = reader.varint(); count > 0; --count)
    publication.rivals.push_back(read_evidence(reader));
  return publication;
}

// The whole text, then which ranges of it are not searched, then how much of its end are captions.
void append_text(std::string& out, const Document& document) {
  const std::vector<TextRange> ranges = cut_ranges(document);
  if (ranges.empty()) {
    append_string(out, document.body);
  } else {
    append_string(out, whole_text(document));
  }
  append_varint(out, ranges.size());
  std::uint64_t place = 0;
  for (const TextRange& range : ranges) {
    append_varint(out, range.begin - place);
    append_varint(out, range.end - range.begin);
    place = range.end;
  }
  append_varint(out, document.caption_bytes);
}

void read_text(ByteReader& reader, Document& document) {
  const std::string_view text = reader.string();
  std::vector<TextRange> ranges;
  std::uint64_t place = 0;
  for (std::uint64_t count = reader.varint(); count > 0; --count) {
    const std::uint64_t gap = reader.varint();
    const std::uint64_t length = reader.varint();
    if (gap > text.size() - place || length > text.size() - place - gap) reader.fail();
    ranges.push_back({place + gap, place + gap + length});
    place = ranges.back().end;
  }
  set_text(document, text, ranges);
  document.caption_bytes = reader.varint();
  if (document.caption_bytes > document.body.size()) reader.fail();
}

ByteReader open_record(std::string_view record) {
  ByteReader reader(record, kWhat);
  const char version = reader.fixed<char>();
  if (version != kVersion) {
    throw Error(ExitCode::NoIndex,
                "cannot read a stored record: it was written by another version of Dateline",
                "remove the index and build it again with this version");
  }
  return reader;
}

}  // namespace

std::string serialise_document(const Document& document) {
  std::string out;
  out.reserve(document.body.size() + document.title.size() + 512);
  append_fixed(out, document.id.bytes);
  for (const std::string* field :
       {&document.root, &document.path, &document.record, &document.own_id, &document.type,
        &document.charset, &document.url, &document.site, &document.author, &document.language,
        &document.description, &document.crawled}) {
    append_string(out, *field);
  }
  append_varint(out, static_cast<std::uint64_t>(document.charset_confidence));
  append_varint(out, document.tags.size());
  for (const auto& tag : document.tags) append_string(out, tag);
  append_publication(out, document.publication);
  append_fixed(out, document.content_hash);
  append_varint(out, document.raw_bytes);
  append_string(out, document.title);
  append_text(out, document);
  return out;
}

std::string encode_record(const Document& document, ZstdCodec& codec) {
  std::string record(1, kVersion);
  append_varint(record, document.title.size() + document.body.size());
  codec.append_compressed(record, serialise_document(document));
  return record;
}

Document decode_record(std::string_view record, ZstdCodec& codec) {
  ByteReader head = open_record(record);
  head.varint();
  const std::size_t head_bytes = record.size() - head.remaining();
  std::string bytes;
  codec.decompress(record.substr(head_bytes), kMaxRecordBytes, bytes);
  ByteReader reader(bytes, kWhat);
  Document document;
  document.id.bytes = reader.fixed<decltype(document.id.bytes)>();
  for (std::string* field :
       {&document.root, &document.path, &document.record, &document.own_id, &document.type,
        &document.charset, &document.url, &document.site, &document.author, &document.language,
        &document.description, &document.crawled}) {
    *field = reader.string();
  }
  document.charset_confidence = static_cast<int>(reader.varint());
  for (std::uint64_t count = reader.varint(); count > 0; --count)
    document.tags.emplace_back(reader.string());
  document.publication = read_publication(reader);
  document.content_hash = reader.fixed<std::uint64_t>();
  document.raw_bytes = reader.varint();
  document.title = reader.string();
  read_text(reader, document);
  return document;
}

std::uint64_t record_text_bytes(std::string_view record) { return open_record(record).varint(); }

}  // namespace dateline
