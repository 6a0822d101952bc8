// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/word_sequence.h"

#include <fstream>

#include <doctest/doctest.h>

#include "common/base/error.h"
#include "common/base/files.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

using Words = std::vector<Fingerprint>;

Words title_of(const WordSequenceReader& reader, std::uint32_t docid) {
  const auto words = reader.get(docid).title;
  return {words.begin(), words.end()};
}

Words body_of(const WordSequenceReader& reader, std::uint32_t docid) {
  const auto words = reader.get(docid).body;
  return {words.begin(), words.end()};
}

TEST_CASE("gives back what was appended") {
  TempFolder folder;
  auto writer = WordSequenceWriter::create(folder.path(), FingerprintHash(), 1);
  writer.append(1, {1, 2}, {3, 4, 5}, {});
  writer.append(4, {}, {6}, {});
  writer.append(5, {7}, {}, {});
  const WordSequenceState state = writer.commit();
  const WordSequenceReader reader(folder.path(), state);
  CHECK(reader.last_docid() == 5);
  CHECK(title_of(reader, 1) == Words{1, 2});
  CHECK(body_of(reader, 1) == Words{3, 4, 5});
  CHECK(body_of(reader, 2).empty());
  CHECK(title_of(reader, 4).empty());
  CHECK(body_of(reader, 4) == Words{6});
  CHECK(title_of(reader, 5) == Words{7});
  CHECK(body_of(reader, 6).empty());
  for (std::uint32_t docid = 1; docid <= 5; ++docid) CHECK(reader.verify(docid));
}

TEST_CASE("gives back each document's date") {
  TempFolder folder;
  const PackedDate day(make_date(2024, 2, 29).value());
  const PackedDate month(make_date(1999, 12).value());
  auto writer = WordSequenceWriter::create(folder.path(), FingerprintHash(), 1);
  writer.append(1, {1}, {2}, day);
  writer.append(2, {1}, {2}, {});
  writer.append(5, {1}, {2}, month);
  const WordSequenceReader reader(folder.path(), writer.commit());
  CHECK(reader.date(1) == day);
  CHECK(reader.date(2) == PackedDate());
  CHECK(reader.date(3) == PackedDate());
  CHECK(reader.date(4) == PackedDate());
  CHECK(reader.date(5) == month);
  CHECK(reader.date(6) == PackedDate());
}

TEST_CASE("packs every date so that it comes back, and in the order of days") {
  const std::vector<PartialDate> dates = {
      {},
      make_date(1).value(),
      make_date(1, 1).value(),
      make_date(1, 1, 1).value(),
      make_date(1969, 12, 31).value(),
      make_date(1970, 1, 1).value(),
      make_date(2023, 2).value(),
      make_date(2024, 2).value(),
      make_date(2024, 2, 29).value(),
      make_date(2024).value(),
      make_date(9999, 12, 31).value(),
      make_date(9999).value(),
  };
  for (const PartialDate& date : dates) {
    const PackedDate packed(date);
    CAPTURE(to_string(date));
    CHECK(packed.date() == date);
    CHECK(packed.precision() == date.precision);
    CHECK((packed.bits() == 0) == !date);
    CHECK(PackedDate::from_bits(packed.bits()) == packed);
    if (date) CHECK(packed.first_day() == PackedDate::day_number(date.first));
  }
  CHECK(PackedDate(make_date(2024, 2, 28).value()).bits() <
        PackedDate(make_date(2024, 2, 29).value()).bits());
  CHECK(PackedDate::day_number(make_date(1, 1, 1)->first) > 0);
}

TEST_CASE("cuts back what was not committed") {
  TempFolder folder;
  auto writer = WordSequenceWriter::create(folder.path(), FingerprintHash(), 1);
  writer.append(1, {1}, {2}, {});
  const WordSequenceState committed = writer.commit();
  writer.append(2, {3}, {4}, {});
  writer.commit();
  auto again = WordSequenceWriter::open(folder.path(), committed);
  again.append(2, {5}, {6, 7}, {});
  const WordSequenceReader reader(folder.path(), again.commit());
  CHECK(reader.last_docid() == 2);
  CHECK(body_of(reader, 2) == Words{6, 7});
}

TEST_CASE("keeps the state through its encoding") {
  WordSequenceState state{0x123456789ABCDEF0, 32, 5'000'000'000};
  const auto read = WordSequenceState::decode(state.encode());
  CHECK(read.words_id == state.words_id);
  CHECK(read.sequence_bytes == state.sequence_bytes);
  CHECK(read.index_bytes == state.index_bytes);
}

TEST_CASE("refuses files that are not what the database says") {
  TempFolder folder;
  auto writer = WordSequenceWriter::create(folder.path(), FingerprintHash(), 1);
  writer.append(1, {1}, {2}, {});
  const WordSequenceState state = writer.commit();
  SUBCASE("another index's") {
    WordSequenceState other = state;
    ++other.words_id;
    CHECK_THROWS_AS(WordSequenceReader(folder.path(), other), Error);
  }
  SUBCASE("cut short") {
    truncate_file(folder.path() / "words.seq", state.sequence_bytes - 1);
    CHECK_THROWS_AS(WordSequenceReader(folder.path(), state), Error);
    CHECK_THROWS_AS(WordSequenceWriter::open(folder.path(), state), Error);
  }
  SUBCASE("missing") {
    std::filesystem::remove(folder.path() / "words.idx");
    CHECK_THROWS_AS(WordSequenceReader(folder.path(), state), Error);
  }
  SUBCASE("an id given twice") {
    auto again = WordSequenceWriter::open(folder.path(), state);
    CHECK_THROWS_AS(again.append(1, {1}, {1}, {}), Error);
  }
}

TEST_CASE("notices a changed bit by the checksum") {
  TempFolder folder;
  auto writer = WordSequenceWriter::create(folder.path(), FingerprintHash(), 1);
  writer.append(1, {1}, {2, 3}, {});
  const WordSequenceState state = writer.commit();
  {
    std::fstream file(folder.path() / "words.seq", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(state.sequence_bytes) - 1);
    file.put('\x40');
  }
  CHECK(!WordSequenceReader(folder.path(), state).verify(1));
}

TEST_CASE("never gives a word the fingerprint of the separator") {
  const FingerprintHash few(4);
  bool collided = false;
  for (int i = 0; i < 1000; ++i) {
    CHECK(few(std::to_string(i)) > 0);
    CHECK(few(std::to_string(i)) < 16);
    collided = collided || few(std::to_string(i)) == few("war");
  }
  CHECK(collided);
}

}  // namespace
}  // namespace dateline
