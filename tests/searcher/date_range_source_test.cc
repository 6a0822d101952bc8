// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/date_range_source.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "common/domain/terms.h"
#include "common/storage/index_folder.h"
#include "indexer/analyse/entry_builder.h"
#include "indexer/write/update_writer.h"
#include "indexer/write/xapian_entry.h"
#include "searcher/answer.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

PartialDate date_of(const std::string& text) {
  return text.empty() ? PartialDate() : parse_iso_date(text).value();
}

struct Article {
  std::string path;
  PartialDate date;
  bool has_word = false;
  bool is_there = true;
};

// `ordered` documents in the order of their days, then ones of every precision; some are deleted.
class DatedIndex {
 public:
  DatedIndex(std::size_t ordered, std::size_t others, bool tell_order) : folder_(temp_.path()) {
    std::mt19937 random(static_cast<unsigned>(ordered * 31 + others));
    for (std::size_t i = 0; i < ordered; ++i) {
      // Several on one day, and days without any.
      const Day day = date_of("2020-11-25").first + std::chrono::days(i / 3 * 2);
      add({day, day, DatePrecision::Day}, random());
    }
    static constexpr std::array kOthers = {"",        "2021",    "2020-12",    "2021-01",
                                           "2021-02", "1850-03", "2020-12-31", "2021-01-01",
                                           "2022",    "",        "2021-01-31", "2020-12-01"};
    for (std::size_t i = 0; i < others; ++i) add(date_of(kOthers[i % kOthers.size()]), random());
    for (std::size_t i = 2; i < articles_.size(); i += 5) articles_[i].is_there = false;
    write(tell_order ? ordered : 0);
  }

  const std::filesystem::path& path() const { return folder_.path(); }
  const std::vector<Article>& articles() const { return articles_; }

 private:
  void add(const PartialDate& date, unsigned random) {
    articles_.push_back({std::to_string(articles_.size()) + ".txt", date, random % 3 != 0});
  }

  static Document document_of(const Article& article) {
    Document document{};
    document.path = article.path;
    document.body = article.has_word ? "ferry storm" : "storm";
    document.id = make_document_id("r", document.path, "");
    document.publication.best.date = article.date;
    return document;
  }

  void write(std::size_t date_ordered) {
    const auto generation = folder_.create_generation();
    const AnalyserSettings settings;
    UpdateWriter::create(generation, settings, IndexState());
    UpdateWriter writer(generation);
    EntryBuilder builder(settings, std::make_shared<ZstdDictionary>(""), 1);
    for (const Article& article : articles_) {
      writer.add(to_xapian(builder.build(document_of(article))));
    }
    writer.state().date_ordered = date_ordered;
    writer.commit();
    for (const Article& article : articles_) {
      if (!article.is_there) writer.remove(make_document_id("r", article.path, ""));
    }
    writer.commit();
    folder_.publish(generation);
  }

  TempFolder temp_;
  IndexFolder folder_;
  std::vector<Article> articles_;
};

bool touches(const PartialDate& date, const DateRange& range) {
  return date && (!range.since || date.last >= *range.since) &&
         (!range.until || date.first <= *range.until);
}

using Paths = std::set<std::string>;

Paths found(IndexReader& reader, const std::string& query, bool undated) {
  SearchSettings settings;
  settings.page.limit = 1000;
  settings.include_undated = undated;
  settings.detail = HitDetail::Document;
  const UnderstoodQuery understood = understand(query, {});
  const Answer answer = answer_query(reader, understood, settings);
  Paths paths;
  for (const Hit& hit : answer.hits) paths.insert(hit.document.path);
  CHECK(paths.size() == answer.hits.size());
  settings.count_only = true;
  CHECK(answer_query(reader, understood, settings).total == paths.size());
  return paths;
}

Paths wanted(const DatedIndex& index, const std::function<bool(const Article&)>& is_wanted) {
  Paths paths;
  for (const Article& article : index.articles()) {
    if (article.is_there && is_wanted(article)) paths.insert(article.path);
  }
  return paths;
}

