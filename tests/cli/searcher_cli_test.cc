// SPDX-License-Identifier: GPL-2.0-or-later
//
// dateline-search as people and scripts use it: what a query finds, how answers are printed, where
// the index is looked for.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/utf8.h"
#include "tests/support/article_folder.h"
#include "tests/support/run_tool.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;
using namespace std::string_literals;

const std::string kUndatedNote = " without a date left out (--undated lets them in)\n";

struct Row {
  const char* name;
  std::string query;
  Lines want;
};

void check_rows(const ArticleFolder& articles, const std::vector<Row>& table) {
  for (const auto& row : table) {
    SUBCASE(row.name) {
      CAPTURE(row.query);
      check_text(joined(articles.paths(row.query)), joined(row.want));
    }
  }
}

// Articles with the writing that the web has.
const ArticleFolder& texts() {
  static const ArticleFolder articles;
  static const bool made = [] {
    articles.write_article("moscow-straight.txt", "One", "Moscow's reply came late.");
    articles.write_article("moscow-curly.txt", "Two", "MOSCOW’S reply came at once.");
    articles.write_article("moscow.txt", "Three", "They flew to Moscow.");
    articles.write_article("presidents.txt", "Four", "Two Presidents met.");
    articles.write_article("cafe.txt", "Five",
                           "A café on the “old market” — she said “never again”—and left.");
    articles.write_article("kyiv-upper.txt", "Київ", "Місто чекає.");
    articles.write_article("kyiv-lower.txt", "Шість", "слово київ малими літерами.");
    articles.write_article(
        "breaks.txt", "Night ferry",
        "returns to\nthe har\u00ADbour, glide-\nbombs and F-16s; 43,000 people.");
    articles.write_article("title.txt", "Glide bomb", "Storm over the sea.");
    REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
    return true;
  }();
  static_cast<void>(made);
  return articles;
}

TEST_CASE("finds a word in all its forms") {
  check_rows(
      texts(),
      {
          {"possessive", "Moscow", {"moscow-curly.txt", "moscow-straight.txt", "moscow.txt"}},
          {"asked for by the possessive",
           "Moscow’s",
           {"moscow-curly.txt", "moscow-straight.txt", "moscow.txt"}},
          {"in capitals", "MOSCOW'S", {"moscow-curly.txt", "moscow-straight.txt", "moscow.txt"}},
          {"plural", "president", {"presidents.txt"}},
          {"singular", "presidents", {"presidents.txt"}},
          {"accent left out", "cafe", {"cafe.txt"}},
          {"accent typed", "café", {"cafe.txt"}},
          {"decomposed accent typed", "cafe\u0301", {"cafe.txt"}},
          {"Cyrillic capitals", "Київ", {"kyiv-lower.txt", "kyiv-upper.txt"}},
          {"Cyrillic small", "київ", {"kyiv-lower.txt", "kyiv-upper.txt"}},
          {"all words", "moscow reply", {"moscow-curly.txt", "moscow-straight.txt"}},
          {"hyphenated", "F-16", {}},
          {"hyphenated plural", "F-16s", {"breaks.txt"}},
          {"number with comma", "43,000", {"breaks.txt"}},
          {"soft hyphen vanishes", "harbour", {"breaks.txt"}},
          {"no such word", "zeppelin", {}},
      });
}

TEST_CASE("finds phrases as they stand, across quotes, dashes and line breaks") {
  check_rows(
      texts(),
      {
          {"curly quotes inside", "\"the old market she said never again and left\"", {"cafe.txt"}},
          {"typed in curly quotes", "“old market”", {"cafe.txt"}},
          {"typed in guillemets", "«old market»", {"cafe.txt"}},
          {"across a line break", "\"returns to the harbour\"", {"breaks.txt"}},
          {"across a hyphen at a line's end", "\"glide bombs\"", {"breaks.txt"}},
          {"word forms as typed", "\"glide bomb\"", {"title.txt"}},
          {"not in another order", "\"market old\"", {}},
          {"not over a gap", "\"old she\"", {}},
          {"not from the title into the body", "\"ferry returns\"", {}},
          {"not over the title's end with its own word", "\"bomb storm\"", {}},
          {"in the title alone", "title:\"night ferry\"", {"breaks.txt"}},
          {"not in the title", "title:\"old market\"", {}},
          {"possessive is its word",
           "\"moscow reply\"",
           {"moscow-curly.txt", "moscow-straight.txt"}},
          {"one word in quotes", "\"bomb\"", {"title.txt"}},
      });
}

