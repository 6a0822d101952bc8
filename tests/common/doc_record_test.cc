// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/doc_record.h"

#include <memory>
#include <random>

#include <doctest/doctest.h>

#include "common/base/error.h"

namespace dateline {
namespace {

Document full_document() {
  Document document;
  document.id.bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  document.root = "articles";
  document.path = "2024/a\xFF.jsonl";
  document.record = "17";
  document.own_id = "own";
  document.type = "jsonl";
  document.charset = "windows-1251";
  document.url = "https://example.com/a";
  document.site = "example.com";
  document.author = "Ann Ö";
  document.language = "uk";
  document.tags = {"war", "peace"};
  document.title = "Title";
  set_text(document, "Advertising\n" + std::string(5000, 'b') + "\n\nShare\nЇжак",
           {{0, 12}, {5014, 5020}});
  document.body += "\n\nA caption";
  document.caption_bytes = 9;
  document.description = "A summary";
  document.crawled = "2024-03-06T10:00:00Z";
  document.charset_confidence = 45;
  document.publication.best = {DateSource::JsonField, *make_date(2024, 3), "March 2024"};
  document.publication.rivals = {{DateSource::Path, *make_date(2024, 3, 5), "2024/03/05"}};
  document.publication.conflict = true;
  document.content_hash = 0xFEDCBA9876543210;
  document.raw_bytes = 6000;
  return document;
}

std::shared_ptr<ZstdDictionary> trained_dictionary() {
  std::mt19937 random(1);
  std::vector<std::string> texts;
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (int word = 0; word < 80; ++word) text += "word" + std::to_string(random() % 300) + ' ';
    texts.push_back(text);
  }
  return std::make_shared<ZstdDictionary>(
      train_dictionary({texts.begin(), texts.end()}, 16 * 1024));
}

TEST_CASE("gives back the whole document") {
  for (const auto& dictionary : {std::make_shared<ZstdDictionary>(""), trained_dictionary()}) {
    ZstdCodec codec(dictionary);
    const Document document = full_document();
    CHECK(decode_record(encode_record(document, codec), codec) == document);
    CHECK(decode_record(encode_record(Document(), codec), codec) == Document());
    CHECK(record_text_bytes(encode_record(document, codec)) ==
          document.title.size() + document.body.size());
  }
}

TEST_CASE("reads records made before there was a dictionary") {
  ZstdCodec without(std::make_shared<ZstdDictionary>(""));
  const auto dictionary = trained_dictionary();
  REQUIRE(!dictionary->bytes().empty());
  ZstdCodec with(dictionary);
  const Document document = full_document();
  CHECK(decode_record(encode_record(document, without), with) == document);
}

TEST_CASE("refuses every record with a changed bit or a missing end") {
  ZstdCodec codec(std::make_shared<ZstdDictionary>(""));
  const std::string record = encode_record(full_document(), codec);
  std::size_t accepted = 0;
  for (std::size_t bit = 8; bit < record.size() * 8; ++bit) {
    std::string damaged = record;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    try {
      // The text size in front of the frame is the one thing no checksum covers; the document must
      // be right all the same.
      accepted += decode_record(damaged, codec) == full_document() ? 0 : 1;
    } catch (const Error&) {
    }
  }
  CHECK(accepted == 0);
  for (std::size_t length = 0; length < record.size(); ++length) {
    CHECK_THROWS_AS(decode_record(record.substr(0, length), codec), Error);
  }
}

TEST_CASE("names a version it does not know") {
  ZstdCodec codec(std::make_shared<ZstdDictionary>(""));
  std::string record = encode_record(Document(), codec);
  record[0] = 9;
  try {
    decode_record(record, codec);
    FAIL("read a record of version 9");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::NoIndex);
  }
}

}  // namespace
}  // namespace dateline
