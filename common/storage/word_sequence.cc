// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/word_sequence.h"

#include <array>
#include <random>

#include <fcntl.h>
#include <fmt/format.h>

#include "common/base/bytes.h"
#include "common/base/error.h"
#include "common/base/hash.h"

namespace dateline {
namespace {

constexpr std::string_view kSequenceMagic = "DLWORDSQ";
constexpr std::string_view kIndexMagic = "DLWORDIX";
constexpr std::uint32_t kVersion = 2;
constexpr std::size_t kWriteBytes = 4U << 20U;
// Makes every day from year 1 to 9999 positive.
constexpr std::int64_t kDayOffset = 800'000;

struct Entry {
  std::uint64_t offset;
  std::uint32_t title_words;
  std::uint32_t body_words;
  std::uint32_t checksum;
  std::uint32_t date;
};
static_assert(sizeof(Entry) == 24);

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t bits;
  std::uint64_t words_id;
  std::uint64_t analyser_hash;
};
static_assert(sizeof(Header) == 32);

std::filesystem::path sequence_path(const std::filesystem::path& generation) {
  return generation / "words.seq";
}
std::filesystem::path index_path(const std::filesystem::path& generation) {
  return generation / "words.idx";
}

[[noreturn]] void fail(std::string_view why) {
  throw Error(ExitCode::Damaged, fmt::format("cannot use the word sequences: {}", why),
              "remove the index and run dateline-index again");
}

std::string header_bytes(std::string_view magic, FingerprintHash hash, std::uint64_t words_id,
                         std::uint64_t analyser_hash) {
  std::string bytes(magic);
  append_fixed(bytes, kVersion);
  append_fixed(bytes, static_cast<std::uint32_t>(hash.bits()));
  append_fixed(bytes, words_id);
  append_fixed(bytes, analyser_hash);
  return bytes;
}

Header read_header(std::span<const std::byte> file, std::string_view magic,
                   std::uint64_t words_id) {
  Header header{};
  if (file.size() < sizeof header) fail("a file is too short");
  std::memcpy(&header, file.data(), sizeof header);
  if (std::string_view(header.magic, sizeof header.magic) != magic)
    fail("a file is not a word sequence file");
  if (header.version != kVersion) {
    throw Error(ExitCode::NoIndex,
                "cannot use the word sequences: they were written by another version of Dateline",
                "remove the index and build it again with this version");
  }
  if (header.words_id != words_id) fail("they do not belong to this database");
  if (header.bits < 1 || header.bits > 16) fail("a file header is damaged");
  return header;
}

std::string_view as_bytes(const Fingerprint* data, std::size_t count) {
  return {reinterpret_cast<const char*>(data), count * sizeof(Fingerprint)};
}

std::uint64_t random_id() {
  std::random_device device;
  return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

}  // namespace

Fingerprint FingerprintHash::operator()(std::string_view word) const {
  return of_hash(hash64(word));
}

Fingerprint FingerprintHash::of_hash(std::uint64_t word_hash64) const {
  const auto fingerprint = static_cast<Fingerprint>(word_hash64 & ((1U << bits_) - 1));
  return fingerprint == 0 ? 1 : fingerprint;
}

PackedDate::PackedDate(const PartialDate& date) {
  const std::uint32_t day = day_number(date.first) << 2U;
  switch (date.precision) {
    case DatePrecision::None:
      return;
    case DatePrecision::Day:
      bits_ = day | 1U;
      return;
    case DatePrecision::Month:
      bits_ = day | 2U;
      return;
    case DatePrecision::Year:
      bits_ = day | 3U;
      return;
  }
}

PackedDate PackedDate::from_bits(std::uint32_t bits) {
  PackedDate date;
  date.bits_ = bits;
  return date;
}

std::uint32_t PackedDate::day_number(Day day) {
  return static_cast<std::uint32_t>(day.time_since_epoch().count() + kDayOffset);
}

DatePrecision PackedDate::precision() const {
  static constexpr std::array kPrecisions = {DatePrecision::None, DatePrecision::Day,
                                             DatePrecision::Month, DatePrecision::Year};
  return kPrecisions[bits_ & 3U];
}

PartialDate PackedDate::date() const {
  const Day first{std::chrono::days(static_cast<std::int64_t>(first_day()) - kDayOffset)};
  const std::chrono::year_month_day parts{first};
  const auto year = static_cast<int>(parts.year());
  const auto month = static_cast<unsigned>(parts.month());
  std::optional<PartialDate> date;
  if (precision() == DatePrecision::Day) date = {first, first, DatePrecision::Day};
  if (precision() == DatePrecision::Month) date = make_date(year, month);
  if (precision() == DatePrecision::Year) date = make_date(year);
  return date.value_or(PartialDate());
}

std::string WordSequenceState::encode() const {
  std::string bytes;
  append_fixed(bytes, words_id);
  append_varint(bytes, sequence_bytes);
  append_varint(bytes, index_bytes);
  return bytes;
}

WordSequenceState WordSequenceState::decode(std::string_view bytes) {
  ByteReader reader(bytes, "the lengths of the word sequences");
  WordSequenceState state;
  state.words_id = reader.fixed<std::uint64_t>();
  state.sequence_bytes = reader.varint();
  state.index_bytes = reader.varint();
  return state;
}

WordSequenceWriter::WordSequenceWriter(const std::filesystem::path& generation, int flags)
    : sequence_path_(sequence_path(generation)),
      index_path_(index_path(generation)),
      sequence_file_(open_for_writing(sequence_path_, flags)),
      index_file_(open_for_writing(index_path_, flags)) {}

WordSequenceWriter WordSequenceWriter::create(const std::filesystem::path& generation,
                                              FingerprintHash hash, std::uint64_t analyser_hash) {
  WordSequenceWriter writer(generation, O_WRONLY | O_CREAT | O_TRUNC);
  writer.state_.words_id = random_id();
  writer.sequence_pending_ =
      header_bytes(kSequenceMagic, hash, writer.state_.words_id, analyser_hash);
  writer.index_pending_ = header_bytes(kIndexMagic, hash, writer.state_.words_id, analyser_hash);
  writer.state_.sequence_bytes = writer.sequence_pending_.size();
  writer.state_.index_bytes = writer.index_pending_.size();
  return writer;
}

WordSequenceWriter WordSequenceWriter::open(const std::filesystem::path& generation,
                                            const WordSequenceState& state) {
  if (bytes_of_file(sequence_path(generation)) < state.sequence_bytes ||
      bytes_of_file(index_path(generation)) < state.index_bytes) {
    fail("a file is shorter than the database says");
  }
  truncate_file(sequence_path(generation), state.sequence_bytes);
  truncate_file(index_path(generation), state.index_bytes);
  WordSequenceWriter writer(generation, O_WRONLY | O_APPEND);
  writer.state_ = state;
  return writer;
}

void WordSequenceWriter::append(std::uint32_t docid, const std::vector<Fingerprint>& title,
                                const std::vector<Fingerprint>& body, PackedDate date) {
  const std::uint64_t known = (state_.index_bytes - sizeof(Header)) / sizeof(Entry);
  if (docid <= known) fail("a document id was given twice");
  const std::uint64_t skipped = (docid - 1 - known) * sizeof(Entry);
  index_pending_.append(skipped, '\0');
  constexpr Fingerprint kSeparator = 0;
  std::string bytes(as_bytes(title.data(), title.size()));
  bytes += as_bytes(&kSeparator, 1);
  bytes += as_bytes(body.data(), body.size());
  append_fixed(
      index_pending_,
      Entry{state_.sequence_bytes / sizeof(Fingerprint), static_cast<std::uint32_t>(title.size()),
            static_cast<std::uint32_t>(body.size()), checksum32(bytes), date.bits()});
  sequence_pending_ += bytes;
  state_.sequence_bytes += bytes.size();
  state_.index_bytes += skipped + sizeof(Entry);
  if (sequence_pending_.size() >= kWriteBytes) {
    write_all(sequence_file_, sequence_pending_, sequence_path_);
    sequence_pending_.clear();
  }
}

WordSequenceState WordSequenceWriter::state_with(std::uint64_t documents,
                                                 std::uint64_t words) const {
  WordSequenceState state = state_;
  // A 0 between title and body.
  state.sequence_bytes += (words + documents) * sizeof(Fingerprint);
  state.index_bytes += documents * sizeof(Entry);
  return state;
}

WordSequenceState WordSequenceWriter::commit() {
  write_all(sequence_file_, sequence_pending_, sequence_path_);
  write_all(index_file_, index_pending_, index_path_);
  sequence_pending_.clear();
  index_pending_.clear();
  sync_file(sequence_file_, sequence_path_);
  sync_file(index_file_, index_path_);
  return state_;
}

WordSequenceReader::WordSequenceReader(const std::filesystem::path& generation,
                                       const WordSequenceState& state)
    : sequence_(sequence_path(generation), state.sequence_bytes),
      index_(index_path(generation), state.index_bytes) {
  read_header(index_.bytes(), kIndexMagic, state.words_id);
  hash_ = FingerprintHash(read_header(sequence_.bytes(), kSequenceMagic, state.words_id).bits);
}

std::uint32_t WordSequenceReader::last_docid() const {
  return static_cast<std::uint32_t>((index_.bytes().size() - sizeof(Header)) / sizeof(Entry));
}

namespace {

Entry read_entry(const MappedFile& index, std::uint32_t docid) {
  Entry entry{};
  std::memcpy(&entry, index.bytes().data() + sizeof(Header) + (docid - 1) * sizeof(Entry),
              sizeof entry);
  return entry;
}

// The document's fingerprints, separator included; empty when it is not in use.
std::span<const Fingerprint> fingerprints_of(const Entry& entry, const MappedFile& sequence) {
  if (entry.offset == 0) return {};
  const std::uint64_t count = std::uint64_t{entry.title_words} + entry.body_words + 1;
  const std::uint64_t available = sequence.bytes().size() / sizeof(Fingerprint);
  if (entry.offset > available || count > available - entry.offset)
    fail("an entry points outside the file");
  return {reinterpret_cast<const Fingerprint*>(sequence.bytes().data()) + entry.offset, count};
}

}  // namespace

WordSequence WordSequenceReader::get(std::uint32_t docid) const {
  if (docid == 0 || docid > last_docid()) return {};
  const Entry entry = read_entry(index_, docid);
  const auto all = fingerprints_of(entry, sequence_);
  if (all.empty()) return {};
  return {all.first(entry.title_words), all.subspan(entry.title_words + 1U)};
}

PackedDate WordSequenceReader::date(std::uint32_t docid) const {
  if (docid == 0 || docid > last_docid()) return {};
  return PackedDate::from_bits(read_entry(index_, docid).date);
}

bool WordSequenceReader::verify(std::uint32_t docid) const {
  const Entry entry = read_entry(index_, docid);
  const auto all = fingerprints_of(entry, sequence_);
  return all.empty() || checksum32(as_bytes(all.data(), all.size())) == entry.checksum;
}

}  // namespace dateline