const ArticleFolder& fruits() {
  static const ArticleFolder articles;
  static const bool made = [] {
    articles.write_article("a.txt", "One", "apple");
    articles.write_article("ab.txt", "Two", "apple banana");
    articles.write_article("abc.txt", "Three", "apple banana cherry");
    articles.write_article("c.txt", "Four", "cherry");
    REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
    return true;
  }();
  static_cast<void>(made);
  return articles;
}

TEST_CASE("joins, excludes and groups") {
  check_rows(fruits(),
             {
                 {"all", "apple banana", {"ab.txt", "abc.txt"}},
                 {"AND", "apple AND banana", {"ab.txt", "abc.txt"}},
                 {"either", "banana OR cherry", {"ab.txt", "abc.txt", "c.txt"}},
                 {"not", "apple -banana", {"a.txt"}},
                 {"NOT", "apple NOT banana", {"a.txt"}},
                 {"only not", "-banana", {"a.txt", "c.txt"}},
                 {"not a phrase", "apple -\"banana cherry\"", {"a.txt", "ab.txt"}},
                 {"not a group", "apple -(banana cherry)", {"a.txt", "ab.txt"}},
                 {"not either", "-(banana OR cherry)", {"a.txt"}},
                 {"group", "(apple OR cherry) -banana", {"a.txt", "c.txt"}},
                 {"OR binds less than the blank",
                  "apple banana OR cherry",
                  {"ab.txt", "abc.txt", "c.txt"}},
                 {"nested", "((apple (banana OR cherry)) -\"apple banana cherry\")", {"ab.txt"}},
                 {"small or is a word", "apple or cherry", {}},
                 {"prefix", "che*", {"abc.txt", "c.txt"}},
                 {"prefix of a whole word", "cherry*", {"abc.txt", "c.txt"}},
                 {"prefix excluded", "apple -che*", {"a.txt", "ab.txt"}},
                 {"phrase or word", "\"banana cherry\" OR c", {"abc.txt"}},
             });
}

const ArticleFolder& ferries() {
  static const ArticleFolder articles;
  static const bool made = [] {
    articles.write("2024/north.md",
                   "---\ntitle: Ferry north\nauthor: Celia Marchbank\nurl: "
                   "https://news.north.example/a/1\nlang: en\n"
                   "tags: [sea, Long Strike]\ndate: 2024-03-05\n---\nSails.\n");
    articles.write("2024/deep/south.md",
                   "---\ntitle: Ferry south\nauthor: José Marchbank and Ann Lee\nsite: South "
                   "Courier\nlang: fr\n---\nSails.\n");
    articles.write(
        "wire.jsonl",
        "{\"id\":\"w-1\",\"title\":\"Ferry wire\",\"text\":\"Sails.\",\"site\":\"north.example\"}\n"
        "{\"id\":\"w-2\",\"title\":\"Storm wire\",\"text\":\"Ferry stays.\"}\n");
    articles.write_article("odd [1] name#2.txt", "Ferry odd", "Sails.");
    REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
    return true;
  }();
  static_cast<void>(made);
  return articles;
}

TEST_CASE("filters by what is known of an article") {
  const std::string north = "2024/north.md";
  const std::string south = "2024/deep/south.md";
  const std::string odd = "odd [1] name#2.txt";
  check_rows(
      ferries(),
      {
          {"title", "title:storm", {"wire.jsonl#w-2"}},
          {"title in any form", "title:storms", {"wire.jsonl#w-2"}},
          {"title prefix", "title:sto*", {"wire.jsonl#w-2"}},
          {"title group", "title:(ferry wire)", {"wire.jsonl#w-1"}},
          {"site as host", "site:news.north.example", {north}},
          {"site with all below it", "site:north.example", {north, "wire.jsonl#w-1"}},
          {"site by name", "site:\"south courier\"", {south}},
          {"author, one word", "author:marchbank", {south, north}},
          {"author, two words", "author:\"celia marchbank\"", {north}},
          {"author without accent", "author:jose", {south}},
          {"author excluded", "ferry -author:marchbank", {odd, "wire.jsonl#w-1", "wire.jsonl#w-2"}},
          {"language", "lang:fr", {south}},
          {"language in capitals", "lang:FR", {south}},
          {"either language", "lang:(fr OR en) ferry path:2024", {south, north}},
          {"tag", "tag:sea", {north}},
          {"tag of two words", "tag:\"long strike\"", {north}},
          {"type", "type:jsonl", {"wire.jsonl#w-1", "wire.jsonl#w-2"}},
          {"type and word", "type:markdown sails", {south, north}},
          {"exact path", "path:2024/north.md", {north}},
          {"folder", "path:2024", {south, north}},
          {"folder with slash", "path:2024/", {south, north}},
          {"folder below", "path:2024/deep", {south}},
          {"file of many", "path:wire.jsonl", {"wire.jsonl#w-1", "wire.jsonl#w-2"}},
          {"record", "path:wire.jsonl#w-2", {"wire.jsonl#w-2"}},
          {"no such record", "path:wire.jsonl#w-3", {}},
          {"pattern of names", "path:*.md", {south, north}},
          {"pattern of paths", "path:2024/*.md", {south, north}},
          {"pattern with dot slash", "path:./2024/n*", {north}},
          {"path excluded", "ferry -path:2024", {odd, "wire.jsonl#w-1", "wire.jsonl#w-2"}},
          {"path in quotes", "path:\"odd [1] name#2.txt\"", {odd}},
          {"not a folder's part", "path:202", {}},
          {"aliases", "headline:storm", {"wire.jsonl#w-2"}},
          {"field name in capitals", "TITLE:storm", {"wire.jsonl#w-2"}},
      });
}

