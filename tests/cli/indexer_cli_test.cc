// SPDX-License-Identifier: GPL-2.0-or-later
//
// dateline-index as people and scripts use it: what a run says, what it changes, what it leaves
// alone.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/article_folder.h"
#include "tests/support/index_digest.h"
#include "tests/support/run_tool.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;
using namespace std::string_literals;

void write_three(const ArticleFolder& articles) {
  articles.write_article("bridge.txt", "Bridge reopens", "Trams cross the river again.");
  articles.write_article("ferry.txt", "Ferry sails", "The night ferry is back.");
  articles.write_article("sub/mill.txt", "Mill sold", "A tide mill has a new owner.");
}

void touch(const fs::path& path) {
  fs::last_write_time(path, fs::last_write_time(path) + std::chrono::seconds(5));
}

TEST_CASE("a first run says what it did, and a second one that nothing changed") {
  const ArticleFolder articles;
  write_three(articles);
  const ToolRun first = articles.run({"articles"});
  CHECK(first.exit_code == 0);
  CHECK(first.err.empty());
  check_text(stable_summary(first.out),
             "added       3\n"
             "undated     3 of those added or changed\n"
             "index       3 documents, 3 undated\n");
  const std::string digest = index_digest(articles.index());

  const ToolRun second = articles.run({"articles"});
  CHECK(second.exit_code == 0);
  CHECK(second.err.empty());
  check_text(stable_summary(second.out),
             "unchanged   3\n"
             "index       3 documents, 3 undated\n");
  check_text(index_digest(articles.index()), digest);
}

TEST_CASE("follows what happens to files") {
  const ArticleFolder articles;
  write_three(articles);
  articles.index_json();
  const std::string ferry_id = articles.id_of("ferry.txt");

  SUBCASE("changed") {
    articles.write_article("ferry.txt", "Ferry sails", "The day boat is back.");
    CHECK(counts(articles.index_json()) == "changed 1, unchanged 2");
    CHECK(articles.paths("boat") == Lines{"ferry.txt"});
    CHECK(articles.paths("night").empty());
    CHECK(articles.id_of("ferry.txt") == ferry_id);
  }
  SUBCASE("added") {
    articles.write_article("new.txt", "New", "A lighthouse.");
    CHECK(counts(articles.index_json()) == "added 1, unchanged 3");
    CHECK(articles.paths("lighthouse") == Lines{"new.txt"});
  }
  SUBCASE("removed") {
    fs::remove(articles.folder() / "ferry.txt");
    CHECK(counts(articles.index_json()) == "unchanged 2, removed 1");
    CHECK(articles.paths("ferry").empty());
    // The last document's number is free again after a compaction.
    articles.write_article("zoo.txt", "Zoo", "The ferry monkey.");
    CHECK(counts(articles.index_json()) == "added 1, unchanged 2");
    CHECK(articles.paths("\"ferry monkey\"") == Lines{"zoo.txt"});
  }
  SUBCASE("moved") {
    fs::create_directories(articles.folder() / "2024");
    fs::rename(articles.folder() / "ferry.txt", articles.folder() / "2024/boat.txt");
    CHECK(counts(articles.index_json()) == "moved 1, unchanged 2");
    CHECK(articles.paths("ferry") == Lines{"2024/boat.txt"});
    CHECK(articles.id_of("2024/boat.txt") == ferry_id);
    CHECK(articles.paths("path:ferry.txt").empty());
  }
  SUBCASE("moved, and another put in its place") {
    fs::rename(articles.folder() / "ferry.txt", articles.folder() / "boat.txt");
    articles.index_json();
    articles.write_article("ferry.txt", "Ferry sinks", "Nobody was hurt.");
    CHECK(counts(articles.index_json()) == "added 1, unchanged 3");
    CHECK(articles.id_of("boat.txt") == ferry_id);
    CHECK(articles.id_of("ferry.txt") != ferry_id);
    // And back again.
    fs::rename(articles.folder() / "boat.txt", articles.folder() / "ship.txt");
    CHECK(counts(articles.index_json()) == "moved 1, unchanged 3");
    CHECK(articles.id_of("ship.txt") == ferry_id);
  }
  SUBCASE("touched") {
    const std::string digest = index_digest(articles.index());
    touch(articles.folder() / "ferry.txt");
    CHECK(counts(articles.index_json()) == "unchanged 3");
    check_text(index_digest(articles.index()), digest);
  }
  SUBCASE("read again by force") {
    const std::string digest = index_digest(articles.index());
    CHECK(counts(articles.index_json({"--force"})) == "read_again 3");
    check_text(index_digest(articles.index()), digest);
  }
  SUBCASE("replaced by something that is not text") {
    articles.write("ferry.txt",
                   "\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x06"s);
    CHECK(counts(articles.index_json()) == "unchanged 2, removed 1, skipped 1");
    CHECK(articles.paths("ferry").empty());
  }
  SUBCASE("emptied") {
    articles.write("ferry.txt", "");
    CHECK(counts(articles.index_json()) == "unchanged 2, removed 1, skipped 1");
    CHECK(articles.paths("ferry").empty());
    articles.write_article("ferry.txt", "Ferry sails", "The night ferry is back.");
    CHECK(counts(articles.index_json()) == "added 1, unchanged 2");
    CHECK(articles.id_of("ferry.txt") == ferry_id);
  }
  SUBCASE("replaced by a folder") {
    fs::remove(articles.folder() / "ferry.txt");
    articles.write_article("ferry.txt/part.txt", "Part", "The night ferry is in parts.");
    CHECK(counts(articles.index_json()) == "added 1, unchanged 2, removed 1");
    CHECK(articles.paths("ferry") == Lines{"ferry.txt/part.txt"});
  }
  SUBCASE("two that swap their names") {
    fs::rename(articles.folder() / "ferry.txt", articles.folder() / "x");
    fs::rename(articles.folder() / "bridge.txt", articles.folder() / "ferry.txt");
    fs::rename(articles.folder() / "x", articles.folder() / "bridge.txt");
    articles.index_json();
    CHECK(articles.paths("\"night ferry\"") == Lines{"bridge.txt"});
    CHECK(articles.paths("trams") == Lines{"ferry.txt"});
  }
  SUBCASE("a whole folder that moves with its index") {
    fs::rename(articles.folder(), articles.above() / "elsewhere");
    const ToolRun run = articles.run({"--json", "elsewhere"});
    CHECK(run.exit_code == 0);
    CHECK(counts(nlohmann::json::parse(run.out)) == "unchanged 3");
  }
}

