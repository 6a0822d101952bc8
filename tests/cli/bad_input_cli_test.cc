// SPDX-License-Identifier: GPL-2.0-or-later
//
// What goes wrong: each trouble gets a clear line and its exit code, and nothing is lost.
// Interrupted and killed runs are finished by the next one, to exactly what an unbroken run makes.
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <sys/file.h>
#include <xapian.h>

#include "common/base/files.h"
#include "tests/support/article_folder.h"
#include "tests/support/index_digest.h"
#include "tests/support/run_tool.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;
using namespace std::string_literals;
using namespace std::chrono_literals;

std::string small_records(int begin, int end, const std::string& more = {}) {
  std::string lines;
  for (int i = begin; i < end; ++i) {
    lines += fmt::format(
        "{{\"id\":{0},\"title\":\"Story {0}\",\"text\":\"The ferry number {1} met storm{2} off "
        "cape{3}.{4}\"}}\n",
        i, i * 7919 % 1009, i % 97, i % 389, more);
  }
  return lines;
}

fs::path current_database(const ArticleFolder& articles) {
  return fs::canonical(articles.index() / "current") / "xapian";
}

void set_metadata(const fs::path& database, const std::string& key, const std::string& value) {
  Xapian::WritableDatabase writable(database.string(), Xapian::DB_OPEN);
  writable.set_metadata(key, value);
  writable.commit();
}

TEST_CASE("refuses an index of another version and leaves it alone") {
  const ArticleFolder articles;
  articles.write_article("a.txt", "Ferry", "Sails.");
  articles.index_json();
  set_metadata(current_database(articles), "!format", "999");
  const std::string digest = index_digest(articles.index());
  const std::string place = fs::canonical(articles.index()).string();
  const std::string want = ": cannot use the index '" + place +
                           "': it has format 999, this version reads 3\n"
                           "hint: remove the index and build it again with this version\n";
  check_run(articles.search({"ferry"}), 3, "", "dateline-search" + want);
  check_run(articles.run({"articles"}), 3, "", "dateline-index" + want);
  check_text(index_digest(articles.index()), digest);
}

TEST_CASE("tells what is no index") {
  const ArticleFolder articles;
  articles.write_article("a.txt", "Ferry", "Sails.");
  struct {
    const char* name;
    void (*make)(const ArticleFolder&);
  } const table[] = {
      {"empty .dateline", [](const ArticleFolder& a) { fs::create_directories(a.index()); }},
      {"a file", [](const ArticleFolder& a) { a.write(".dateline", "x"); }},
      {"a link to nowhere",
       [](const ArticleFolder& a) {
         fs::create_directories(a.index());
         fs::create_symlink("gen-000007", a.index() / "current");
       }},
      {"a generation without database",
       [](const ArticleFolder& a) {
         fs::create_directories(a.index() / "gen-000007");
         fs::create_symlink("gen-000007", a.index() / "current");
       }},
      {"another program's database",
       [](const ArticleFolder& a) {
         fs::create_directories(a.index() / "gen-000001");
         Xapian::WritableDatabase(a.index() / "gen-000001/xapian", Xapian::DB_CREATE).commit();
         fs::create_symlink("gen-000001", a.index() / "current");
       }},
  };
  for (const auto& row : table) {
    SUBCASE(row.name) {
      row.make(articles);
      const ToolRun run = articles.search({"--index", articles.folder().string(), "ferry"});
      CHECK(run.exit_code == 3);
      CHECK(run.out.empty());
      const Lines lines = lines_of(run.err);
      REQUIRE(lines.size() == 2);
      CHECK(lines[0].starts_with("dateline-search: cannot "));
      CHECK(lines[1].starts_with("hint: "));
    }
  }
}

TEST_CASE("tells a damaged index") {
  const ArticleFolder articles;
  articles.write("a.jsonl", small_records(0, 2000));
  articles.index_json();
  const fs::path generation = fs::canonical(articles.index() / "current");
  for (const char* name :
       {"xapian/postlist.glass", "xapian/docdata.glass", "words.seq", "words.idx"}) {
    SUBCASE(name) {
      CAPTURE(name);
      fs::resize_file(generation / name, 100);
      const ToolRun run = articles.search({"\"the ferry\""});
      CHECK(run.exit_code == 5);
      CHECK(lines_of(run.err).at(0).starts_with("dateline-search: cannot "));
      CHECK(lines_of(run.err).back() == "hint: remove the index and run dateline-index again");
    }
  }
}