const ArticleFolder& dated() {
  static const ArticleFolder articles;
  static const bool made = [] {
    const auto write = [](const std::string& name, const std::string& date) {
      articles.write(name + ".md",
                     "---\ntitle: Ferry\ndate: " + date + "\n---\nThe ferry of " + name + ".\n");
    };
    write("d2022-08-31", "2022-08-31");
    write("d2022-09-01", "2022-09-01");
    write("d2022-09-15", "2022-09-15");
    write("d2022-10-31", "2022-10-31");
    write("d2023-01-01", "2023-01-01");
    write("m2022-09", "2022-09");
    write("y2022", "2022");
    articles.write_article("none.txt", "Ferry", "The ferry of no day.");
    articles.write_article("other.txt", "Storm", "No boat and no day.");
    REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
    return true;
  }();
  static_cast<void>(made);
  return articles;
}

Lines md(Lines names) {
  for (auto& name : names) name += ".md";
  return names;
}

TEST_CASE("filters by date; a month or a year is in where any of its days is") {
  check_rows(
      dated(),
      {
          {"month", "ferry date:2022-09", md({"d2022-09-01", "d2022-09-15", "m2022-09", "y2022"})},
          {"day", "ferry date:2022-09-15", md({"d2022-09-15", "m2022-09", "y2022"})},
          {"year", "ferry date:2023", md({"d2023-01-01"})},
          {"range", "ferry date:2022-09-01..2022-10",
           md({"d2022-09-01", "d2022-09-15", "d2022-10-31", "m2022-09", "y2022"})},
          {"range that touches the month's last day", "ferry date:2022-09-30..2022-10-01",
           md({"m2022-09", "y2022"})},
          {"range just behind the month", "ferry date:2022-10-01..2022-10-02", md({"y2022"})},
          {"open start", "ferry date:..2022-08", md({"d2022-08-31", "y2022"})},
          {"open end", "ferry date:2022-12-31..", md({"d2023-01-01", "y2022"})},
          {"alone", "date:2023", md({"d2023-01-01"})},
          {"not", "ferry -date:2022", {"d2023-01-01.md", "none.txt"}},
          {"two ranges", "ferry (date:2022-08-31 OR date:2023)",
           md({"d2022-08-31", "d2023-01-01", "y2022"})},
          {"nothing in it", "ferry date:2019", {}},
      });
}

TEST_CASE("date options say the same as date: in the query") {
  struct {
    const char* name;
    Lines options;
    std::string query;
  } const table[] = {
      {"since", {"--since", "2022-10"}, "date:2022-10.."},
      {"until", {"--until", "2022-09"}, "date:..2022-09"},
      {"both", {"--since", "2022-09-02", "--until", "2022-09-30"}, "date:2022-09-02..2022-09-30"},
      {"on a day", {"--on", "2022-09-15"}, "date:2022-09-15"},
      {"on a month", {"--on", "2022-09"}, "date:2022-09"},
      {"on a year", {"--on", "2022"}, "date:2022"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      Lines with_option = {"--tsv", "ferry"};
      with_option.insert(with_option.end(), row.options.begin(), row.options.end());
      check_text(dated().search(with_option).out,
                 dated().search({"--tsv", "ferry " + row.query}).out);
      // Without a query they list all of those days.
      Lines alone = {"--paths", "--limit", "100"};
      alone.insert(alone.end(), row.options.begin(), row.options.end());
      CHECK(sorted(lines_of(dated().search(alone).out)) == dated().paths(row.query));
    }
  }
}

