// SPDX-License-Identifier: GPL-2.0-or-later
//
// The query language from end to end: what each form finds, how it says what it understood, and
// what it says when there is nothing to find.
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/support/article_folder.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

using Json = nlohmann::json;
using Lines = std::vector<std::string>;

struct Row {
  std::string query;
  Lines want;
};

const ArticleFolder& articles() {
  static const ArticleFolder folder;
  static const bool made = [] {
    folder.write_article("strike.txt", "Missile strikes on the port",
                         "Two missile strikes hit the old port at night, and a drone struck the "
                         "mill. The prime minister said nothing.");
    folder.write_article("drone.txt", "Drone strike stopped",
                         "A drone strike was stopped over the port. The Prime Ministers met.");
    folder.write_article("labour.txt", "Dockers strike",
                         "Dockers strike again. No drone, said the president, flew near the old "
                         "and very long quay of the port.");
    folder.write_article("us.txt", "The U.S. Navy", "The U.S. Navy told us: 12 dead, 340 missing.");
    folder.write_article("let-us.txt", "Let us go", "Let us navy-blue the fence, says the café.");
    folder.write_article("kyiv.txt", "Kyiv", "Calm in Kyiv, says Zelenskyy.");
    folder.write_article("kiev.txt", "Kiev", "Calm in Kiev, says Zelensky.");
    folder.write_article("київ.txt", "Київ", "Спокій у місті, каже Зеленський.");
    folder.write_article("киев.txt", "Киев", "Спокойно в Киеве, говорит Зеленский.");
    folder.write_article("coast.txt", "Ivory Coast", "Cocoa from the Ivory Coast.");
    folder.write_article("cote.txt", "Cocoa", "Cocoa de Côte d’Ivoire.");
    folder.write_article("coast-only.txt", "Piano keys", "Ivory found on the coast.");
    folder.write("dated.json",
                 R"({"title": "Flood", "text": "Flood in the valley", "date": "2024-05-01"})");
    REQUIRE(folder.run({"--quiet", "articles"}).exit_code == 0);
    return true;
  }();
  static_cast<void>(made);
  return folder;
}

void check(const std::vector<Row>& table, const Lines& options = {}) {
  for (const Row& row : table) {
    CAPTURE(row.query);
    check_text(joined(articles().paths(row.query, options)), joined(row.want));
  }
}

TEST_CASE("places of a phrase may hold beginnings and alternatives") {
  check({
      {"\"missile strikes\"", {"strike.txt"}},
      {"\"(missile|drone) strike*\"", {"drone.txt", "strike.txt"}},
      {"\"prime min*\"", {"drone.txt", "strike.txt"}},
      {"\"prime minister said\"", {"strike.txt"}},
      {"\"(prime minister|president) said\"", {"strike.txt"}},
      {"\"said (nothing|the president)\"", {"labour.txt", "strike.txt"}},
      {"\"dorne~ strike\"", {"drone.txt"}},
      {"title:\"(missile|drone) strike*\"", {"drone.txt", "strike.txt"}},
      {"title:\"(missile|drone) stop*\"", {}},
      {"port -\"drone str*\"", {"labour.txt"}},
  });
}

TEST_CASE("NEAR and ADJ measure in words") {
  check({
      {"drone ADJ/1 strike", {"drone.txt"}},
      {"strike ADJ/1 drone", {}},
      {"strike NEAR/1 drone", {"drone.txt"}},
      {"missile NEAR/5 port", {"strike.txt"}},
      {"missile NEAR/2 port", {}},
      {"(missile OR drone) NEAR/1 strike*", {"drone.txt", "strike.txt"}},
      {"\"prime minister\" NEAR/1 said", {"strike.txt"}},
      {"old NEAR/5 quay NEAR/5 very", {"labour.txt"}},
      {"title:(drone NEAR/3 stopped)", {"drone.txt"}},
      {"title:(drone NEAR/3 port)", {}},
      {"port -(drone NEAR/1 strike)", {"labour.txt", "strike.txt"}},
  });
}

TEST_CASE("exact and near words") {
  check({
      {"strikes", {"drone.txt", "labour.txt", "strike.txt"}},
      {"=strikes", {"strike.txt"}},
      {"=strike", {"drone.txt", "labour.txt"}},
      {"=STRIKES", {"strike.txt"}},
      {"title:=strike", {"drone.txt", "labour.txt"}},
      {"misile~", {"strike.txt"}},
      {"misille~", {}},
      {"misille~2", {"strike.txt"}},
  });
}