TEST_CASE("an index kept up to date equals one built anew") {
  const ArticleFolder kept;
  write_three(kept);
  kept.index_json();
  unsigned random = 20240305;
  for (int round = 0; round < 6; ++round) {
    for (int step = 0; step < 8; ++step) {
      random = random * 1664525 + 1013904223;
      const std::string name = fmt::format("{}/{}.{}", random >> 30, (random >> 8) % 12,
                                           (random >> 16) % 3 == 0 ? "jsonl" : "txt");
      if ((random >> 20) % 4 == 0) {
        fs::remove(kept.folder() / name);
      } else if (name.ends_with("l")) {
        std::string lines;
        for (unsigned i = 0; i < (random >> 12) % 6; ++i) {
          lines += fmt::format("{{\"id\":{},\"title\":\"Title {}\",\"text\":\"words {} of {}\"}}\n",
                               i, round, step, name);
        }
        kept.write(name, lines);
      } else {
        kept.write_article(name, fmt::format("Title {}", random % 7),
                           fmt::format("Words {} and {}", round, step));
      }
    }
    kept.index_json();
  }
  const ArticleFolder anew;
  fs::copy(kept.folder(), anew.folder(), fs::copy_options::recursive);
  fs::remove_all(anew.index());
  anew.index_json();
  check_text(documents_digest(kept.index()), documents_digest(anew.index()));
}

TEST_CASE("a dry run says what would happen and writes nothing") {
  const ArticleFolder articles;
  write_three(articles);
  SUBCASE("without an index") {
    check_run(articles.run({"--dry-run", "articles"}), 0,
              "add     bridge.txt\n"
              "add     ferry.txt\n"
              "add     sub/mill.txt\n",
              "");
    CHECK_FALSE(fs::exists(articles.index()));
  }
  SUBCASE("beside one") {
    articles.write_article("gone.txt", "Gone", "Soon no more.");
    articles.index_json();
    const std::string digest = index_digest(articles.index());
    fs::remove(articles.folder() / "gone.txt");
    articles.write_article("ferry.txt", "Ferry sails", "The day boat is back.");
    fs::rename(articles.folder() / "bridge.txt", articles.folder() / "sub/bridge.txt");
    articles.write_article("new.txt", "New", "A lighthouse.");
    articles.write("empty.txt", "");
    articles.write("style.css", "p {}");
    touch(articles.folder() / "sub/mill.txt");
    check_run(articles.run({"-n", "articles"}), 0,
              "change  ferry.txt\n"
              "add     new.txt\n"
              "move    bridge.txt -> sub/bridge.txt\n"
              "remove  gone.txt\n"
              "skip    empty.txt (empty)\n"
              "skip    style.css (unknown type)\n",
              "");
    check_text(index_digest(articles.index()), digest);
    CHECK(counts(articles.index_json()) ==
          "added 1, changed 1, moved 1, unchanged 1, removed 1, skipped 2");
  }
}