TEST_CASE("says how many undated documents a date filter left out") {
  const ArticleFolder& articles = dated();
  SUBCASE("on standard error") {
    CHECK(articles.search({"ferry", "date:2023"}).err ==
          "dateline-search: 1 matching document" + kUndatedNote);
    CHECK(articles.search({"--since", "2023"}).err ==
          "dateline-search: 2 matching documents" + kUndatedNote);
    CHECK(articles.search({"--paths", "ferry", "date:2023"}).err ==
          "dateline-search: 1 matching document" + kUndatedNote);
    CHECK(articles.search({"ferry"}).err.empty());
    CHECK(articles.search({"sails", "date:2023"}).err ==
          "dateline-search: no document has 'sails'\n");
    CHECK(articles.search({"--quiet", "ferry", "date:2023"}).err.empty());
  }
  SUBCASE("not when they are let in") {
    const ToolRun run = articles.search({"--undated", "--paths", "ferry", "date:2023"});
    CHECK(sorted(lines_of(run.out)) == Lines{"d2023-01-01.md", "none.txt"});
    CHECK(run.err.empty());
  }
  SUBCASE("in JSON, where asked for") {
    const auto left_out = [&](Lines arguments) {
      arguments.insert(arguments.begin(), {"--json", "ferry"});
      const ToolRun run = articles.search(arguments);
      CHECK(run.err.empty());
      return json_lines(run.out).back()["undated_left_out"].dump();
    };
    CHECK(left_out({"--since", "2023"}) == "null");
    CHECK(left_out({"--since", "2023", "--count-undated"}) == "1");
    CHECK(left_out({"--count-undated"}) == "null");
    CHECK(left_out({"--since", "2023", "--count-undated", "--undated"}) == "null");
  }
  SUBCASE("a count stays one number") {
    check_run(articles.search({"--count", "ferry", "--since", "2023"}), 0, "1\n",
              "dateline-search: 1 matching document" + kUndatedNote);
    check_run(articles.search({"--count", "--count-undated", "ferry", "--since", "2023"}), 0,
              "1\t1\n", "dateline-search: 1 matching document" + kUndatedNote);
  }
}

TEST_CASE("sorts by date with undated documents last both ways") {
  const auto order = [](const char* by) {
    return lines_of(dated().search({"--paths", "--limit", "100", "--sort", by, "ferry"}).out);
  };
  const Lines up = order("date");
  const Lines down = order("-date");
  REQUIRE(up.size() == 8);
  REQUIRE(down.size() == 8);
  CHECK(up.back() == "none.txt");
  CHECK(down.back() == "none.txt");
  const auto place = [](const Lines& lines, const std::string& name) {
    return std::find(lines.begin(), lines.end(), name + ".md") - lines.begin();
  };
  const Lines days = {"d2022-08-31", "d2022-09-01", "d2022-09-15", "d2022-10-31", "d2023-01-01"};
  for (std::size_t i = 1; i < days.size(); ++i) {
    CHECK(place(up, days[i - 1]) < place(up, days[i]));
    CHECK(place(down, days[i - 1]) > place(down, days[i]));
  }
  CHECK(dated().search({"--sort", "size", "ferry"}).exit_code == 2);
}

// Queries over the sample corpus, of every kind.
const Lines& sample_queries() {
  static const Lines queries = {
      "ferry",
      "Zoriansk",
      "the",
      "\"of the\"",
      "ferry OR bridge",
      "ferry -storm",
      "title:ferry",
      "lang:de",
      "lang:uk",
      "date:2024",
      "site:coastalwire.example",
      "path:wire",
      "path:*.jsonl",
      "tra*",
      "R&K",
      "\"R&K\"",
      "die OR der",
      "Зорянськ",
      "паром",
      "-the",
      "(strike OR election) date:2023..2024",
      "\"nine days\" OR \"neuf mois\"",
      "43",
      "type:jsonl -lang:en",
      "author:marchbank OR author:meridia",
      "мост*",
      "l'île",
      "\"last night\"",
      "Kestrel Bay",
  };
  return queries;
}