void check_range(const DatedIndex& index, IndexReader& reader, const std::string& text) {
  const DateRange range = parse_date_range(text).range.value();
  const std::string date = "date:" + text;
  for (const bool undated : {false, true}) {
    CAPTURE(text);
    CAPTURE(undated);
    const auto is_in = [&](const Article& article) {
      return touches(article.date, range) || (undated && !article.date);
    };
    CHECK(found(reader, date, undated) == wanted(index, is_in));
    CHECK(found(reader, "ferry " + date, undated) ==
          wanted(index, [&](const auto& a) { return a.has_word && is_in(a); }));
    CHECK(found(reader, "-ferry " + date, undated) ==
          wanted(index, [&](const auto& a) { return !a.has_word && is_in(a); }));
    CHECK(found(reader, "ferry OR " + date, undated) ==
          wanted(index, [&](const auto& a) { return a.has_word || is_in(a); }));
    CHECK(found(reader, "storm (ferry OR " + date + ")", undated) ==
          wanted(index, [&](const auto& a) { return a.has_word || is_in(a); }));
    const DateRange other = parse_date_range("2021").range.value();
    CHECK(found(reader, date + " date:2021", undated) == wanted(index, [&](const auto& a) {
            return is_in(a) && (touches(a.date, other) || !a.date);
          }));
  }
  // A NOT leaves out what lies in the range for certain: undated documents stay.
  CHECK(found(reader, "ferry -" + date, true) ==
        wanted(index, [&](const auto& a) { return a.has_word && !touches(a.date, range); }));
}

void check_ranges(const DatedIndex& index) {
  IndexReader reader(index.path());
  for (const char* range :
       {"2021", "2020", "2020-12", "2021-01", "2021-01-01", "2020-12-31", "2020-11-25", "..2020",
        "2021..", "2021-01-15..2021-01-20", "2020-12-15..2021-01-15", "1850", "1850-03-31",
        "1850-04", "..1849", "2023..", "0001..9999", "2020-12-02"}) {
    check_range(index, reader, range);
  }
}

TEST_CASE("finds the documents of a range of days, whatever is known of their order") {
  for (const std::size_t ordered : {0U, 1U, 100U}) {
    for (const std::size_t others : {0U, 40U}) {
      for (const bool tell_order : {true, false}) {
        CAPTURE(ordered);
        CAPTURE(others);
        CAPTURE(tell_order);
        check_ranges(DatedIndex(ordered, others, tell_order));
      }
    }
  }
}

TEST_CASE("takes a date known to the month or year where the range touches it") {
  const auto takes = [](const std::string& range, const std::string& date) {
    return DateFilter(parse_date_range(range).range.value(), false)(PackedDate(date_of(date)));
  };
  CHECK(takes("2024-02-29", "2024-02"));
  CHECK(takes("2024-02-29", "2024"));
  CHECK(!takes("2024-02-29", "2024-03"));
  CHECK(!takes("2024-02-29", "2024-02-28"));
  CHECK(!takes("2024-02-29", ""));
  CHECK(takes("2024-02-29..", "2024-02"));
  CHECK(!takes("2024-02-29..", "2024-01"));
  CHECK(takes("..2024-02-29", "2024"));
  CHECK(!takes("..2024-02-29", "2025"));
  CHECK(DateFilter({}, true)(PackedDate()));
}

TEST_CASE("jumps over what lies outside the interval, and looks at one document behind it") {
  const DatedIndex index(90, 30, true);
  const IndexReader reader(index.path());
  const DateFilter filter(parse_date_range("2020-12-01..2020-12-10").range.value(), false);
  DateRangeSource source(reader.words(), reader.state().date_ordered, filter);
  source.init(reader.database());
  CHECK(source.check(1, 0));
  CHECK(source.get_docid() == 10);  // 2020-12-01: the fourth day with documents
  CHECK(source.get_termfreq_max() == 15 + 30);
  source.skip_to(25, 0);
  CHECK(source.get_docid() > 90);
  CHECK(!source.check(91, 0));  // undated
  CHECK(source.check(121, 0));
  CHECK(source.at_end());
}

}  // namespace
}  // namespace dateline