TEST_CASE("filters choose what is read and never remove what they leave out") {
  const ArticleFolder articles;
  write_three(articles);
  articles.write("wire.jsonl", R"({"title":"Wire","text":"A ferry on the wire."})");
  struct {
    const char* name;
    Lines options;
    std::string want;
  } const table[] = {
      {"a name", {"--include", "*.jsonl"}, "added 1"},
      {"two", {"--include", "*.jsonl", "--include", "ferry.*"}, "added 2"},
      {"a folder's files", {"--include", "sub/*"}, "added 1"},
      {"any depth", {"--include", "**/mill.txt"}, "added 1"},
      {"not a name", {"--exclude", "*.txt"}, "added 1"},
      {"not a folder", {"--exclude", "sub"}, "added 3"},
      {"both", {"--include", "*.txt", "--exclude", "ferry.txt"}, "added 2"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) { CHECK(counts(articles.index_json(row.options)) == row.want); }
  }
  SUBCASE("what is in the index stays") {
    articles.index_json();
    const ToolRun run = articles.run({"articles", "--include", "*.jsonl"});
    CHECK(run.err ==
          "dateline-index: 3 documents of files left out by the filter stay in the index (--prune "
          "removes them)\n");
    check_text(stable_summary(run.out), "unchanged   1\nindex       4 documents, 4 undated\n");
    CHECK(articles.paths("ferry") == Lines{"ferry.txt", "wire.jsonl#1"});
    CHECK(counts(articles.index_json({"--include", "*.jsonl", "--prune"})) ==
          "unchanged 1, removed 3");
    CHECK(articles.paths("ferry") == Lines{"wire.jsonl#1"});
  }
}

TEST_CASE("a folder that is missing or suddenly empty keeps its documents") {
  const ArticleFolder articles;
  write_three(articles);
  const Lines indexed = {"--index", "i", "articles"};
  REQUIRE(articles.run(indexed).exit_code == 0);
  const std::string digest = index_digest(articles.above() / "i");
  fs::rename(articles.folder(), articles.above() / "away");
  const std::string place = fs::canonical(articles.above()).string() + "/articles";
  SUBCASE("missing") {
    const ToolRun run = articles.run(indexed);
    CHECK(run.exit_code == 2);
    check_text(run.err,
               "dateline-index: warning: the folder '" + place +
                   "' is missing: its documents stay in the index (--prune removes them)\n");
    check_text(index_digest(articles.above() / "i"), digest);
  }
  SUBCASE("missing, with --prune") {
    const ToolRun run = articles.run({"--prune", "--json", "--index", "i", "articles"});
    CHECK(counts(nlohmann::json::parse(run.out)) == "removed 3");
  }
  SUBCASE("empty") {
    fs::create_directories(articles.folder());
    const ToolRun run = articles.run(indexed);
    CHECK(run.exit_code == 0);
    check_text(run.err,
               "dateline-index: warning: '" + place +
                   "' is empty now: its documents stay in the index (--prune removes them)\n");
    check_text(index_digest(articles.above() / "i"), digest);
  }
  SUBCASE("empty, with --prune") {
    fs::create_directories(articles.folder());
    const ToolRun run = articles.run({"--prune", "--json", "--index", "i", "articles"});
    CHECK(run.exit_code == 0);
    CHECK(counts(nlohmann::json::parse(run.out)) == "removed 3");
  }
  SUBCASE("and back: nothing is read again") {
    articles.run(indexed);
    fs::rename(articles.above() / "away", articles.folder());
    const ToolRun run = articles.run({"--json", "--index", "i", "articles"});
    CHECK(counts(nlohmann::json::parse(run.out)) == "unchanged 3");
  }
}

