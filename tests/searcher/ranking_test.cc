// SPDX-License-Identifier: GPL-2.0-or-later
//
// What changes the order of matches beside BM25: nearness, recency, feedback, function words.
#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "common/domain/terms.h"
#include "common/storage/index_folder.h"
#include "indexer/analyse/entry_builder.h"
#include "indexer/write/update_writer.h"
#include "indexer/write/xapian_entry.h"
#include "searcher/answer.h"
#include "searcher/query/query_builder.h"
#include "searcher/results/feedback.h"
#include "searcher/results/nearness.h"
#include "searcher/results/recency.h"
#include "searcher/results/search.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

constexpr std::size_t kAll = 100'000;

struct MadeText {
  std::string name;
  std::string body;
  std::optional<Day> day = std::nullopt;
  std::string title = {};
};

class MadeIndex {
 public:
  explicit MadeIndex(const std::vector<MadeText>& texts) : folder_(temp_.path()) {
    const auto generation = folder_.create_generation();
    const AnalyserSettings settings;
    UpdateWriter::create(generation, settings, IndexState());
    UpdateWriter writer(generation);
    EntryBuilder builder(settings, std::make_shared<ZstdDictionary>(""), 1);
    for (const auto& text : texts) writer.add(to_xapian(builder.build(document(text))));
    std::vector<VocabularyWord> vocabulary;
    for (const SeenWord& word : builder.take_words())
      vocabulary.push_back({std::string(word.word), std::string(word.stem), word.documents});
    writer.count_words(vocabulary);
    writer.commit();
    folder_.publish(generation);
    reader_ = std::make_unique<IndexReader>(folder_.path());
  }

  IndexReader& reader() const { return *reader_; }

  BuiltQuery build(const std::string& query) const {
    return build_query(understand(query, {}).tree, *reader_, {false, true});
  }

  std::vector<std::string> names(const Matches& matches) const {
    std::vector<std::string> names;
    for (const Match& match : matches.page) names.push_back(reader_->load(match.docid).path);
    return names;
  }

  Matches find(const std::string& query, const Ranking& ranking = {},
               const Page& page = {0, kAll}) const {
    return find_matches(*reader_, build(query), SortOrder::Relevance, page, ranking);
  }

  std::vector<std::string> found(const std::string& query, const Ranking& ranking = {}) const {
    return names(find(query, ranking));
  }

 private:
  static Document document(const MadeText& text) {
    Document document{};
    document.path = text.name;
    document.id = make_document_id("r", text.name, "");
    document.title = text.title;
    document.body = text.body;
    if (text.day) document.publication.best.date = {*text.day, *text.day, DatePrecision::Day};
    return document;
  }

  TempFolder temp_;
  IndexFolder folder_;
  std::unique_ptr<IndexReader> reader_;
};

// Words that nobody asks for.
std::string filler(std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) text += fmt::format("filler{} ", i % 7);
  return text;
}

// Beside the texts enough others that the words are rare.
std::vector<MadeText> among_others(std::vector<MadeText> texts) {
  for (int i = 0; i < 60; ++i) texts.push_back({fmt::format("other{}", i), filler(20)});
  return texts;
}