TEST_CASE("every output lists the same documents, and the count is how many they are") {
  const ArticleFolder& corpus = sample_corpus();
  for (const auto& query : sample_queries()) {
    CAPTURE(query);
    const auto output = [&](Lines arguments) {
      arguments.insert(arguments.end(), {"--limit", "1000", "--", query});
      const ToolRun run = corpus.search(arguments);
      CHECK_MESSAGE(run.exit_code <= 1, run.err);
      return run.out;
    };
    const std::string json = output({"--json"});
    const Lines ids = fields_of(hits_of(json), "id");
    const Lines paths = fields_of(hits_of(json), "path");
    const auto summary = json_lines(json).back();
    CHECK(summary["shown"] == ids.size());
    CHECK(summary["total"] == ids.size());
    CHECK(summary["total_is_exact"] == true);

    Lines tsv_ids;
    for (const auto& line : lines_of(output({"--tsv"})))
      tsv_ids.push_back(lines_of(line, '\t').at(3));
    CHECK(tsv_ids == ids);
    CHECK(lines_of(output({"--paths"})) == paths);
    CHECK(lines_of(output({"--paths", "-0"}), '\0') == paths);
    CHECK(output({"--count"}) == std::to_string(ids.size()) + "\n");
    CHECK(lines_of(output({"--trec"})).size() == ids.size());
    const std::string text = output({"--color", "never"});
    CHECK(text.ends_with(
        ids.empty() ? "no documents\n"
                    : fmt::format("{} document{}\n", ids.size(), ids.size() == 1 ? "" : "s")));
    for (const auto& path : paths) CHECK(text.find(path + "\n") != std::string::npos);
  }
}

TEST_CASE("pages put together are the whole answer") {
  const ArticleFolder& corpus = sample_corpus();
  for (const char* sort : {"relevance", "date", "-date"}) {
    for (const std::string query :
         {"the", "\"of the\"", "-the", "ferry OR storm OR \"in the\"", "date:2019.."}) {
      CAPTURE(query);
      CAPTURE(sort);
      const auto page = [&](int offset, int limit) {
        return corpus
            .search({"--tsv", "--sort", sort, "--offset", std::to_string(offset), "--limit",
                     std::to_string(limit), "--", query})
            .out;
      };
      const std::string whole = page(0, 1000);
      const int count = static_cast<int>(lines_of(whole).size());
      REQUIRE(count > 5);
      std::string pages;
      for (int offset = 0; offset < count; offset += 7) pages += page(offset, 7);
      check_text(pages, whole);
      CHECK(page(count, 10).empty());
    }
  }
}

TEST_CASE("--limit 0 shows nothing but how many there are") {
  const ToolRun run = sample_corpus().search({"--limit", "0", "ferry"});
  check_run(run, 0, "3 documents, none shown\n", "");
}

TEST_CASE("prints a hit for people to read") {
  const ArticleFolder& articles = dated();
  const ToolRun run = articles.search(
      {"ferry date:2022-09 -m2022 -path:d2022-09-01.md -path:y2022.md -path:m2022-09.md"});
  check_text(run.out,
             "1. 2022-09-15  Ferry\n"
             "   d2022-09-15.md\n"
             "   The ferry of d2022-09-15.\n"
             "\n"
             "1 document\n");
  const ToolRun colored = articles.search({"--color", "always", "title:ferry path:d2022-09-15.md"});
  check_text(colored.out,
             "1. 2022-09-15  \x1b[1;31mFerry\x1b[0m\n"
             "   d2022-09-15.md\n"
             "   The \x1b[1;31mferry\x1b[0m of d2022-09-15.\n"
             "\n"
             "1 document\n");
  CHECK(articles.search({"title:storm"}).out.starts_with("1. undated  Storm\n"));
  CHECK(articles.search({"path:m2022-09.md"}).out.starts_with("1. 2022-09 (month)  Ferry\n"));
}

TEST_CASE("colours only where they are asked for") {
  const ArticleFolder& articles = dated();
  const std::string plain = articles.search({"ferry"}).out;
  CHECK(is_harmless(plain));
  CHECK(articles.search({"--color", "never", "ferry"}).out == plain);
  CHECK(articles.search({"--color", "auto", "ferry"}).out == plain);
  CHECK(articles.search({"ferry"}, {.environment = {{"NO_COLOR", "1"}}}).out == plain);
  const std::string colored = articles.search({"--color", "always", "ferry"}).out;
  CHECK(colored != plain);
  // Who says always means it.
  CHECK(articles.search({"--color", "always", "ferry"}, {.environment = {{"NO_COLOR", "1"}}}).out ==
        colored);
  CHECK(articles.search({"--color", "sometimes", "ferry"}).exit_code == 2);
}