TEST_CASE("an unreadable subfolder or file keeps its documents") {
  const ArticleFolder articles;
  write_three(articles);
  articles.index_json();
  const std::string digest = index_digest(articles.index());
  // For nobody, as whom the tool runs when the tests run as root.
  fs::permissions(articles.above(), fs::perms::all);
  for (const auto& entry : fs::recursive_directory_iterator(articles.folder())) {
    if (!entry.is_symlink()) fs::permissions(entry.path(), fs::perms::all);
  }
  fs::permissions(articles.folder(), fs::perms::all);
  const ToolOptions nobody = {.unprivileged = true};
  SUBCASE("folder") {
    fs::permissions(articles.folder() / "sub", fs::perms::none);
    const ToolRun run = articles.run({"articles"}, nobody);
    CHECK(run.exit_code == 0);
    check_text(run.err,
               "dateline-index: warning: skipped 'sub/': unreadable (Permission denied)\n");
    check_text(index_digest(articles.index()), digest);
    CHECK(articles.run({"--strict", "articles"}, nobody).exit_code == 1);
  }
  SUBCASE("file") {
    fs::permissions(articles.folder() / "ferry.txt", fs::perms::none);
    touch(articles.folder() / "ferry.txt");
    const ToolRun run = articles.run({"articles"}, nobody);
    CHECK(run.exit_code == 0);
    check_text(run.err,
               "dateline-index: warning: skipped 'ferry.txt': unreadable (Permission denied)\n");
    check_text(index_digest(articles.index()), digest);
  }
  fs::permissions(articles.folder() / "sub", fs::perms::all);
}

TEST_CASE("several folders share an index that is named") {
  const ArticleFolder articles;
  articles.write_article("north/ferry.txt", "Ferry north", "Sails.");
  articles.write_article("south/ferry.txt", "Ferry south", "Sails.");
  const std::string north = "articles/north";
  const std::string south = "articles/south";
  check_run(articles.run({north, south}), 2, "",
            "dateline-index: cannot tell where the index of several folders should lie\n"
            "hint: say it with --index DIR\n");
  REQUIRE(articles.run({"--index", "i", north, south}).exit_code == 0);
  const std::string index = (articles.above() / "i").string();
  CHECK(sorted(fields_of(all_hits(index), "root")) == Lines{"north", "south"});

  SUBCASE("only what lies in the folders of this run can go") {
    fs::remove(articles.folder() / "north/ferry.txt");
    articles.write_article("north/other.txt", "Other", "Boat.");
    const ToolRun run = articles.run({"--json", "--index", "i", south});
    CHECK(counts(nlohmann::json::parse(run.out)) == "unchanged 1");
    CHECK(all_hits(index).size() == 2);
  }
  SUBCASE("paths can be opened from where one stands") {
    const ToolRun run =
        search_tool({"--index", index, "--paths", "ferry"}, {.folder = articles.above()});
    CHECK(sorted(lines_of(run.out)) ==
          Lines{"articles/north/ferry.txt", "articles/south/ferry.txt"});
  }
  SUBCASE("one inside another is refused") {
    const std::string root = fs::canonical(articles.folder()).string();
    check_run(
        articles.run({"--index", "i", "articles"}), 2, "",
        "dateline-index: cannot index '" + root + "': the index already covers '" + root +
            "/north', and its articles would be there twice\n"
            "hint: name that folder, or keep this one in an index of its own with --index DIR\n");
    fs::create_directories(articles.folder() / "north/deep");
    CHECK(articles.run({"--index", "i", "articles/north/deep"}).exit_code == 2);
    CHECK(all_hits(index).size() == 2);
  }
  SUBCASE("twice the same is once") {
    const ToolRun run =
        articles.run({"--json", "--index", "i", south, south + "/", "./articles/../" + south});
    CHECK(counts(nlohmann::json::parse(run.out)) == "unchanged 1");
  }
}

TEST_CASE("an index inside the folder is not indexed") {
  const ArticleFolder articles;
  write_three(articles);
  REQUIRE(articles.run({"--index", "articles/idx", "articles"}).exit_code == 0);
  const ToolRun run = articles.run({"--json", "--index", "articles/idx", "articles"});
  CHECK(counts(nlohmann::json::parse(run.out)) == "unchanged 3");
}

TEST_CASE("says nothing when asked to be quiet, unless something is wrong") {
  const ArticleFolder articles;
  write_three(articles);
  check_run(articles.run({"--quiet", "articles"}), 0, "", "");
  check_run(articles.run({"--quiet", "articles"}), 0, "", "");
  articles.write("empty.txt", "");
  check_run(articles.run({"--quiet", "articles"}), 0, "",
            "dateline-index: warning: skipped 'empty.txt': empty\n");
}

TEST_CASE("exit code 1 tells of skipped files, but only when asked") {
  const ArticleFolder articles;
  write_three(articles);
  CHECK(articles.run({"--strict", "articles"}).exit_code == 0);
  articles.write("empty.txt", "");
  CHECK(articles.run({"articles"}).exit_code == 0);
  CHECK(articles.run({"--strict", "articles"}).exit_code == 1);
}

