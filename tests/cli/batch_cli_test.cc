// SPDX-License-Identifier: GPL-2.0-or-later
//
// dateline-search --batch: many queries, each answered exactly as it is alone.
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/support/article_folder.h"
#include "tests/support/run_tool.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

using Lines = std::vector<std::string>;
using namespace std::string_literals;

// A batch from standard input, over the sample corpus.
ToolRun batch(const std::string& queries, Lines options = {}) {
  options.insert(options.end(), {"--batch", "-"});
  return sample_corpus().search(options, {.input = queries});
}

TEST_CASE("answers line by line, each under its id or its number") {
  const ToolRun run = batch(
      "q1\tferry\n"
      "ferry storm\n"
      "\n"
      "   \n"
      "\"broken\n"
      "q6\tzoriansk OR зорянськ\n"
      "autor:x\n"
      "\tdate:2022-13\n"
      "zeppelin\n"
      "q6\tferry\n"
      "last",
      {"--count"});
  check_run(run, 2,
            "q1\t3\n"
            "2\t2\n"
            "5\terror\tthe quote is not closed\n"
            "q6\t11\n"
            "7\terror\tthere is no field 'autor'; did you mean 'author'?\n"
            "8\terror\twrong date: there is no month 13\n"
            "9\t0\n"
            "q6\t3\n"
            "11\t16\n",
            "");
}

TEST_CASE("prints rows of tabs unless asked otherwise, errors among them") {
  const std::string queries = "a\tferry storm\nb\t)\n";
  const ToolRun run = batch(queries, {"--limit", "1"});
  CHECK(run.exit_code == 2);
  const Lines lines = lines_of(run.out);
  REQUIRE(lines.size() == 2);
  const Lines hit = lines_of(lines[0], '\t');
  REQUIRE(hit.size() == 7);
  CHECK(hit[0] == "a");
  CHECK(hit[1] == "1");
  CHECK(hit[4] == "2019-12-04");
  CHECK(hit[5] == "2019/kestrel-bay-ferry-storm.md");
  CHECK(hit[6] == "Ferry service suspended after storm");
  CHECK(lines[1] == "b\terror\t\t\t\t\tthis bracket closes nothing");
  CHECK(batch(queries, {"--limit", "1", "--tsv"}).out == run.out);
}

TEST_CASE("gives a TREC run") {
  const ToolRun run =
      batch("7\tferry storm\nx y\ttitle:ferry\nbad\t\"\n", {"--trec", "--limit", "2"});
  CHECK(run.exit_code == 2);
  const Lines lines = lines_of(run.out);
  REQUIRE(lines.size() == 4);
  for (const auto& line : lines) CHECK(lines_of(line, ' ').size() == 6);
  const Lines first = lines_of(lines[0], ' ');
  CHECK(first[0] == "7");
  CHECK(first[1] == "Q0");
  CHECK(first[2] == "2019/kestrel-bay-ferry-storm.md");
  CHECK(first[3] == "1");
  CHECK(std::stod(first[4]) > std::stod(lines_of(lines[1], ' ')[4]));
  CHECK(first[5] == "dateline");
  CHECK(lines[2].starts_with("x_y Q0 "));
}

TEST_CASE("an error in JSON is a line of its own") {
  const ToolRun run = batch("ok\tferry\n\"open\n", {"--json", "--limit", "1"});
  CHECK(run.exit_code == 2);
  const auto lines = json_lines(run.out);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0]["type"] == "query");
  CHECK(lines[1]["type"] == "hit");
  CHECK(lines[2]["type"] == "summary");
  for (std::size_t i = 0; i < 3; ++i) CHECK(lines[i]["query_id"] == "ok");
  CHECK(lines[3] == nlohmann::json{{"type", "error"},
                                   {"version", 1},
                                   {"query_id", "2"},
                                   {"query", "\"open"},
                                   {"code", 2},
                                   {"message", "the quote is not closed"},
                                   {"hint", "close it, or leave it out"}});
}

