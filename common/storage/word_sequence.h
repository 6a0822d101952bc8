// SPDX-License-Identifier: GPL-2.0-or-later
//
// The word sequence files: the order of each document's words, as 16-bit fingerprints, beside the
// Xapian database, and each document's date, where a filter by date finds it in one step.
//
//   words.seq  header, then for each document: fingerprints of the title's words, a 0, those of the
//              body
//   words.idx  header, then one 24-byte entry for each document id from 1 on: u64 offset of the
//              document in words.seq in fingerprints (0: no words are kept), u32 words of title,
//              u32 words of body, u32 checksum of its fingerprints, u32 date (PackedDate)
//
// Both headers are 32 bytes: 8 of magic, u32 format version, u32 fingerprint bits, u64 words-id,
// u64 analyser hash. All numbers are little-endian. A fingerprint is the low bits of the word's
// hash64 (XXH3), 1 where they are 0.
//
// Both files only grow. The Xapian database alone knows how much of them is committed
// (WordSequenceState in its metadata, written in the transaction of the documents): a writer cuts
// them back to that when it opens the index, a reader never looks beyond. A fingerprint match is a
// maybe: what matters is confirmed on the stored text. Documents that were deleted keep their words
// and dates here until the index is built anew: where documents are numbered by date, these have to
// ascend.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/files.h"
#include "common/domain/date.h"

namespace dateline {

using Fingerprint = std::uint16_t;

class FingerprintHash {
 public:
  static constexpr unsigned kDefaultBits = 16;

  // Fewer bits make collisions common: for tests.
  explicit FingerprintHash(unsigned bits = kDefaultBits) : bits_(bits) {}

  Fingerprint operator()(std::string_view word) const;
  Fingerprint of_hash(std::uint64_t word_hash64) const;
  unsigned bits() const { return bits_; }

 private:
  unsigned bits_;
};

// A publication date in 32 bits: 0 when undated, else the number of the first day it can mean,
// times four, plus its precision. It gives the whole date back, and dates of one precision compare
// as their numbers do.
class PackedDate {
 public:
  PackedDate() = default;
  explicit PackedDate(const PartialDate& date);
  static PackedDate from_bits(std::uint32_t bits);

  static std::uint32_t day_number(Day day);  // ascends; over 0 for every day of the years 1 to 9999

  std::uint32_t bits() const { return bits_; }
  DatePrecision precision() const;
  std::uint32_t first_day() const { return bits_ >> 2U; }  // as day_number gives it
  PartialDate date() const;

  bool operator==(const PackedDate&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

// What the database's metadata holds about the two files.
struct WordSequenceState {
  std::uint64_t words_id = 0;        // random; both file headers carry it
  std::uint64_t sequence_bytes = 0;  // committed lengths
  std::uint64_t index_bytes = 0;

  std::string encode() const;
  static WordSequenceState decode(std::string_view bytes);
};

struct WordSequence {
  std::span<const Fingerprint> title;
  std::span<const Fingerprint> body;
};

// Appends documents. commit() must have returned before the database's transaction that holds its
// state commits.
class WordSequenceWriter {
 public:
  // Makes both files anew.
  static WordSequenceWriter create(const std::filesystem::path& generation, FingerprintHash hash,
                                   std::uint64_t analyser_hash);
  // Opens them and cuts them back to `state`.
  static WordSequenceWriter open(const std::filesystem::path& generation,
                                 const WordSequenceState& state);

  // Documents come in ascending order of document id; ids in between are not in use.
  void append(std::uint32_t docid, const std::vector<Fingerprint>& title,
              const std::vector<Fingerprint>& body, PackedDate date);

  // What commit() will give when so many documents with so many words more have been appended,
  // their ids without gaps.
  WordSequenceState state_with(std::uint64_t documents, std::uint64_t words) const;

  // Writes out and syncs what was appended.
  WordSequenceState commit();

 private:
  WordSequenceWriter(const std::filesystem::path& generation, int flags);

  std::filesystem::path sequence_path_;
  std::filesystem::path index_path_;
  File sequence_file_;
  File index_file_;
  WordSequenceState state_;
  std::string sequence_pending_;
  std::string index_pending_;
};

// Both files mapped, as of one committed state. Any number of threads may read.
class WordSequenceReader {
 public:
  WordSequenceReader(const std::filesystem::path& generation, const WordSequenceState& state);

  // Empty spans for an id that is not in use. Throws Error(Damaged) when the entry points outside
  // the file.
  WordSequence get(std::uint32_t docid) const;

  // Undated for an id that is not in use.
  PackedDate date(std::uint32_t docid) const;

  bool verify(std::uint32_t docid) const;  // the checksum
  std::uint32_t last_docid() const;
  FingerprintHash hash() const { return hash_; }

 private:
  MappedFile sequence_;
  MappedFile index_;
  FingerprintHash hash_;
};

}  // namespace dateline