TEST_CASE("the JSON summary has the fields that scripts read") {
  const ArticleFolder articles;
  write_three(articles);
  articles.write("dated.md", "---\ntitle: Dated\ndate: 2024-03-05\n---\nText.\n");
  articles.write("empty.txt", "");
  const ToolRun run = articles.run({"--json", "--quiet", "articles"});
  CHECK(run.exit_code == 0);
  REQUIRE(lines_of(run.out).size() == 1);
  nlohmann::json summary = nlohmann::json::parse(run.out);
  CHECK(summary["seconds"].is_number());
  for (const char* name : {"peak_memory_bytes", "index_bytes", "text_bytes", "text_read_bytes"}) {
    CHECK(summary[name].get<std::uint64_t>() > 0);
    summary.erase(name);
  }
  summary.erase("seconds");
  CHECK(summary ==
        nlohmann::json{
            {"type", "summary"},
            {"version", 1},
            {"index", (fs::canonical(articles.folder()) / ".dateline").string()},
            {"interrupted", false},
            {"files", 5},
            {"added", 4},
            {"changed", 0},
            {"moved", 0},
            {"read_again", 0},
            {"unchanged", 0},
            {"removed", 0},
            {"undated", 3},
            {"skipped", 1},
            {"skipped_by_reason", {{"empty", 1}}},
            {"skipped_items", {{{"path", "empty.txt"}, {"reason", "empty"}, {"detail", ""}}}},
            {"index_documents", 4},
            {"index_undated", 3}});
}

TEST_CASE("a language is chosen once, for a new index") {
  const ArticleFolder articles;
  articles.write_article("a.txt", "Élections", "Les électeurs continueront demain.");
  REQUIRE(articles.run({"--language", "french", "articles"}).exit_code == 0);
  CHECK(articles.paths("continuera") == Lines{"a.txt"});
  CHECK(articles.paths("élection") == Lines{"a.txt"});
  CHECK(articles.paths("election") == Lines{"a.txt"});
  CHECK(articles.run({"articles"}).exit_code == 0);
  CHECK(articles.run({"--language", "fr", "articles"}).exit_code == 0);
  check_run(articles.run({"--language", "german", "articles"}), 2, "",
            "dateline-index: cannot change the language of the index from french to german\n"
            "hint: remove the index to build it anew, or keep another one with --index DIR\n");
  const ToolRun unknown = articles.run({"--language", "klingon", "articles"});
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.err.starts_with("dateline-index: cannot stem the language 'klingon'"));
}

TEST_CASE("takes fields of unusual JSON from where it is told") {
  const ArticleFolder articles;
  articles.write(
      "dump.jsonl",
      R"({"meta":{"head":"Bridge reopens"},"txt":"Trams cross.","when":"2024-03-05","key":"k7"})"
      "\n");
  REQUIRE(articles
              .run({"--map", "title=meta.head", "--map", "text=txt", "--map", "date=when", "--map",
                    "id=key", "articles"})
              .exit_code == 0);
  const auto hits = all_hits(articles.folder());
  REQUIRE(hits.size() == 1);
  CHECK(hits[0]["path"] == "dump.jsonl#k7");
  CHECK(hits[0]["title"] == "Bridge reopens");
  CHECK(hits[0]["date"] == "2024-03-05");
  CHECK(articles.paths("trams") == Lines{"dump.jsonl#k7"});
  CHECK(articles.run({"--map", "nofield=x", "articles"}).exit_code == 2);
  CHECK(articles.run({"--map", "title", "articles"}).exit_code == 2);
}

TEST_CASE("an empty folder makes an empty index that can be searched") {
  const ArticleFolder articles;
  const ToolRun run = articles.run({"articles"});
  CHECK(run.exit_code == 0);
  check_text(stable_summary(run.out), "index       0 documents, 0 undated\n");
  check_run(search_tool({"--index", articles.folder().string(), "ferry"}), 1, "no documents\n", "");
  write_three(articles);
  CHECK(counts(articles.index_json()) == "added 3");
}

std::string record(const std::string& id, const std::string& text) {
  return fmt::format("{{{}\"title\":\"Story {}\",\"text\":\"{}\"}}\n",
                     id.empty() ? "" : "\"id\":\"" + id + "\",", id, text);
}