TEST_CASE("takes any ends of lines") {
  const std::string want = "1\t3\n2\t16\n";
  struct {
    const char* name;
    std::string input;
  } const table[] = {
      {"newlines", "ferry\nlast\n"},
      {"none at the end", "ferry\nlast"},
      {"CRLF", "ferry\r\nlast\r\n"},
      {"CRLF, none at the end", "ferry\r\nlast"},
      {"a byte order mark",
       "\xEF\xBB\xBF"
       "ferry\nlast\n"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { check_run(batch(row.input, {"--count"}), 0, want, ""); }
  }
}

TEST_CASE("a line that is too long is an error of its own") {
  const std::string long_line(70'000, 'x');
  check_run(batch("ferry\n" + long_line + "\nid\t" + long_line + "\nlast\n", {"--count"}), 2,
            "1\t3\n"
            "2\terror\tthe line is over 65536 bytes (batch line)\n"
            "3\terror\tthe line is over 65536 bytes (batch line)\n"
            "4\t16\n",
            "");
  const std::string megabytes(10'000'000, '(');
  const ToolRun run = batch(megabytes + "\nlast\n", {"--count"});
  CHECK(run.exit_code == 2);
  CHECK(lines_of(run.out).back() == "2\t16");
  CHECK(run.time < std::chrono::seconds(5));
}

TEST_CASE("hostile lines get a row each and nothing else") {
  const ToolRun run =
      batch("\xFF\xFE\nid\x1b[31m\tferry\nferry\x1b]0;x\x07\n\0\nlast\n"s, {"--count"});
  CHECK(is_harmless(run.out));
  const Lines lines = lines_of(run.out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].starts_with("1\terror\t"));
  CHECK(lines[1] == "id [31m\t3");
  CHECK(lines[4] == "5\t16");
}

TEST_CASE("nothing in, nothing out") {
  check_run(batch(""), 0, "", "");
  check_run(batch("\n\n  \n"), 0, "", "");
}

TEST_CASE("a file does as standard input does") {
  const ArticleFolder folder;
  const auto path = folder.write("queries.txt", "ferry\nlast\n");
  check_run(sample_corpus().search({"--batch", path.string(), "--count"}), 0, "1\t3\n2\t16\n", "");
  check_run(sample_corpus().search({"--batch", "nowhere.txt"}), 2, "",
            "dateline-search: cannot read the queries 'nowhere.txt': No such file or directory\n");
  const ToolRun directory = sample_corpus().search({"--batch", "/"});
  CHECK(directory.exit_code == 2);
  CHECK(directory.err == "dateline-search: cannot read the queries '/': Is a directory\n");
}

// Over 60 queries of every kind.
Lines many_queries() {
  Lines queries;
  const Lines words = {"ferry", "strike", "Zoriansk", "\"of the\"", "паром", "Зорянськ",
                       "grève", "glocke", "R&K",      "tram*",      "storm", "\"last of\"",
                       "-the",  "the",    "A9",       "l’île"};
  for (const auto& word : words) {
    queries.push_back(word);
    queries.push_back(word + " date:2023..2024");
    queries.push_back("(" + word + " OR village) -harbour");
    queries.push_back("title:(ferry OR strike OR der) OR " + word);
  }
  queries.insert(queries.end(),
                 {"lang:fr -le", "path:wire/*", "site:coastalwire.example OR tag:transport",
                  "\"open", "autor:x", "ab*", "date:2022-13"});
  return queries;
}

TEST_CASE("every answer is what the single query gives") {
  const Lines queries = many_queries();
  REQUIRE(queries.size() > 60);
  struct {
    const char* name;
    Lines options;
  } const table[] = {
      {"first page", {}},
      {"second page, by date", {"--offset", "3", "--limit", "5", "--sort", "-date"}},
      {"dates", {"--since", "2023-05", "--count-undated"}},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      Lines options = row.options;
      options.emplace_back("--json");
      std::vector<Lines> answers(queries.size());
      for (const auto& line : lines_of(batch(joined(queries), options).out)) {
        nlohmann::ordered_json json = nlohmann::ordered_json::parse(line);
        const auto number = std::stoul(json.at("query_id").get<std::string>());
        json.erase("query_id");
        answers.at(number - 1).push_back(json.dump());
      }
      for (std::size_t i = 0; i < queries.size(); ++i) {
        Lines arguments = options;
        arguments.insert(arguments.end(), {"--", queries[i]});
        const ToolRun single = sample_corpus().search(arguments);
        CAPTURE(queries[i]);
        if (single.exit_code == 2) {
          REQUIRE(answers[i].size() == 1);
          CHECK(answers[i][0].starts_with("{\"type\":\"error\""));
          const std::string message = nlohmann::json::parse(answers[i][0])["message"];
          CHECK(single.err.starts_with("dateline-search: " + message + "\n"));
          continue;
        }
        Lines want;
        for (const auto& line : lines_of(single.out))
          want.push_back(nlohmann::ordered_json::parse(line).dump());
        check_text(joined(answers[i]), joined(want));
      }
    }
  }
}

TEST_CASE("the number of threads does not matter") {
  Lines queries;
  for (int i = 0; i < 5; ++i) {
    for (const auto& query : many_queries()) queries.push_back(query);
  }
  for (const char* format : {"--json", "--tsv", "--trec", "--count"}) {
    const ToolRun one = batch(joined(queries), {"--jobs", "1", format});
    const ToolRun four = batch(joined(queries), {"--jobs", "4", format});
    CHECK(one.exit_code == four.exit_code);
    CHECK(one.out == four.out);
  }
}

TEST_CASE("a batch takes no query beside it") {
  CHECK(sample_corpus().search({"--batch", "-", "ferry"}).exit_code == 2);
}

TEST_CASE("undated documents that a date left out are counted where asked for") {
  check_run(
      batch("q\tferry\nr\tstorm date:2019\ns\tlast date:2019\n", {"--count", "--count-undated"}), 0,
      "q\t3\nr\t1\t0\ns\t0\t4\n", "");
}

}  // namespace
}  // namespace dateline