TEST_CASE("JSON lines have the documented fields and no others") {
  const std::set<std::string> query_fields = {"type",     "version",     "query",    "understood",
                                              "searched", "searched_as", "expanded", "dropped"};
  const std::set<std::string> hit_fields = {
      "type",          "rank",    "score",          "id",         "path",      "root",
      "record",        "url",     "site",           "author",     "language",  "tags",
      "title",         "date",    "date_precision", "date_first", "date_last", "date_source",
      "date_conflict", "snippet", "highlights"};
  const std::set<std::string> summary_fields = {
      "type",     "shown",         "total",       "total_is_exact", "undated_left_out",
      "feedback", "missing_words", "did_you_mean"};
  const auto names = [](const nlohmann::json& line) {
    std::set<std::string> found;
    for (const auto& [name, value] : line.items()) found.insert(name);
    return found;
  };
  for (const auto& query : sample_queries()) {
    CAPTURE(query);
    const ToolRun run = sample_corpus().search({"--json", "--limit", "1000", "--", query});
    const auto lines = json_lines(run.out);
    REQUIRE(lines.size() >= 2);
    CHECK(names(lines.front()) == query_fields);
    CHECK(lines.front()["version"] == 1);
    CHECK(lines.front()["query"] == query);
    CHECK(names(lines.back()) == summary_fields);
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
      const auto& hit = lines[i];
      CHECK(names(hit) == hit_fields);
      CHECK(hit["rank"] == i);
      CHECK(hit["id"].get<std::string>().size() == 24);
      const bool is_dated = hit["date_precision"] != "none";
      CHECK(hit["date"].is_null() != is_dated);
      CHECK(hit["date_first"].is_null() != is_dated);
      CHECK(hit["date_last"].is_null() != is_dated);
      std::size_t end = 0;
      for (const auto& mark : hit["highlights"]) {
        CHECK(mark[0].get<std::size_t>() >= end);
        end = mark[1].get<std::size_t>();
        CHECK(end > mark[0].get<std::size_t>());
      }
      std::size_t characters = 0;
      const std::string snippet = hit["snippet"];
      for (std::size_t at = 0; at < snippet.size(); ++characters) decode_utf8(snippet, at);
      CHECK(end <= characters);
    }
  }
}

TEST_CASE("a query that cannot be understood is an error, not a line of JSON") {
  const ToolRun run = sample_corpus().search({"--json", "\"open"});
  CHECK(run.exit_code == 2);
  CHECK(run.out.empty());
}

TEST_CASE("shows a whole article by its id, its beginning, or its path") {
  const ArticleFolder articles;
  articles.write("a.md",
                 "---\ntitle: Night ferry\ndate: 2024-03\nauthor: Celia Marchbank\nurl: "
                 "https://north.example/1\n"
                 "tags: [sea, storm]\nlang: en\n---\nFirst line.\n\nSecond paragraph.\n");
  articles.write("wire.jsonl", "{\"id\":\"w-1\",\"title\":\"Wire\",\"text\":\"Wired.\"}\n");
  articles.index_json();
  const std::string id = articles.id_of("a.md");
  const std::string want =
      "Night ferry\n"
      "date:     2024-03 (month), from the front matter \"2024-03\"\n"
      "site:     north.example\n"
      "author:   Celia Marchbank\n"
      "url:      https://north.example/1\n"
      "path:     a.md\n"
      "language: en\n"
      "tags:     sea, storm\n"
      "type:     markdown\n"
      "id:       " +
      id +
      "\n"
      "\n"
      "First line.\n"
      "\n"
      "Second paragraph.\n";
  check_run(articles.search({"--show", id}), 0, want, "");
  check_run(articles.search({"--show", id.substr(0, 8)}), 0, want, "");
  check_run(articles.search({"--show", "a.md"}), 0, want, "");
  CHECK(articles.search({"--show", "wire.jsonl#w-1"}).out.starts_with("Wire\n"));
  const auto fails = [&](const std::string& what) {
    check_run(articles.search({"--show", what}), 1, "",
              "dateline-search: no document '" + what +
                  "' in the index\n"
                  "hint: give its id, or its path as hits show it\n");
  };
  fails("nowhere.txt");
  fails("wire.jsonl#w-2");
  fails("ffffffffffffffffffffffff");
  CHECK(articles.search({"--show", "a.md", "ferry"}).exit_code == 2);
  // As it lies now, not as it lay when it got its id.
  fs::rename(articles.folder() / "a.md", articles.folder() / "b.md");
  articles.index_json();
  CHECK(articles.search({"--show", id}).out.find("path:     b.md\n") != std::string::npos);
  CHECK(articles.search({"--show", "b.md"}).exit_code == 0);
  CHECK(articles.search({"--show", "a.md"}).exit_code == 1);
}