TEST_CASE("tracks the records of a file of many one by one") {
  const ArticleFolder articles;
  const std::string a = record("a", "ferry one");
  const std::string b = record("b", "ferry two");
  const std::string c = record("c", "ferry three");
  articles.write("wire.jsonl", a + b + c);
  CHECK(counts(articles.index_json()) == "added 3");
  const std::string id = articles.id_of("wire.jsonl#b");

  SUBCASE("a line appended") {
    articles.write("wire.jsonl", a + b + c + record("d", "ferry four"));
    CHECK(counts(articles.index_json()) == "added 1, unchanged 3");
  }
  SUBCASE("a line changed") {
    articles.write("wire.jsonl", a + record("b", "ferry second") + c);
    CHECK(counts(articles.index_json()) == "changed 1, unchanged 2");
    CHECK(articles.paths("second") == Lines{"wire.jsonl#b"});
    CHECK(articles.id_of("wire.jsonl#b") == id);
  }
  SUBCASE("a line deleted") {
    articles.write("wire.jsonl", b + c);
    CHECK(counts(articles.index_json()) == "unchanged 2, removed 1");
    CHECK(articles.id_of("wire.jsonl#b") == id);
  }
  SUBCASE("lines in another order") {
    articles.write("wire.jsonl", c + a + b);
    CHECK(counts(articles.index_json()) == "unchanged 3");
  }
  SUBCASE("the file moved") {
    fs::rename(articles.folder() / "wire.jsonl", articles.folder() / "agency.jsonl");
    CHECK(counts(articles.index_json()) == "moved 3");
    CHECK(articles.id_of("agency.jsonl#b") == id);
    CHECK(articles.paths("ferry") == Lines{"agency.jsonl#a", "agency.jsonl#b", "agency.jsonl#c"});
    SUBCASE("and grown") {
      articles.write("agency.jsonl", a + b + c + record("d", "ferry four"));
      CHECK(counts(articles.index_json()) == "added 1, unchanged 3");
      CHECK(articles.id_of("agency.jsonl#b") == id);
    }
  }
  SUBCASE("the file removed") {
    fs::remove(articles.folder() / "wire.jsonl");
    articles.write_article("other.txt", "Other", "Boat.");
    CHECK(counts(articles.index_json()) == "added 1, removed 3");
  }
  SUBCASE("an id given twice: both are kept") {
    articles.write("wire.jsonl", a + b + c + record("b", "ferry two again"));
    CHECK(counts(articles.index_json()) == "added 1, unchanged 3");
    CHECK(articles.paths("again") == Lines{"wire.jsonl#b@4"});
    CHECK(articles.id_of("wire.jsonl#b") == id);
    CHECK(counts(articles.index_json()) == "unchanged 4");
  }
  SUBCASE("no newline at the end, blank lines, a byte order mark, CRLF") {
    articles.write("wire.jsonl", "\xEF\xBB\xBF" + a + "\r\n\n" + b + c.substr(0, c.size() - 1));
    CHECK(counts(articles.index_json()) == "unchanged 3");
  }
}

TEST_CASE("records without an id are known by their line") {
  const ArticleFolder articles;
  articles.write("wire.jsonl", record("", "ferry one") + "\n" + record("", "ferry three"));
  articles.index_json();
  CHECK(articles.paths("ferry") == Lines{"wire.jsonl#1", "wire.jsonl#3"});
}

TEST_CASE("reads the head of a Markdown file") {
  const ArticleFolder articles;
  articles.write("a.md",
                 "---\ntitle: \"Bridge: reopened\"\ndate: 2024-03-05\nauthor: Celia Marchbank\n"
                 "tags: [transport, bridges]\nlang: en\nurl: "
                 "https://eastern.example/bridge\n---\n\n# A heading\n\nTrams.\n");
  articles.index_json();
  const auto hits = all_hits(articles.folder());
  REQUIRE(hits.size() == 1);
  CHECK(hits[0]["title"] == "Bridge: reopened");
  CHECK(hits[0]["date"] == "2024-03-05");
  CHECK(hits[0]["date_source"] == "front-matter");
  CHECK(hits[0]["author"] == "Celia Marchbank");
  CHECK(hits[0]["tags"] == nlohmann::json{"transport", "bridges"});
  CHECK(hits[0]["url"] == "https://eastern.example/bridge");
  CHECK(hits[0]["site"] == "eastern.example");
  CHECK(articles.paths("celia").empty());
}