TEST_CASE("verbatim finds characters as they are written") {
  check({
      {"'U.S. Navy'", {"us.txt"}},
      {"'u.s. navy'", {}},
      {"us navy", {"let-us.txt", "us.txt"}},
      {"'navy-blue'", {"let-us.txt"}},
      {"'navy blue'", {}},
      {"'café'", {"let-us.txt"}},
      {"'cafe'", {}},
      {"'cafe\u0301'", {"let-us.txt"}},
      {"'Prime Ministers'", {"drone.txt"}},
      {"'prime minister'", {"strike.txt"}},
      {"title:'U.S.'", {"us.txt"}},
      {"us -'U.S. Navy'", {"let-us.txt"}},
  });
  check({{"says the café.", {"let-us.txt"}}, {"says the café", {"let-us.txt"}}, {"The café", {}}},
        {"--verbatim"});
}

TEST_CASE("regular expressions run over the texts of the candidates") {
  check({
      {"navy /\\d+ dead/", {"us.txt"}},
      {"navy /let US/", {}},
      {"navy /let US/i", {"let-us.txt"}},
      {"navy -/dead/", {"let-us.txt"}},
      {"navy title:/^The/", {"us.txt"}},
      {"navy (/dead/ OR /blue/)", {"let-us.txt", "us.txt"}},
  });
  const ToolRun wrong = articles().search({"navy /(/"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("wrong pattern: ") != std::string::npos);
  CHECK(wrong.err.find("\n     ^\n") != std::string::npos);
}

TEST_CASE("a name is found in every spelling the index has, the typed one first") {
  const Lines all{"kiev.txt", "kyiv.txt", "киев.txt", "київ.txt"};
  check({
      {"kyiv", all},
      {"Kiev", all},
      {"Київ", all},
      {"Киева", all},
      {"zelensky", all},
      {"Zelenskiy", all},
      {"Зеленський", all},
      {"=kyiv", {"kyiv.txt"}},
      {"\"kyiv\"", {"kyiv.txt"}},
      {"'Kyiv'", {"kyiv.txt"}},
      {"calm -kyiv", {}},
      {"calm NEAR/2 kyiv", {"kiev.txt", "kyiv.txt"}},
      {"title:kyiv", all},
      {"ivory coast", {"coast-only.txt", "coast.txt", "cote.txt"}},
      {"Côte d'Ivoire", {"coast.txt", "cote.txt"}},
      {"cocoa \"ivory coast\"", {"coast.txt"}},
  });
  check({{"kyiv", {"kyiv.txt"}}, {"ivory coast", {"coast-only.txt", "coast.txt"}}},
        {"--no-variants"});
  for (const auto& [query, first] : {std::pair{"kyiv", "kyiv.txt"}, std::pair{"kiev", "kiev.txt"},
                                     std::pair{"київ", "київ.txt"}}) {
    const auto hits = hits_of(articles().search({"--json", query}).out);
    REQUIRE(hits.size() == 4);
    CHECK(hits[0].at("path") == first);
    CHECK(hits[0].at("score") > hits[1].at("score"));
  }
}

TEST_CASE("a file of the user's adds names, and lets them into quotes") {
  const std::string file = articles().write("../names.tsv", "quay\tport\n# mine\n").string();
  const Lines use{"--variants", file};
  check({{"quay", {"drone.txt", "labour.txt", "strike.txt"}},
         {"\"old port\"", {"strike.txt"}},
         {"\"calm in kyiv\"", {"kiev.txt", "kyiv.txt"}},
         {"\"the ivory coast\"", {"coast.txt"}},
         {"\"cocoa de ivory coast\"", {"cote.txt"}},
         {"'Calm in Kyiv'", {"kyiv.txt"}}},
        use);
  const std::string bad = articles().write("../bad.tsv", "alone\n").string();
  const ToolRun run = articles().search({"--variants", bad, "x"});
  CHECK(run.exit_code == 2);
  CHECK(run.err.find("bad.tsv") != std::string::npos);
  CHECK(articles().search({"--variants", file, "--no-variants", "x"}).exit_code == 2);
}

TEST_CASE("any or most of the words will do") {
  check({{"missile dockers", {"labour.txt", "strike.txt"}},
         {"+missile dockers", {"strike.txt"}},
         {"missile dockers -quay", {"strike.txt"}},
         {"missile flood date:2024", {"dated.json"}}},
        {"--match", "any"});
  const auto most =
      hits_of(articles().search({"--json", "--match", "most", "drone flood prime"}).out);
  REQUIRE(most.size() == 4);
  CHECK(most[0].at("path") != "labour.txt");
  CHECK(most[1].at("path") != "labour.txt");
  CHECK(most[1].at("path") != "dated.json");
  CHECK(most[1].at("score").get<double>() > 2 * most[2].at("score").get<double>() - 100);
  CHECK(articles().search({"--match", "none", "x"}).exit_code == 2);
}

TEST_CASE("a star alone is every document") {
  CHECK(articles().search({"--count", "*"}).out == "13\n");
  CHECK(articles().search({"--count", "* -lang:en"}).exit_code == 0);
}

TEST_CASE("when nothing is found it is said why, and what may be meant") {
  const ToolRun run = articles().search({"misile strike"});
  CHECK(run.exit_code == 1);
  CHECK(run.err ==
        "dateline-search: no document has 'misile'\n"
        "dateline-search: did you mean: missile strike\n");
  const ToolRun phrase = articles().search({"port \"prime minsiter\""});
  CHECK(phrase.err ==
        "dateline-search: no document has 'minsiter'\n"
        "dateline-search: did you mean: port \"prime minister\"\n");
  SUBCASE("not what finds nothing either") {
    CHECK(articles().search({"flood", "misile"}).err ==
          "dateline-search: no document has 'misile'\n");
  }
  SUBCASE("not where nothing is near") {
    CHECK(articles().search({"xyzzyplugh"}).err ==
          "dateline-search: no document has 'xyzzyplugh'\n");
  }
  SUBCASE("beginnings and near words too") {
    CHECK(articles().search({"port zzz* \"prime xyzzyp~\""}).err ==
          "dateline-search: no document has 'zzz*'\n"
          "dateline-search: no document has 'xyzzyp~'\n");
  }
  SUBCASE("nothing where each word is there") {
    CHECK(articles().search({"flood", "missile"}).err.empty());
  }
  SUBCASE("in JSON") {
    const auto lines = json_lines(articles().search({"--json", "misile strike"}).out);
    CHECK(lines.back().at("missing_words") == Json{"misile"});
    CHECK(lines.back().at("did_you_mean") == "missile strike");
  }
  SUBCASE("quietly") { CHECK(articles().search({"-q", "misile"}).err.empty()); }
}

TEST_CASE("JSON says what was searched") {
  const auto lines = json_lines(articles().search({"--json", "Kiev & strik*"}).out);
  const Json& query = lines.front();
  CHECK(query.at("understood") == R"((and (word "Kiev") (prefix "strik")))");
  CHECK(query.at("searched").at("type") == "and");
  const Json& name = query.at("searched").at("children").at(0);
  CHECK(name.at("type") == "variants");
  CHECK(name.at("children").at(0) == Json{{"type", "word"}, {"text", "Kiev"}});
  CHECK(query.at("searched_as").get<std::string>().starts_with("(Kiev OR "));
  CHECK(query.at("expanded") == Json{"strik* = 2 words: strike strikes"});
  CHECK(query.at("dropped") == Json{"&"});
}

TEST_CASE("marks show what was found, in whatever form") {
  const auto snippet = [](const std::string& query) {
    const auto hits = hits_of(articles().search({"--json", "--limit", "1", query}).out);
    REQUIRE(!hits.empty());
    const auto text = hits[0].at("snippet").get<std::string>();
    Lines marked;
    for (const auto& mark : hits[0].at("highlights")) {
      const std::size_t begin = mark.at(0);
      marked.push_back(text.substr(begin, mark.at(1).get<std::size_t>() - begin));
    }
    return marked;
  };
  CHECK(snippet("'U.S. Navy'") == Lines{"U.S. Navy"});
  CHECK(snippet("navy /\\d+ dead/") == Lines{"Navy", "12 dead"});
  CHECK(snippet("\"missile str*\"") == Lines{"missile strikes"});
  CHECK(snippet("=zelenskyy") == Lines{"Zelenskyy"});
  CHECK(snippet("zelenskyy title:kyiv") == Lines{"Kyiv", "Zelenskyy"});
}

TEST_CASE("a query that takes too long ends with code 7, one of a batch with an error row") {
  CHECK(articles().search({"--timeout", "0", "x"}).exit_code == 2);
  CHECK(articles().search({"--timeout", "301", "x"}).exit_code == 2);
  CHECK(articles().search({"--timeout", "300", "port"}).exit_code == 0);
}

}  // namespace
}  // namespace dateline