TEST_CASE("explains how a query was understood, without searching") {
  const ToolRun run = sample_corpus().search(
      {"--explain", "(zor* OR \"night ferry\") -title:Storm lang:en date:2024"});
  CHECK(run.exit_code == 0);
  const Lines lines = lines_of(run.out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "query       (zor* OR \"night ferry\") -title:Storm lang:en date:2024");
  CHECK(lines[1] ==
        "understood  (and (or (prefix \"zor\") (phrase \"night ferry\")) (not (word title "
        "\"Storm\")) "
        "(filter lang \"en\") (date 2024-01-01..2024-12-31))");
  CHECK(lines[2].starts_with("expanded    zor* = "));
  CHECK(lines[3] ==
        "searched    (zor* OR \"night ferry\") -title:Storm lang:en "
        "date:2024-01-01..2024-12-31");
  CHECK(lines[4].starts_with("xapian      Query("));
}

TEST_CASE("exit code 1 tells that nothing was found") {
  const ArticleFolder& corpus = sample_corpus();
  const std::string note = "dateline-search: no document has 'zeppelin'\n";
  check_run(corpus.search({"zeppelin"}), 1, "no documents\n", note);
  check_run(corpus.search({"--paths", "zeppelin"}), 1, "", note);
  check_run(corpus.search({"--tsv", "zeppelin"}), 1, "", note);
  check_run(corpus.search({"--count", "zeppelin"}), 1, "0\n", note);
  check_run(corpus.search({"--quiet", "zeppelin"}), 1, "no documents\n", "");
  CHECK(corpus.search({"--json", "zeppelin"}).exit_code == 1);
}

