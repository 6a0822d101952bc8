// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/results/term_match.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/base/error.h"
#include "common/domain/terms.h"
#include "common/storage/index_folder.h"
#include "indexer/analyse/entry_builder.h"
#include "indexer/write/update_writer.h"
#include "indexer/write/xapian_entry.h"
#include "searcher/answer.h"
#include "searcher/query/query_builder.h"
#include "searcher/results/search.h"
#include "searcher/sequence_program.h"
#include "searcher/word_sequence_source.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

constexpr std::size_t kDocuments = 3000;

// Texts of few words, so that many weigh the same, and some twice; every seventh is deleted.
class WordyIndex {
 public:
  explicit WordyIndex(unsigned fingerprint_bits = FingerprintHash::kMostBits)
      : folder_(temp_.path()) {
    const auto generation = folder_.create_generation();
    AnalyserSettings settings;
    settings.fingerprint_bits = fingerprint_bits;
    UpdateWriter::create(generation, settings, IndexState());
    UpdateWriter writer(generation);
    EntryBuilder builder(settings, std::make_shared<ZstdDictionary>(""), 1);
    for (std::size_t i = 0; i < kDocuments; ++i) writer.add(to_xapian(builder.build(document(i))));
    std::vector<VocabularyWord> vocabulary;
    for (const SeenWord& word : builder.take_words())
      vocabulary.push_back({std::string(word.word), std::string(word.stem), word.documents});
    writer.count_words(vocabulary);
    writer.state().date_ordered = kDocuments / 2;
    writer.commit();
    for (std::size_t i = 0; i < kDocuments; i += 7) writer.remove(id(i));
    writer.commit();
    folder_.publish(generation);
  }

  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  static DocumentId id(std::size_t i) { return make_document_id("r", std::to_string(i), ""); }

  std::string words(std::size_t most) {
    static constexpr std::array kWords = {"war",   "war",   "war",  "ferry",  "ferry",
                                          "storm", "bay",   "and",  "and",    "glass",
                                          "rare1", "talks", "talk", "ferries"};
    std::string text;
    for (std::size_t count = random_() % (most + 1); count > 0; --count)
      text.append(kWords[random_() % kWords.size()]).append(" ");
    return text;
  }