TEST_CASE("an unreadable folder is told with exit code 2") {
  const ArticleFolder articles;
  articles.write_article("a.txt", "Ferry", "Sails.");
  fs::permissions(articles.above(), fs::perms::all);
  fs::permissions(articles.folder(), fs::perms::none);
  const ToolRun run = articles.run({"--index", "i", "articles"}, {.unprivileged = true});
  CHECK(run.exit_code == 2);
  check_text(run.err, "dateline-index: cannot read the folder '" +
                          fs::canonical(articles.folder()).string() + "': Permission denied\n");
  fs::permissions(articles.folder(), fs::perms::all);
}

TEST_CASE("a place where no index can be written is told with exit code 4") {
  const ArticleFolder articles;
  articles.write_article("a.txt", "Ferry", "Sails.");
  fs::permissions(articles.above(), fs::perms::all);
  fs::permissions(articles.folder(),
                  fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  const ToolRun run = articles.run({"articles"}, {.unprivileged = true});
  CHECK(run.exit_code == 4);
  check_text(run.err, "dateline-index: cannot make the folder '" +
                          (articles.above() / "articles/.dateline").string() +
                          "': Permission denied\n"
                          "hint: keep the index elsewhere with --index DIR\n");
}

TEST_CASE("two writers: the second is told at once, or waits") {
  const ArticleFolder articles;
  articles.write_article("a.txt", "Ferry", "Sails.");
  articles.index_json();
  articles.write_article("b.txt", "Ferry", "Sails again.");
  File lock(::open((articles.index() / "lock").c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(::flock(lock.descriptor(), LOCK_EX) == 0);
  std::ofstream(articles.index() / "lock", std::ios::trunc) << "4711";
  SUBCASE("told") {
    const ToolRun run = articles.run({"articles"});
    check_run(run, 6, "",
              "dateline-index: cannot write the index '" +
                  fs::canonical(articles.index()).string() +
                  "': another dateline-index is at work (process 4711)\n"
                  "hint: wait for it, or use --wait\n");
    CHECK(run.time < 1s);
    CHECK(articles.paths("ferry") == Lines{"a.txt"});
  }
  SUBCASE("waits") {
    std::thread release([&] {
      std::this_thread::sleep_for(400ms);
      lock = File();
    });
    const ToolRun run = articles.run({"--wait", "articles"});
    release.join();
    CHECK(run.exit_code == 0);
    CHECK(run.time >= 300ms);
    CHECK(articles.paths("ferry") == Lines{"a.txt", "b.txt"});
  }
  SUBCASE("a lock nobody holds is no lock") {
    lock = File();
    CHECK(articles.run({"articles"}).exit_code == 0);
  }
  SUBCASE("what is not written does not wait: search and dry run") {
    CHECK(articles.search({"ferry"}).exit_code == 0);
    CHECK(articles.run({"--dry-run", "articles"}).out == "add     b.txt\n");
  }
}

TEST_CASE("nine of ten lines are indexed and the broken one is named") {
  const ArticleFolder articles;
  std::string lines;
  for (int i = 1; i <= 10; ++i) {
    lines += i == 7 ? "{\"id\":7,\"title\":\"Broken\n"
                    : fmt::format("{{\"id\":\"r{0}\",\"title\":\"Ferry {0}\"}}\n", i);
  }
  articles.write("wire.jsonl", lines);
  const ToolRun run = articles.run({"articles"});
  CHECK(run.exit_code == 0);
  check_text(
      run.err,
      "dateline-index: warning: skipped 'wire.jsonl#7': broken JSON (a string is never closed)\n");
  check_text(stable_summary(run.out),
             "added       9\n"
             "undated     9 of those added or changed\n"
             "skipped     1 (1 broken JSON)\n"
             "index       9 documents, 9 undated\n");
  CHECK(articles.paths("ferry").size() == 9);
  CHECK(articles.run({"--force", "--strict", "articles"}).exit_code == 1);
}

TEST_CASE("hostile JSON does no harm") {
  const ArticleFolder articles;
  const std::string deep = "\"x\":" + std::string(70, '[') + std::string(70, ']');
  articles.write(
      "wire.jsonl",
      R"({"id":"nul\u0000id","title":"Nul \u0000 title","text":"before\u0000after","site":"a\u0000b","tags":["\u0000"],"author":"\u0000\u0001"})"
      "\n"
      R"({"id":"s\ud800","title":"Lone \ud83d surrogate","text":"sur \udc00 rogate"})"
      "\n"
      R"({"id":1e999,"title":"Large number","text":"huge","date":1e999})"
      "\n"
      "{\"id\":\"deep\",\"title\":\"Deep\"," +
          deep + "}\n" +
          R"({"id":"esc","title":"\u001b[31mred\u001b[0m \u202eback","text":"\u001b]0;owned\u0007 \u009b31m","author":"\u001b[2J"})"
          "\n"
          R"({"id":"types","title":["one","two"],"text":{"rendered":"Inner"},"author":[{"name":"Ann"}],"date":{},"tags":7})"
          "\n"
          R"({"id":"twice","title":"First","title":"Second","text":"t"})"
          "\n"
          R"({"id":"long","title":"Long","text":"t","site":")" +
          std::string(5000, 's') + R"(","tags":[")" + std::string(5000, 't') + "\"],\"author\":\"" +
          std::string(5000, 'a') + "\"}\n" + "[1,2]\nnull\n\"text\"\n17\n{}\n");
  const ToolRun run = articles.run({"--verbose", "articles"});
  CHECK(run.exit_code == 0);
  CHECK(is_harmless(run.err));
  check_text(stable_summary(run.out),
             "added       8\n"
             "undated     8 of those added or changed\n"
             "skipped     5 (5 not an article)\n"
             "index       8 documents, 8 undated\n");
  CHECK(articles.paths("\"before after\" OR beforeafter").size() == 1);
  const auto hits = all_hits(articles.folder());
  CHECK(hits.size() == 8);
  for (const auto& hit : hits) {
    const ToolRun show = articles.search({"--show", hit["id"].get<std::string>()});
    CHECK(show.exit_code == 0);
    CHECK(is_harmless(show.out));
  }
  for (const char* format : {"--json", "--tsv", "--trec", "--paths", "--color=never"}) {
    CAPTURE(format);
    CHECK(is_harmless(articles.search({format, "--limit", "100", "--", "-zeppelin"}).out));
  }
  CHECK(articles.index_json()["unchanged"] == 8);
}

TEST_CASE("no file name reaches the terminal as anything but harmless text") {
  const ArticleFolder articles;
  const Lines names = {"new\nline.txt",     "esc\x1b[31m.txt", "bad\xFF.txt",
                       "-rf.txt",           "tab\there.txt",   "c1\u009b31m.txt",
                       "bidi\u202Etxt.txt", "ha#sh.txt",       " blank .txt"};
  for (const auto& name : names) articles.write_article(name, "Ferry", "Sails.");
  articles.write("no\x1b[2Jtype.css", "x");
  articles.write("fold\x1b[31mer\n/empty\x07.txt", "");
  const ToolRun dry = articles.run({"--dry-run", "articles"});
  CHECK(is_harmless(dry.out));
  CHECK(lines_of(dry.out).size() == names.size() + 2);
  const ToolRun run = articles.run({"--verbose", "articles"});
  CHECK(run.exit_code == 0);
  CHECK(is_harmless(run.err));
  CHECK(lines_of(run.err).size() == 2);
  for (const char* format : {"--json", "--tsv", "--trec", "--paths", "--color=never"}) {
    CAPTURE(format);
    const std::string out = articles.search({format, "--limit", "100", "ferry"}).out;
    CHECK(is_harmless(out));
  }
  CHECK(lines_of(articles.search({"--paths", "--limit", "100", "ferry"}).out).size() ==
        names.size());
  // With NUL ends they are exact, and each opens its file.
  const Lines exact =
      lines_of(articles.search({"--paths", "-0", "--limit", "100", "ferry"}).out, '\0');
  CHECK(exact.size() == names.size());
  for (const auto& path : exact) {
    CAPTURE(path);
    CHECK(fs::exists(articles.folder() / path));
    CHECK_FALSE(path.starts_with('-'));  // xargs cat would take it for an option
    const std::string name = path.starts_with("./") ? path.substr(2) : path;
    const ToolRun show = articles.search({"--show=" + name});
    CHECK(show.exit_code == 0);
    CHECK(is_harmless(show.out));
  }
  const ToolRun query = articles.search({"path:\"esc\x1b[31m.txt\" \x1b]0;x\x07"});
  CHECK(is_harmless(query.out + query.err));
  CHECK(is_harmless(articles.search({"--show", "\x1b[31m"}).err));
  CHECK(is_harmless(articles.search({"--index", "\x1b[31m", "x"}).err));
  CHECK(is_harmless(articles.run({"\x1b[31m"}).err));
  CHECK(counts(articles.index_json()) == fmt::format("unchanged {}, skipped 2", names.size()));
}

// Xapian 1.4.22 walks the list of all documents for a term that every document has, when no weight
// depends on it, but under the name of the term, and takes the next chunk of that list for the end
// of another: "Unexpected end of posting list". It takes gaps in the document ids and a list of
// more than one chunk.
TEST_CASE("a word that every document has can be counted after documents were removed") {
  const ArticleFolder articles;
  articles.write("a.jsonl", small_records(0, 5000));
  articles.index_json();
  articles.write("a.jsonl", small_records(0, 1000) + small_records(1100, 5000));
  articles.index_json();
  for (const Lines& query :
       {Lines{"--count", "ferry"}, Lines{"--count", "cape1 -ferry"},
        Lines{"--count", "storm1 type:jsonl"}, Lines{"--paths", "storm1 type:jsonl"},
        Lines{"--paths", "type:jsonl"}, Lines{"--paths", "--sort", "date", "ferry"}}) {
    CAPTURE(query.back());
    const ToolRun run = articles.search(query);
    CHECK(run.exit_code <= 1);
    CHECK(run.err.empty());
  }
}

TEST_CASE("a query of 100 kB is refused in a line") {
  for (const std::string piece : {"word ", "(", "\"", "-", "a*", "x"}) {
    std::string query;
    while (query.size() < 100'000) query += piece;
    const ToolRun run = sample_corpus().search({"--", query});
    CHECK(run.exit_code == 2);
    CHECK(lines_of(run.err).at(0) ==
          fmt::format("dateline-search: the query has {} bytes: the limit is 4096 (query bytes)",
                      query.size()));
    CHECK(run.err.size() < 1000);
    CHECK(run.time < 2s);
  }
}

TEST_CASE("queries up to the limit are answered or refused at once") {
  struct {
    const char* name;
    std::string piece;
  } const table[] = {{"words", "word "},      {"open brackets", "("},
                     {"quotes", "\""},        {"dashes", "-"},
                     {"stars", "the* "},      {"ORs", "ferry OR "},
                     {"nots", "-ferry "},     {"one word", "x"},
                     {"hyphens", "a-"},       {"phrases", "\"of the\" "},
                     {"dates", "date:2024 "}, {"paths", "path:* "},
                     {"characters", "東"},    {"colons", "a:b:"}};
  for (const auto& row : table) {
    SUBCASE(row.name) {
      std::string query;
      while (query.size() + row.piece.size() <= 4096) query += row.piece;
      const ToolRun run = sample_corpus().search({"--", query}, {.time_limit = 20s});
      CHECK(run.exit_code <= 2);
      CHECK(run.time < 5s);
    }
  }
}

TEST_CASE("a thousand folders in one another are no trouble") {
  const ArticleFolder articles;
  std::string path;
  for (int i = 0; i < 1000; ++i) {
    path += "d/";
    if (i == 50 || i == 900) articles.write_article(path + "ferry.txt", "Ferry", "Sails.");
  }
  const ToolRun run = articles.run({"articles"});
  CHECK(run.exit_code == 0);
  CHECK(articles.paths("ferry").size() == 1);
  const Lines warnings = lines_of(run.err);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].ends_with("d/': unreadable (too deep)"));
  CHECK(counts(articles.index_json()) == "unchanged 1, skipped 1");
}

// Small records in two files, and an article. `change` moves one file, changes and cuts the other,
// and trades the article for another.
class ManyRecords {
 public:
  explicit ManyRecords(int records) : records_(records) {
    articles.write("a.jsonl", small_records(0, records / 2));
    articles.write("b.jsonl", small_records(records / 2, records));
    articles.write_article("c.txt", "Ferry", "The last of them.");
  }
  void change() const {
    articles.write("b.jsonl", small_records(records_ / 4, records_ - 7, " It was changed."));
    fs::rename(articles.folder() / "a.jsonl", articles.folder() / "moved.jsonl");
    articles.write_article("d.txt", "Ferry", "A new one.");
    fs::remove(articles.folder() / "c.txt");
  }
  ArticleFolder articles;

 private:
  int records_;
};

void restore(const fs::path& index, const fs::path& backup) {
  fs::remove_all(index);
  if (fs::exists(backup))
    fs::copy(backup, index, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

TEST_CASE("a full disk costs nothing but the run") {
  const ManyRecords many(3000);
  const ArticleFolder& articles = many.articles;
  const fs::path backup = articles.above() / "backup";
  std::string before;
  SUBCASE("a first build") {}
  SUBCASE("an update") {
    REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
    many.change();
    fs::copy(articles.index(), backup,
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    before = index_digest(articles.index());
  }
  REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
  const std::string want = index_digest(articles.index());
  int failures = 0;
  for (std::uint64_t limit = 10'000; limit < 2'000'000; limit = limit * 3 / 2 + 4096) {
    CAPTURE(limit);
    restore(articles.index(), backup);
    const ToolRun run = articles.run({"--quiet", "articles"}, {.max_file_bytes = limit});
    if (run.exit_code == 0) continue;
    ++failures;
    CHECK(run.exit_code == 4);
    CAPTURE(run.err);
    const Lines lines = lines_of(run.err);
    REQUIRE(!lines.empty());
    CHECK(lines.size() <= 2);
    CHECK(lines[0].starts_with("dateline-index: cannot "));
    CHECK(run.err.find("File too large") != std::string::npos);
    CHECK(is_harmless(run.err));
    const ToolRun search = articles.search({"--count", "ferry"});
    CHECK(search.exit_code == (fs::exists(articles.index() / "current") ? 0 : 3));
    CHECK((before.empty() || search.exit_code == 0));
    CHECK(articles.run({"--quiet", "articles"}).exit_code == 0);
    check_text(index_digest(articles.index()), want);
  }
  CHECK(failures >= 3);
}

TEST_CASE("an interrupted run keeps what it has read, and the next one goes on") {
  const ManyRecords many(20'000);
  const ArticleFolder& articles = many.articles;
  const fs::path backup = articles.above() / "backup";
  REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
  const std::string want = index_digest(articles.index());
  for (const int signal : {SIGINT, SIGTERM}) {
    CAPTURE(signal);
    fs::remove_all(articles.index());
    const auto published = [&] { return fs::exists(articles.index() / "current"); };
    const ToolRun run = articles.run({"--writer", "update", "articles"},
                                     {.signal = signal, .signal_when = published});
    CHECK(run.exit_code == 128 + signal);
    CHECK(run.err ==
          "dateline-index: interrupted: what was read is in the index; run it again to go on\n");
    const ToolRun search = articles.search({"--count", "ferry"});
    CHECK(search.exit_code == 0);
    CHECK(std::stoi(search.out) >= 5000);
    CHECK(std::stoi(search.out) < 20'000);
    CHECK(search.err ==
          "dateline-search: the index is still being built: answers are incomplete\n");
    const auto summary = articles.index_json();
    CHECK(summary["unchanged"] == std::stoi(search.out));
    CHECK(summary["interrupted"] == false);
    CHECK(articles.search({"--count", "ferry"}).err.empty());
    check_text(index_digest(articles.index()), want);
  }
  SUBCASE("before anything was read") {
    fs::remove_all(articles.index());
    const ToolRun run = articles.run({"articles"}, {.signal = SIGINT, .signal_when = after(10ms)});
    CHECK(run.exit_code == 130);
    CHECK(articles.run({"--quiet", "articles"}).exit_code == 0);
    check_text(index_digest(articles.index()), want);
  }
}

// Nothing of it can be searched before it is complete.
TEST_CASE("an interrupted bulk build leaves its runs, and the next one goes on from them") {
  const ManyRecords many(20'000);
  const ArticleFolder& articles = many.articles;
  const Lines arguments = {"--jobs", "2", "--memory", "128M", "articles"};
  REQUIRE(articles.run(arguments).exit_code == 0);
  const std::string want = index_digest(articles.index());
  const fs::path first_run = articles.index() / "gen-000001/runs/000001.run";
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    CAPTURE(signal);
    fs::remove_all(articles.index());
    const ToolRun run = articles.run(
        arguments, {.signal = signal, .signal_when = [&] { return fs::exists(first_run); }});
    CHECK(run.exit_code == 128 + signal);
    if (signal != SIGKILL) {
      CHECK(run.err ==
            "dateline-index: interrupted: what was read is kept; run it again to go on\n");
    }
    CHECK(articles.search({"--count", "ferry"}).exit_code == 3);
    REQUIRE(fs::exists(first_run));
    SUBCASE("with nothing changed") {}
    SUBCASE("with a damaged run") {
      std::fstream file(first_run, std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(1000).put('\x55').put('\x55');
    }
    const auto summary = articles.index_json();
    CHECK(summary["added"] == 20'001);
    // The same generation: another one would have been begun anew.
    CHECK(fs::canonical(articles.index() / "current").filename() == "gen-000001");
    CHECK(!fs::exists(articles.index() / "gen-000001/runs"));
    check_text(index_digest(articles.index()), want);
  }
}

// Its records are moved batch by batch.
TEST_CASE("a move that was interrupted is finished by the next run") {
  const ArticleFolder articles;
  articles.write("a.jsonl", small_records(0, 8000));
  articles.index_json();
  for (const auto& [from, to] :
       {std::pair{"a.jsonl"s, "b.jsonl"s}, std::pair{"b.jsonl"s, "a.jsonl"s}}) {
    CAPTURE(to);
    fs::rename(articles.folder() / from, articles.folder() / to);
    const fs::path words = fs::canonical(articles.index() / "current") / "words.idx";
    const auto size = fs::file_size(words);
    const ToolRun run =
        articles.run({"--quiet", "articles"}, {.signal = SIGKILL, .signal_when = [&] {
                                                 std::error_code error;
                                                 return fs::file_size(words, error) > size;
                                               }});
    CHECK(run.exit_code == 128 + SIGKILL);
    articles.index_json();
    const auto found = [&](const std::string& path) {
      return lines_of(articles.search({"--paths", "--limit", "50000", "ferry", "path:" + path}).out)
          .size();
    };
    CHECK(found(from) == 0);
    CHECK(found(to) == 8000);
  }
}

TEST_CASE("a killed run leaves an index that answers, and the next one makes it whole") {
  const ManyRecords many(8000);
  const ArticleFolder& articles = many.articles;
  const fs::path backup = articles.above() / "backup";
  bool is_update = false;
  SUBCASE("a first build") {}
  SUBCASE("an update") {
    is_update = true;
    REQUIRE(articles.run({"--quiet", "articles"}).exit_code == 0);
    many.change();
    fs::copy(articles.index(), backup,
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }
  const ToolRun unbroken = articles.run({"--quiet", "articles"});
  REQUIRE(unbroken.exit_code == 0);
  const std::string want = index_digest(articles.index());
  std::mt19937 random(20240305);
  int kills = 0;
  // A machine that has become faster in the meantime is no reason to fail.
  for (int round = 0; round < 10 || (kills < 5 && round < 40); ++round) {
    restore(articles.index(), backup);
    const auto moment = unbroken.time * (random() % 1000) / 1000;
    CAPTURE(moment.count());
    const ToolRun run =
        articles.run({"--quiet", "articles"}, {.signal = SIGKILL, .signal_when = after(moment)});
    kills += run.exit_code == 128 + SIGKILL ? 1 : 0;
    const ToolRun search = articles.search({"--paths", "\"the ferry\""});
    const bool is_there = fs::exists(articles.index() / "current");
    CHECK(search.exit_code == (is_there ? 0 : 3));
    CHECK((is_there || !is_update));
    const ToolRun next = articles.run({"--quiet", "articles"});
    CHECK(next.exit_code == 0);
    check_text(next.err, "");
    check_text(index_digest(articles.index()), want);
  }
  CHECK(kills >= 5);
}

}  // namespace
}  // namespace dateline