std::vector<MadeText> random_texts(std::size_t count) {
  std::mt19937 random(11);
  const std::vector<std::string> words = {"glide", "bomb", "ferry", "storm",
                                          "bay",   "talk", "the",   "filler"};
  std::vector<MadeText> texts;
  for (std::size_t i = 0; i < count; ++i) {
    std::string body;
    for (std::size_t n = 4 + random() % 40; n > 0; --n)
      body += words[random() % words.size()] + " ";
    const Day day = Day(std::chrono::days(18'000 + random() % 900));
    texts.push_back(
        {std::to_string(i), body, random() % 5 == 0 ? std::nullopt : std::optional(day)});
  }
  return texts;
}

TEST_CASE("words close together come before the same words far apart, in order before not") {
  const MadeIndex index(among_others({{"order", "glide bomb " + filler(40)},
                                      {"disorder", "bomb glide " + filler(40)},
                                      {"near", "glide filler1 filler2 bomb " + filler(38)},
                                      {"far", "glide " + filler(40) + " bomb"}}));
  CHECK(index.found("glide bomb") == std::vector<std::string>{"order", "disorder", "near", "far"});
  CHECK(index.found("glide OR bombs") ==
        std::vector<std::string>{"order", "disorder", "near", "far"});
}

TEST_CASE("nothing is near across the border of title and body, nor a word to itself") {
  const MadeIndex index(among_others(
      {{"a", "bomb " + filler(20), {}, "glide"}, {"b", "glide glide " + filler(20), {}, ""}}));
  Nearness two(index.reader(), index.build("glide bomb").asked);
  REQUIRE(two);
  CHECK(two.bonus(1) == 0);
  CHECK(two.bonus(2) == 0);
  CHECK_FALSE(Nearness(index.reader(), index.build("glide glides").asked));
  CHECK_FALSE(Nearness(index.reader(), index.build("the glide").asked));
}

TEST_CASE("nearness is light: more of the words beats it") {
  const MadeIndex index(
      among_others({{"near", "glide bomb " + filler(60)},
                    {"much", "glide " + filler(12) + " bomb " + filler(12) + " glide " +
                                 filler(12) + " bomb " + filler(12) + " glide " + filler(12)}}));
  CHECK(index.found("glide bomb") == std::vector<std::string>{"much", "near"});
}

TEST_CASE("no bonus is over the share of what the words can weigh") {
  const MadeIndex index(random_texts(400));
  const auto built = index.build("glide bomb ferry OR storm");
  Nearness nearness(index.reader(), built.asked);
  CHECK(nearness.greatest() ==
        doctest::Approx(kNearnessShare * greatest_weight(index.reader(), built.asked)));
  for (Xapian::docid docid = 1; docid <= 400; ++docid)
    CHECK(nearness.bonus(docid) < nearness.greatest());
}

bool never_rise(const std::vector<Match>& matches) {
  return std::ranges::is_sorted(matches,
                                [](const Match& a, const Match& b) { return a.score > b.score; });
}

TEST_CASE("pages fit together, and scores never rise") {
  const MadeIndex index(random_texts(400));
  Ranking recent;
  recent.half_life = 90;
  for (const Ranking& ranking : {Ranking{}, recent}) {
    for (const char* query : {"glide bomb", "glide OR bomb", "glide OR bomb OR ferry OR the",
                              "glide -storm", "(glide OR bomb) (ferry OR storm)", "glid* bomb",
                              "\"glide bomb\"", "\"glide bomb\" ferry"}) {
      CAPTURE(query);
      const Matches all = index.find(query, ranking);
      REQUIRE(all.page.size() > 3);
      CHECK(never_rise(all.page));
      for (const std::uint64_t offset : {0U, 1U, 9U, 45U, 50U, 51U, 200U}) {
        const Matches page = index.find(query, ranking, {offset, 10});
        for (std::size_t i = 0; i < page.page.size(); ++i) {
          REQUIRE(offset + i < all.page.size());
          CHECK(page.page[i].docid == all.page[offset + i].docid);
          CHECK(page.page[i].score == all.page[offset + i].score);
        }
        CHECK(page.page.size() ==
              std::min<std::size_t>(
                  10, all.page.size() - std::min<std::size_t>(offset, all.page.size())));
      }
    }
  }
}

TEST_CASE("without nearness the same documents are found, at their weights alone") {
  const MadeIndex index(random_texts(300));
  const Matches with = index.find("glide bomb ferry");
  const Matches without = index.find("glide bomb ferry", {false, std::nullopt});
  REQUIRE(with.page.size() == without.page.size());
  CHECK(with.total == without.total);
  std::vector<Xapian::docid> a;
  std::vector<Xapian::docid> b;
  for (const Match& match : with.page) a.push_back(match.docid);
  for (const Match& match : without.page) b.push_back(match.docid);
  CHECK(a != b);
  std::ranges::sort(a);
  std::ranges::sort(b);
  CHECK(a == b);
}

TEST_CASE("a boost falls by half each half-life; undated documents have none") {
  const Recency recency(8, 30, 1000);
  const auto boost = [&](std::uint32_t day) {
    return recency.boost(PackedDate::from_bits(day << 2U | 1U));
  };
  CHECK(boost(1000) == 8);
  CHECK(boost(970) == doctest::Approx(4));
  CHECK(boost(940) == doctest::Approx(2));
  CHECK(boost(1001) == 8);
  CHECK(recency.boost(PackedDate()) == 0);
  for (std::uint32_t day = 2; day <= 1000; ++day) CHECK(boost(day) > boost(day - 1));
  CHECK_FALSE(Recency());
}

TEST_CASE("recency lifts the newer of equal documents, and is reckoned from the newest") {
  const Day newest = Day(std::chrono::days(15'000));
  const auto ago = [&](int days) { return newest - std::chrono::days(days); };
  const MadeIndex index(among_others({{"old", "ferry storm " + filler(20), ago(400)},
                                      {"undated", "ferry storm " + filler(20)},
                                      {"new", "ferry storm " + filler(20), ago(3)},
                                      {"newest", "ferry storm " + filler(20), newest},
                                      {"older", "ferry storm " + filler(20), ago(900)}}));
  const std::vector<std::string> want = {"newest", "new", "old", "older", "undated"};
  for (const char* query : {"ferry storm", "ferry OR storm", "ferry -cat", "ferr* storm"}) {
    CAPTURE(query);
    CHECK(index.found(query, {true, 200}) == want);
  }
  CHECK(newest_day(index.reader().database(), newest + std::chrono::days(9)) ==
        PackedDate::day_number(newest));
  CHECK(newest_day(index.reader().database(), newest - std::chrono::days(9)) ==
        PackedDate::day_number(newest - std::chrono::days(9)));
}

TEST_CASE("both matchers boost by recency alike") {
  const MadeIndex index(random_texts(400));
  for (const char* query : {"glide", "glide bomb", "glide OR bomb", "glide OR the OR ferry",
                            "the bay date:2019..2020"}) {
    for (const std::uint64_t limit : {1U, 10U, 400U}) {
      CAPTURE(query);
      BuiltQuery built = index.build(query);
      REQUIRE(built.terms);
      const Ranking ranking{true, 45};
      const Page page{0, limit};
      const Matches ours = find_matches(index.reader(), built, SortOrder::Relevance, page, ranking);
      built.terms.reset();
      const Matches xapians =
          find_matches(index.reader(), built, SortOrder::Relevance, page, ranking);
      REQUIRE(ours.page.size() == xapians.page.size());
      for (std::size_t i = 0; i < ours.page.size(); ++i) {
        CHECK(ours.page[i].docid == xapians.page[i].docid);
        CHECK(ours.page[i].score == xapians.page[i].score);
      }
    }
  }
}

TEST_CASE("recency does not touch an order by date") {
  const MadeIndex index(random_texts(200));
  const BuiltQuery built = index.build("glide");
  const auto sorted = [&](const Ranking& ranking) {
    return index.names(
        find_matches(index.reader(), built, SortOrder::NewestFirst, {0, kAll}, ranking));
  };
  CHECK(sorted({}) == sorted({true, 10}));
}

TEST_CASE("a function word has less say in the order, and is still required") {
  const MadeIndex index(among_others({{"function", "after after after after ferry " + filler(20)},
                                      {"word", "ferry ferry after " + filler(24)},
                                      {"without", "ferry " + filler(20)}}));
  CHECK(index.found("after ferry").front() == "word");
  CHECK(index.found("after ferry").size() == 2);
  const BuiltQuery built = index.build("after ferry");
  REQUIRE(built.terms);
  CHECK(built.terms->factors == std::vector<double>{kFunctionWordFactor, 1});
}

std::vector<MadeText> about_aircraft() {
  return among_others({{"both1", "aircraft wing flutter speed " + filler(10)},
                       {"both2", "aircraft wing flutter model " + filler(10)},
                       {"both3", "aircraft wing flutter 1958 " + filler(10)},
                       {"plain", "aircraft sold cheaply today " + filler(10)},
                       {"more", "aircraft flutter " + filler(12)},
                       {"stray", "wing flutter alone " + filler(10)}});
}

TEST_CASE("feedback takes what the best documents have in common") {
  const MadeIndex index(about_aircraft());
  const ExpandedQuery expanded = expand_query(index.reader(), index.build("aircraft"));
  std::vector<std::string> words;
  for (const FeedbackWord& word : expanded.words) words.push_back(word.word);
  CHECK(std::ranges::find(words, "wing") != words.end());
  CHECK(std::ranges::find(words, "flutter") != words.end());
  CHECK(std::ranges::find(words, "1958") == words.end());     // a number
  CHECK(std::ranges::find(words, "speed") == words.end());    // in one document
  CHECK(std::ranges::find(words, "filler1") == words.end());  // in most of the index
  double sum = 0;
  for (const FeedbackWord& word : expanded.words) {
    sum += word.factor;
    CHECK(word.is_new == (word.word != "aircraft"));
  }
  CHECK(sum == doctest::Approx(1));
  CHECK(std::ranges::is_sorted(expanded.words, std::greater<>(), &FeedbackWord::factor));
}

TEST_CASE("an expanded query finds what it found, in another order, twice the same") {
  const MadeIndex index(about_aircraft());
  const auto expanded = [&] {
    const ExpandedQuery query = expand_query(index.reader(), index.build("aircraft"));
    return find_matches(index.reader(), query.query, SortOrder::Relevance, {0, kAll});
  };
  const Matches matches = expanded();
  std::vector<std::string> found = index.names(matches);
  CHECK(found.back() == "plain");
  CHECK(never_rise(matches.page));
  CHECK(found == index.names(expanded()));
  std::vector<std::string> plain = index.found("aircraft");
  std::ranges::sort(found);
  std::ranges::sort(plain);
  CHECK(found == plain);
}

TEST_CASE("nothing found, or nothing weighed, adds no words") {
  const MadeIndex index(about_aircraft());
  for (const char* query : {"nothing", "-aircraft", "type:jsonl"}) {
    CAPTURE(query);
    const BuiltQuery built = index.build(query);
    const ExpandedQuery expanded = expand_query(index.reader(), built);
    CHECK(expanded.words.empty());
    CHECK(expanded.query.query.get_description() == built.query.get_description());
  }
}

}  // namespace
}  // namespace dateline