TEST_CASE("reads windows-1251") {
  const ArticleFolder articles;
  // "Паром на Лебедянке вернули\n\nРека снова свободна ото льда, и паром ходит каждый день."
  const std::string text =
      "\xCF\xE0\xF0\xEE\xEC \xED\xE0 \xCB\xE5\xE1\xE5\xE4\xFF\xED\xEA\xE5 "
      "\xE2\xE5\xF0\xED\xF3\xEB\xE8\n\n"
      "\xD0\xE5\xEA\xE0 \xF1\xED\xEE\xE2\xE0 \xF1\xE2\xEE\xE1\xEE\xE4\xED\xE0 \xEE\xF2\xEE "
      "\xEB\xFC\xE4\xE0, "
      "\xE8 \xEF\xE0\xF0\xEE\xEC \xF5\xEE\xE4\xE8\xF2 \xEA\xE0\xE6\xE4\xFB\xE9 \xE4\xE5\xED\xFC.\n";
  articles.write("parom.txt", text);
  CHECK(counts(articles.index_json()) == "added 1");
  CHECK(articles.paths("\"паром ходит\" РЕКА") == Lines{"parom.txt"});
  CHECK(search_tool({"--index", articles.folder().string(), "--show", "parom.txt"})
            .out.find("windows-1251") != std::string::npos);
}

TEST_CASE("looks only once at a file that is no article, until it changes") {
  const ArticleFolder articles;
  articles.write("empty.txt", " \n\t\n");
  articles.write("binary.txt",
                 "\x7f"
                 "ELF\x02\x01\x01\x00\x00\x00"s);
  articles.write("page.css", "text");
  articles.write("broken.json", "{\"title\": ");
  articles.write("list.json", "[1, 2]");
  const ToolRun first = articles.run({"articles"});
  check_text(first.err,
             "dateline-index: warning: skipped 'binary.txt': binary\n"
             "dateline-index: warning: skipped 'broken.json': broken JSON (it ends too early)\n"
             "dateline-index: warning: skipped 'empty.txt': empty\n"
             "dateline-index: warning: skipped 'list.json#1': not an article (not an object)\n"
             "dateline-index: warning: skipped 'list.json#2': not an article (not an object)\n"
             "dateline-index: warning: skipped 'page.css': unknown type (.css)\n");
  CHECK(articles.run({"articles"}).err.empty());
  CHECK(articles.run({"articles", "--verbose"}).err.find("'binary.txt': binary") !=
        std::string::npos);
  articles.write_article("empty.txt", "Now", "There is something.");
  CHECK(articles.index_json()["added"] == 1);
}

TEST_CASE("links and special files are named, not followed") {
  const ArticleFolder articles;
  write_three(articles);
  fs::create_symlink("ferry.txt", articles.folder() / "link.txt");
  fs::create_directory_symlink("..", articles.folder() / "up");
  REQUIRE(::mkfifo((articles.folder() / "fifo.txt").c_str(), 0600) == 0);
  const ToolRun run = articles.run({"articles"}, {.time_limit = std::chrono::seconds(20)});
  CHECK(run.exit_code == 0);
  CHECK(joined(sorted(lines_of(run.err))) ==
        "dateline-index: warning: skipped 'fifo.txt': special file\n"
        "dateline-index: warning: skipped 'link.txt': symbolic link\n"
        "dateline-index: warning: skipped 'up': symbolic link\n");
}

TEST_CASE("only twenty skipped files are named unless all are asked for") {
  const ArticleFolder articles;
  for (int i = 0; i < 30; ++i) articles.write(fmt::format("{:02}.txt", i), "");
  const ToolRun run = articles.run({"articles"});
  const auto lines = lines_of(run.err);
  CHECK(lines.size() == 21);
  CHECK(lines.back() == "dateline-index: warning: 10 more were skipped (--verbose names them all)");
  CHECK(lines_of(articles.run({"articles", "--force", "--verbose"}).err).size() == 30);
}

TEST_CASE("a file of 100 MB is skipped by name and costs little") {
  const ArticleFolder articles;
  write_three(articles);
  articles.write("large.txt", "Large");
  fs::resize_file(articles.folder() / "large.txt", 100'000'000);
  const ToolRun run =
      articles.run({"--json", "articles"}, {.time_limit = std::chrono::seconds(30)});
  CHECK(run.exit_code == 0);
  check_text(run.err, "dateline-index: warning: skipped 'large.txt': too large (over 67.1 MB)\n");
  const auto summary = nlohmann::json::parse(run.out);
  CHECK(counts(summary) == "added 3, skipped 1");
  CHECK(summary["peak_memory_bytes"] < 400'000'000);
  CHECK(run.time < std::chrono::seconds(10));
}

