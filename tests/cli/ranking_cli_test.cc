// SPDX-License-Identifier: GPL-2.0-or-later
//
// Orders that are asked for on the command line.
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/article_folder.h"
#include "tests/support/run_tool.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

using Lines = std::vector<std::string>;

const ArticleFolder& ferries() {
  static const ArticleFolder articles;
  static const bool made = [] {
    const std::string rest = "The crossing to the islands was closed again.";
    articles.write_article("2015-03-01-a.txt", "Ferry news", "A storm and a ferry. " + rest);
    articles.write_article("2024-03-01-b.txt", "Ferry news", "A storm and a ferry. " + rest);
    articles.write_article("2023-03-01-c.txt", "Ferry news", "A storm and a ferry. " + rest);
    articles.write_article("undated.txt", "Ferry news", "A storm and a ferry. " + rest);
    for (int i = 0; i < 9; ++i)
      articles.write_article("other" + std::to_string(i) + ".txt", "Other news", "Goats escaped.");
    REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
    return true;
  }();
  static_cast<void>(made);
  return articles;
}

Lines in_order(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"--paths"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const ToolRun run = ferries().search(arguments);
  REQUIRE_MESSAGE(run.exit_code == 0, run.err);
  return lines_of(run.out);
}

TEST_CASE("--recency ranks new before old before undated") {
  const Lines want = {"2024-03-01-b.txt", "2023-03-01-c.txt", "2015-03-01-a.txt", "undated.txt"};
  CHECK(in_order({"--recency", "1y", "ferry", "storm"}) == want);
  CHECK(in_order({"--recency", "6m", "ferry OR storm"}) == want);
  CHECK(in_order({"--recency", "52w", "ferry -goats"}) == want);
}

TEST_CASE("--recency names a length of time") {
  for (const char* bad : {"", "30", "d", "0d", "-1d", "1.5y", "1h", "999999d", "30 d"}) {
    CAPTURE(bad);
    const ToolRun run = ferries().search({"--recency", bad, "ferry"});
    CHECK(run.exit_code == 2);
  }
}

TEST_CASE("--expand finds the same articles, also beside filters and --recency") {
  CHECK(sorted(in_order({"--expand", "ferry"})) == sorted(in_order({"ferry"})));
  CHECK(in_order({"--expand", "--since", "2023", "ferry"}).size() == 2);
  CHECK(in_order({"--expand", "--recency", "30d", "ferry"}).front() == "2024-03-01-b.txt");
}

}  // namespace
}  // namespace dateline