  Document document(std::size_t i) {
    Document document{};
    document.path = std::to_string(i);
    document.id = id(i);
    document.title = words(3);
    document.body = words(random_() % 10 == 0 ? 200 : 12);
    const Day day = Day(std::chrono::days(18'000 + i / 4));
    if (i < kDocuments / 2 || i % 3 == 0)
      document.publication.best.date = {day, day, DatePrecision::Day};
    return document;
  }

  TempFolder temp_;
  IndexFolder folder_;
  std::mt19937 random_{7};
};

void check_like_xapian(IndexReader& reader, const std::string& text, const Page& page) {
  CAPTURE(text);
  CAPTURE(page.offset);
  CAPTURE(page.limit);
  BuiltQuery built = build_query(understand(text, {}).tree, reader, {false, true});
  REQUIRE(built.terms);
  const Matches ours = find_matches(reader, built, SortOrder::Relevance, page);
  built.terms.reset();
  const Matches all = find_matches(reader, built, SortOrder::Relevance, {0, kDocuments});
  std::size_t shown = 0;
  for (std::size_t i = page.offset; i < std::min(all.page.size(), page.offset + page.limit); ++i) {
    REQUIRE(shown < ours.page.size());
    CHECK(ours.page[shown].docid == all.page[i].docid);
    CHECK(ours.page[shown].score == all.page[i].score);
    ++shown;
  }
  CHECK(ours.page.size() == shown);
  if (ours.total_is_exact) CHECK(ours.total == all.total);
  if (page.with_total && all.total < 1000 && built.deferred.empty()) CHECK(ours.total_is_exact);
  CHECK((ours.total == 0) == (all.total == 0));
}

TEST_CASE("ranks and counts as Xapian does, to the last bit") {
  const WordyIndex index;
  IndexReader reader(index.path());
  for (const char* query : {"war",
                            "rare1",
                            "nothing",
                            "storm bay",
                            "war ferry storm",
                            "war nothing",
                            "war OR ferry",
                            "rare1 OR war",
                            "war OR ferry OR storm",
                            "bay OR rare1 OR talks OR glass",
                            "war OR ferry OR storm OR bay OR and",
                            "war OR nothing",
                            "title:war",
                            "war title:ferry",
                            "title:rare1 OR war",
                            "\"war ferry\"",
                            "\"war and war\"",
                            "\"war ferry\" storm",
                            "title:\"war war\"",
                            "war date:2020",
                            "\"war ferry\" date:2019..2020-06",

                            "(war OR storm) date:2020-02..",
                            "war date:2020 date:..2020-03",
                            "date:..2020-01 storm bay",
                            "war date:1950",
                            "war war",
                            "war OR storm OR war"}) {
    for (const std::size_t limit : {0U, 1U, 10U, 100U, 3000U}) {
      check_like_xapian(reader, query, {0, limit});
      check_like_xapian(reader, query, {7, limit});
      if (limit > 0) check_like_xapian(reader, query, {0, limit, false});
    }
  }
}

// With few bits most fingerprints are those of several words, and most phrases need their text.
TEST_CASE("finds a phrase where the text has it, however many words share a fingerprint") {
  for (const unsigned bits : {1U, 2U, 3U, 4U, 6U, 12U}) {
    const WordyIndex index(bits);
    IndexReader reader(index.path());
    std::size_t certain = 0;
    for (const char* query : {"\"war ferry\"", "\"talks glass\"", "\"ferries and\"",
                              "\"war and war\"", "title:\"war storm\"", "\"talk talks\" bay"}) {
      CAPTURE(bits);
      CAPTURE(query);
      const QueryNode tree = understand(query, {}).tree;
      const Page all{0, kDocuments};
      const BuiltQuery built = build_query(tree, reader, {false, true});
      const Matches ours = find_matches(reader, built, SortOrder::Relevance, all);
      const BuiltQuery on_texts = build_query(tree, reader, {false, false});
      REQUIRE(!on_texts.terms);
      const Matches want = find_matches(reader, on_texts, SortOrder::Relevance, all);
      REQUIRE(ours.page.size() == want.page.size());
      CHECK(!want.page.empty());
      for (std::size_t i = 0; i < want.page.size(); ++i) {
        CHECK(ours.page[i].docid == want.page[i].docid);
        certain += ours.page[i].document ? 0 : 1;
      }
    }
    if (bits == 16) CHECK(certain > 0);
    if (bits == 1) CHECK(certain == 0);
  }
}

TEST_CASE("leaves to Xapian what is not only words, days and phrases") {
  const WordyIndex index;
  IndexReader reader(index.path());
  for (const char* query :
       {"war OR storm date:2020-01", "war -ferry", "war lang:en", "war OR \"ferry storm\"",
        "war (ferry OR storm)", "fer*", "-war", "date:2020", "war OR date:2020",
        "(war OR ferry) (bay OR storm)", "war -date:2020"}) {
    CAPTURE(query);
    CHECK(!build_query(understand(query, {}).tree, reader, {false, true}).terms);
  }
}

TEST_CASE("a search ends when its deadline has passed") {
  const WordyIndex index;
  IndexReader reader(index.path());
  const auto war = std::make_shared<const SequenceProgram>(Operand{{WordRun{{"war"}}}}, true, true,
                                                           reader.words().hash());
  const auto count = [&](const Deadline& deadline) {
    const WordSequenceSource source(reader, war, Confirm::InMatch, deadline);
    const Xapian::Query query(Xapian::Query::OP_FILTER, Xapian::Query(stem_term("war")),
                              Xapian::Query(source.clone()->release()));
    return count_matches(reader, query);
  };
  CHECK(count(Deadline()) > 100);
  CHECK(count(Deadline(std::chrono::hours(1))) == count(Deadline()));
  try {
    count(Deadline(std::chrono::milliseconds(0)));
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::Timeout);
  }
}

}  // namespace
}  // namespace dateline