TEST_CASE("wrong use is told with exit code 2 and leaves nothing behind") {
  const ArticleFolder articles;
  write_three(articles);
  struct {
    const char* name;
    Lines arguments;
    std::string want;
  } const table[] = {
      {"no folder",
       {},
       "dateline-index: no folder to index\n"
       "hint: usage: dateline-index FOLDER; --help tells more\n"},
      {"missing folder", {"nowhere"}, "dateline-index: cannot index 'nowhere': no such folder\n"},
      {"a file",
       {"articles/ferry.txt"},
       "dateline-index: cannot index 'articles/ferry.txt': not a folder\n"},
      {"unknown option",
       {"--dryrun", "articles"},
       "dateline-index: unknown option '--dryrun'\n"
       "hint: did you mean --dry-run?\n"},
      {"no threads",
       {"--jobs", "0", "articles"},
       "dateline-index: --jobs takes a whole number from 1 to 256, not '0'\n"},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      check_run(articles.run(row.arguments), 2, "", row.want);
      CHECK_FALSE(fs::exists(articles.above() / "nowhere"));
      CHECK_FALSE(fs::exists(articles.index()));
    }
  }
}

TEST_CASE("the number of threads does not matter") {
  const ArticleFolder one;
  const ArticleFolder many;
  for (const auto* articles : {&one, &many}) {
    fs::copy(DATELINE_CORPUS "/articles", articles->folder(), fs::copy_options::recursive);
    fs::remove_all(articles->index());
  }
  one.index_json({"--jobs", "1"});
  many.index_json({"--jobs", "8"});
  check_text(index_digest(one.index()), index_digest(many.index()));
}

std::string generation_of(const ArticleFolder& articles) {
  return fs::canonical(articles.index() / "current").filename();
}

TEST_CASE("few changes are made in place, many build the index anew") {
  const ArticleFolder articles;
  for (int i = 0; i < 10; ++i) articles.write_article(fmt::format("{}.txt", i), "Ferry", "Sails.");
  CHECK(counts(articles.index_json()) == "added 10");
  CHECK(generation_of(articles) == "gen-000001");
  articles.write_article("0.txt", "Ferry", "Sails no more.");
  CHECK(counts(articles.index_json()) == "changed 1, unchanged 9");
  CHECK(generation_of(articles) == "gen-000001");
  for (int i = 1; i < 4; ++i) articles.write_article(fmt::format("{}.txt", i), "Ferry", "Sank.");
  CHECK(counts(articles.index_json()) == "changed 3, unchanged 7");
  CHECK(generation_of(articles) == "gen-000002");
  CHECK(articles.paths("sank").size() == 3);
  CHECK(articles.paths("ferry").size() == 10);
  SUBCASE("unless another way is asked for") {
    CHECK(counts(articles.index_json({"--writer", "bulk"})) == "unchanged 10");
    CHECK(generation_of(articles) == "gen-000003");
    CHECK(counts(articles.index_json({"--rebuild"})) == "read_again 10");
    CHECK(generation_of(articles) == "gen-000004");
    CHECK(articles.paths("ferry").size() == 10);
    const ToolRun run = articles.run({"--rebuild", "--writer", "update", "articles"});
    CHECK(run.exit_code == 2);
    CHECK(run.err ==
          "dateline-index: cannot build anew with --writer update\n"
          "hint: leave out --writer, or take --force to read every file again\n");
  }
  SUBCASE("also when they come little by little") {
    for (int i = 5; i < 7; ++i) {
      articles.write_article(fmt::format("{}.txt", i), "Ferry", "Sank.");
      articles.index_json();
    }
    CHECK(generation_of(articles) == "gen-000003");
    CHECK(articles.paths("sank").size() == 5);
  }
}

TEST_CASE("a bulk build keeps what a missing folder held") {
  const ArticleFolder articles;
  articles.write_article("a.txt", "Ferry", "Sails.");
  const fs::path other = articles.above() / "other";
  fs::create_directories(other);
  std::ofstream(other / "b.txt") << "Storm\n\nFerry lost.";
  const std::string index = (articles.above() / "both").string();
  REQUIRE(articles.run({"--quiet", "--index", index, "articles", "other"}).exit_code == 0);
  fs::remove_all(other);
  CHECK(articles.run({"--quiet", "--rebuild", "--index", index, "articles", "other"}).exit_code ==
        2);
  const ToolRun search = search_tool({"--index", index, "--count", "ferry"});
  CHECK(search.out == "2\n");
  CHECK(articles.run({"--quiet", "--rebuild", "--prune", "--index", index, "articles", "other"})
            .exit_code == 2);
  CHECK(search_tool({"--index", index, "--count", "ferry"}).out == "1\n");
}

}  // namespace
}  // namespace dateline