TEST_CASE("an error in a query is shown with a caret under its place") {
  struct {
    const char* name;
    std::string query;
    std::string want;
  } const table[] = {
      {"open quote", "ferry \"night",
       "dateline-search: the quote is not closed\n"
       "ferry \"night\n"
       "      ^\n"
       "hint: close it, or leave it out\n"},
      {"open bracket", "ferry (night storm",
       "dateline-search: the bracket is not closed\n"
       "ferry (night storm\n"
       "      ^\n"
       "hint: close it, or leave it out\n"},
      {"bracket that closes nothing", "Київ )",
       "dateline-search: this bracket closes nothing\n"
       "Київ )\n"
       "     ^\n"
       "hint: open it, or leave it out\n"},
      {"unknown field", "ferry autor:smith",
       "dateline-search: there is no field 'autor'; did you mean 'author'?\n"
       "ferry autor:smith\n"
       "      ^\n"
       "hint: fields are title, site, author, lang, path, type, tag, date; a word before a colon "
       "needs a blank after the "
       "colon\n"},
      {"month 13", "ferry date:2022-13",
       "dateline-search: wrong date: there is no month 13\n"
       "ferry date:2022-13\n"
       "                ^\n"
       "hint: write 2022, 2022-09, 2022-09-01, or a range: 2022-09..2022-10, 2022.., ..2022\n"},
      {"short prefix", "fe*",
       "dateline-search: a '*' needs at least 3 letters before it\n"
       "fe*\n"
       "  ^\n"
       "hint: write more of the word\n"},
      {"OR at the end", "ferry OR",
       "dateline-search: nothing to search for after 'OR'\n"
       "ferry OR\n"
       "      ^\n"
       "hint: to search for the word itself, write it in small letters\n"},
      {"star within a word of a phrase", "\"night f*rry\"",
       "dateline-search: a '*' can only stand at the end of a word\n"
       "\"night f*rry\"\n"
       "        ^\n"
       "hint: a '*' stands at the end of a word, as in econom*\n"},
      {"not UTF-8", "caf\xE9",
       "dateline-search: the query is not UTF-8: wrong byte 0xE9\n"
       "caf\uFFFD\n"
       "   ^\n"
       "hint: check the encoding of the terminal or the file it comes from\n"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { check_run(sample_corpus().search({row.query}), 2, "", row.want); }
  }
}

TEST_CASE("wrong use is told with exit code 2") {
  struct {
    const char* name;
    Lines arguments;
    std::string want;
  } const table[] = {
      {"no query",
       {},
       "dateline-search: no query\nhint: usage: dateline-search QUERY; --help tells more\n"},
      {"two outputs",
       {"--json", "--tsv", "x"},
       "dateline-search: only one of --json, --tsv, --trec, --paths and --count can be given\n"},
      {"a bad number",
       {"--limit", "x", "x"},
       "dateline-search: --limit takes a whole number from 0 to 100000, not 'x'\n"},
      {"too far",
       {"--offset", "99999", "x"},
       "dateline-search: --offset and --limit reach beyond the first 100000 matches\n"},
      {"--on with --since",
       {"--on", "2024", "--since", "2023", "x"},
       "dateline-search: --on cannot be combined with --since or --until\n"},
      {"dates the wrong way round",
       {"--since", "2024", "--until", "2023", "x"},
       "dateline-search: --until 2023 is before --since 2024\n"},
      {"two indexes",
       {"--index", "a", "--index", "b", "x"},
       "dateline-search: only one --index can be searched at a time\nhint: search them one after "
       "the other\n"},
      {"unknown option",
       {"--lmit", "3", "x"},
       "dateline-search: unknown option '--lmit'\nhint: did you mean --limit?\n"},
      {"a month that is none",
       {"--since", "2024-13", "x"},
       "dateline-search: cannot read '2024-13' of --since: there is no month 13\n"
       "hint: write 2024-02-27, 2024-02 or 2024\n"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { check_run(sample_corpus().search(row.arguments), 2, "", row.want); }
  }
}

TEST_CASE("words that begin with a dash go behind --") {
  CHECK(sample_corpus().search({"--", "ferry", "-storm"}).exit_code == 0);
  CHECK(sample_corpus().search({"ferry -storm"}).exit_code == 0);
}

TEST_CASE("finds the index upwards, by variable, or by name") {
  const ArticleFolder articles;
  articles.write_article("deep/er/ferry.txt", "Ferry", "Sails.");
  articles.index_json();
  const std::string folder = articles.folder().string();
  const auto count = [](const ToolRun& run) {
    return fmt::format("{} {}{}", run.exit_code, run.out, run.err);
  };
  const auto found = "0 1\n";
  CHECK(count(articles.search({"--count", "ferry"}, {.folder = articles.folder() / "deep/er"})) ==
        found);
  CHECK(count(search_tool({"--count", "--index", folder, "ferry"}, {.folder = "/"})) == found);
  CHECK(count(search_tool({"--count", "--index", folder + "/", "ferry"}, {.folder = "/"})) ==
        found);
  CHECK(count(search_tool({"--count", "--index", folder + "/.dateline", "ferry"},
                          {.folder = "/"})) == found);
  CHECK(count(search_tool({"--count", "--index", "articles", "ferry"},
                          {.folder = articles.above()})) == found);
  CHECK(count(search_tool(
            {"--count", "ferry"},
            {.folder = "/", .environment = {{"DATELINE_INDEX", folder + "/.dateline"}}})) == found);
  CHECK(count(search_tool({"--count", "ferry"},
                          {.folder = "/", .environment = {{"DATELINE_INDEX", folder}}})) == found);
  // An empty variable is none; one that leads nowhere is an error even where an index could be
  // found.
  CHECK(count(articles.search({"--count", "ferry"}, {.environment = {{"DATELINE_INDEX", ""}}})) ==
        found);
  CHECK(count(articles.search({"--count", "ferry"},
                              {.environment = {{"DATELINE_INDEX", "/nowhere"}}})) ==
        "3 dateline-search: cannot open the index '/nowhere': there is none\n"
        "hint: build it with: dateline-index FOLDER\n");
  CHECK(count(articles.search({"--count", "--index", folder, "ferry"},
                              {.environment = {{"DATELINE_INDEX", "/nowhere"}}})) == found);
}

TEST_CASE("without an index says how to make one") {
  const ArticleFolder articles;
  check_run(articles.search({"ferry"}), 3, "",
            "dateline-search: cannot find an index: no .dateline in this folder or above it\n"
            "hint: build one with: dateline-index FOLDER; or name it with --index DIR\n");
  check_run(articles.search({"--index", "nowhere", "ferry"}), 3, "",
            "dateline-search: cannot open the index 'nowhere': there is none\n"
            "hint: build it with: dateline-index FOLDER\n");
}

TEST_CASE("ranks what has the word in its title first") {
  const ArticleFolder articles;
  articles.write_article("body.txt", "Storm", "A ferry in the harbour of the town by the sea.");
  articles.write_article("title.txt", "Ferry", "A storm in the harbour of the town by the sea.");
  articles.index_json();
  CHECK(lines_of(articles.search({"--paths", "ferry"}).out) == Lines{"title.txt", "body.txt"});
}

TEST_CASE("help and version go to standard output") {
  for (const char* option : {"--help", "--version"}) {
    for (const auto& run : {search_tool({option}), index_tool({option})}) {
      CHECK(run.exit_code == 0);
      CHECK(run.err.empty());
      CHECK(run.out.size() > 20);
      for (const auto& line : lines_of(run.out)) {
        CAPTURE(line);
        CHECK(line.size() <= 100);
      }
    }
  }
  // Only options that have a short name show one.
  CHECK(search_tool({"--help"}).out.find("      --on DATE ") != std::string::npos);
}

}  // namespace
}  // namespace dateline
