// SPDX-License-Identifier: GPL-2.0-or-later
//
// Files of all formats through the real programs: what becomes a document, what it says, what
// happens to it when the file changes, and that nothing hostile reaches further than its own skip.
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/console.h"
#include "common/base/files.h"
#include "indexer/index_command.h"
#include "indexer/options.h"
#include "tests/support/article_folder.h"
#include "tests/support/index_digest.h"
#include "tests/support/made_archive.h"
#include "tests/support/run_tool.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;
using namespace std::string_literals;

std::string corpus_file(const std::string& name) {
  std::ostringstream bytes;
  bytes << std::ifstream(fs::path(DATELINE_CORPUS) / "articles" / name, std::ios::binary).rdbuf();
  return bytes.str();
}

std::string news_page(const std::string& title, const std::string& paragraph) {
  return fmt::format(
      "<!DOCTYPE html><html lang=\"en\"><head><title>{0}</title></head><body>"
      "<nav><a href=\"/a\">Football</a> <a href=\"/b\">Weather</a></nav><article><h1>{0}</h1>"
      "<p>{1}</p><p>Nobody was hurt, the harbour master said, and the crossing is open again.</p>"
      "</article></body></html>",
      title, paragraph);
}

std::string shown(const ArticleFolder& articles, const std::string& path) {
  return articles.search({"--show", path}).out;
}

TEST_CASE("every format of the sample folder is there under its type") {
  std::map<std::string, int> count;
  for (const std::string type :
       {"text", "markdown", "json", "jsonl", "html", "pdf", "docx", "odt", "email", "feed"}) {
    count[type] = std::stoi(sample_corpus().search({"--count", "type:" + type}).out);
  }
  CHECK(count["html"] == 10);
  CHECK(count["pdf"] == 1);
  CHECK(count["docx"] == 1);
  CHECK(count["odt"] == 1);
  CHECK(count["email"] == 3);
  CHECK(count["feed"] == 2);
  int all = 0;
  for (const auto& [type, documents] : count) all += documents;
  CHECK(std::to_string(all) + "\n" == sample_corpus().search({"--count", "*"}).out);
}

TEST_CASE("every document can be shown by its path, whatever it lies in") {
  for (const auto& hit : all_hits(sample_corpus().folder())) {
    CAPTURE(hit["path"].get<std::string>());
    const ToolRun run = sample_corpus().search({"--show", hit["path"].get<std::string>()});
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("id:       " + hit["id"].get<std::string>()) != std::string::npos);
  }
}

TEST_CASE("when a page was fetched or saved is shown, and is not its date") {
  const auto line = [](const std::string& path) {
    const std::string out = sample_corpus().search({"--show", path}).out;
    const std::size_t begin = out.find("crawled:");
    return begin == std::string::npos ? "" : out.substr(begin, out.find('\n', begin) - begin);
  };
  CHECK(line("crawl/port-vell.warc.gz#https://portvellobserver.example/coast/cat") ==
        "crawled:  2025-01-15T08:30:00Z");
  CHECK(line("saved-pages/ice-road.mhtml") == "crawled:  2025-01-19T18:00:00Z");
  CHECK(line("saved-pages/tide-mill-record.html").empty());
}

TEST_CASE("of a web page the article is searched, not its menu, unless it is asked for") {
  const ArticleFolder articles;
  articles.write("ferry.html", news_page("Ferry aground", "The ferry ran onto a sandbank."));
  articles.index_json();
  CHECK(articles.paths("sandbank") == Lines{"ferry.html"});
  CHECK(articles.paths("football").empty());
  CHECK(counts(articles.index_json({"--whole-page", "--force"})) == "read_again 1");
  CHECK(articles.paths("football") == Lines{"ferry.html"});
}

TEST_CASE("the content decides what a file is, not its name") {
  const ArticleFolder articles;
  articles.write("report.html", corpus_file("reports/flood-report.pdf"));
  articles.write("report.pdf", news_page("Log in", "Please log in to read the report."));
  articles.write("notes.txt", corpus_file("archives/2022-notes.zip"));
  articles.write("mail.txt", corpus_file("mail/dredging.eml"));
  articles.write("page", news_page("No ending", "This page was saved without an ending."));
  articles.index_json();
  CHECK(articles.paths("type:pdf") == Lines{"report.html"});
  CHECK(articles.paths("type:html") ==
        Lines{"notes.txt#2022-09-01/lifeboat.html", "page", "report.pdf"});
  CHECK(articles.paths("type:email") == Lines{"mail.txt"});
}

TEST_CASE("the members of an archive are followed one by one") {
  const ArticleFolder articles;
  const auto write = [&](const std::vector<MadeEntry>& members) {
    articles.write("notes.zip", make_zip(members));
  };
  write({{"a.txt", "Ferry\n\nThe ferry is late."}, {"b.txt", "Mill\n\nThe mill is sold."}});
  CHECK(counts(articles.index_json()) == "added 2");
  const std::string id = articles.id_of("notes.zip#a.txt");
  CHECK(counts(articles.index_json()) == "unchanged 2");
  write({{"a.txt", "Ferry\n\nThe ferry is early."}, {"c.txt", "Kiln\n\nThe kiln is cold."}});
  CHECK(counts(articles.index_json()) == "added 1, changed 1, removed 1");
  CHECK(articles.id_of("notes.zip#a.txt") == id);
  CHECK(articles.paths("early") == Lines{"notes.zip#a.txt"});
  CHECK(articles.paths("mill").empty());
  fs::rename(articles.folder() / "notes.zip", articles.folder() / "old.zip");
  CHECK(counts(articles.index_json()) == "moved 2");
  CHECK(articles.id_of("old.zip#a.txt") == id);
  fs::remove(articles.folder() / "old.zip");
  articles.write_article("other.txt", "Other", "Another text.");
  CHECK(counts(articles.index_json()) == "added 1, removed 2");
}

TEST_CASE("an index of containers is the same whichever way it came about") {
  const ArticleFolder grown;
  const ArticleFolder built;
  for (const std::string name :
       {"archives/2022-notes.zip", "archives/telegrams.tar.xz", "crawl/port-vell.warc.gz",
        "feeds/kestrel-bay.rss", "mail/court.mbox", "reports/ferrywoman.odt"}) {
    grown.write(name, corpus_file(name));
    grown.index_json({"--writer", "update"});
    built.write(name, corpus_file(name));
  }
  built.index_json({"--jobs", "3"});
  check_text(index_digest(grown.index()), index_digest(built.index()));
}

TEST_CASE("names in archives are labels: nothing is written, nothing printed raw") {
  const ArticleFolder articles;
  articles.write("evil.zip", make_zip({{"../../escaped.txt", "Escape\n\nUp and away."},
                                       {"/etc/absolute.txt", "Absolute\n\nFrom the root."},
                                       {"a\x1b[31mred\n.txt", "Red\n\nWith an escape."}}));
  const ToolRun run = articles.run({"articles"});
  CHECK(run.exit_code == 0);
  CHECK(is_harmless(run.out + run.err));
  CHECK(is_harmless(articles.search({"*"}).out));
  CHECK_FALSE(fs::exists(articles.above() / "escaped.txt"));
  CHECK_FALSE(fs::exists(articles.above().parent_path() / "escaped.txt"));
  CHECK(articles.search({"--count", "*"}).out == "3\n");
}

TEST_CASE("what is damaged, encrypted or no document is named once and stays named") {
  const ArticleFolder articles;
  const std::string zip = corpus_file("archives/2022-notes.zip");
  articles.write("cut.zip", zip.substr(0, zip.size() / 2));
  articles.write("broken.pdf", "%PDF-1.7\nnothing that could be mended");
  articles.write("empty.zip", make_zip({}));
  articles.write_article("good.txt", "Good", "A good article.");
  const nlohmann::json first = articles.index_json();
  const nlohmann::json second = articles.index_json();
  CHECK(first["skipped_by_reason"] == second["skipped_by_reason"]);
  CHECK(second["unchanged"].get<int>() >= 1);
  std::map<std::string, std::string> reasons;
  for (const auto& item : second["skipped_items"])
    reasons[item["path"].get<std::string>()] = item["reason"].get<std::string>();
  CHECK(reasons["cut.zip"] == "broken");
  CHECK(reasons["broken.pdf"] == "broken");
  CHECK(reasons["empty.zip"] == "empty");
  const std::string listed = articles.run({"--report", "skipped", "articles"}).out;
  CHECK(listed.find("cut.zip\tbroken") != std::string::npos);
}

TEST_CASE("a guessed encoding that may be wrong is listed, and can be forced") {
  const ArticleFolder articles;
  // A few letters that could be anything.
  articles.write("short.txt", "Title\n\nNa\xEFve \xE0 la carte \xBF");
  articles.write_article("plain.txt", "Plain", "Plain text.");
  articles.index_json();
  const ToolRun listed = articles.run({"--report", "low-confidence", "articles"});
  CHECK(listed.exit_code == 0);
  CHECK(listed.out.starts_with("short.txt\t"));
  CHECK(lines_of(listed.out).size() == 1);
  articles.index_json({"--encoding", "iso-8859-5", "--force"});
  CHECK(articles.run({"--report", "low-confidence", "articles"}).out.empty());
  CHECK(shown(articles, "short.txt").find("iso-8859-5") != std::string::npos);
  check_run(articles.run({"--encoding", "klingon", "articles"}), 2, "",
            "dateline-index: unknown encoding 'klingon'\n"
            "hint: names are those of web pages: windows-1251, koi8-r, iso-8859-2, shift_jis, "
            "utf-8\n");
}

TEST_CASE("lines that are no article are kept beside it") {
  const ArticleFolder articles;
  articles.write("saved.txt",
                 "Ferry aground\n\nThe ferry ran onto a sandbank on Monday.\n\n"
                 "- Advertisement -\n\nNobody was hurt, the harbour master said.\n\n"
                 "Post a Comment\n");
  articles.index_json();
  CHECK(articles.paths("sandbank") == Lines{"saved.txt"});
  CHECK(articles.paths("advertisement").empty());
  CHECK(articles.paths("'Post a Comment'").empty());
  CHECK(shown(articles, "saved.txt").find("2 lines are not searched") != std::string::npos);
  const std::string raw = articles.search({"--show", "saved.txt", "--raw"}).out;
  CHECK(raw.find("\n- Advertisement -\n") != std::string::npos);
  CHECK(raw.find("\nPost a Comment\n") != std::string::npos);
  CHECK(articles.search({"--raw", "ferry"}).exit_code == 2);
}

// A text of its own, and the line that all pages of the site have.
void write_page(const ArticleFolder& articles, int number) {
  std::mt19937 random(static_cast<unsigned>(number));
  const auto words = [&random](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += ' ';
      for (unsigned letters = 3 + random() % 6; letters > 0; --letters)
        text += static_cast<char>('a' + random() % 26);
    }
    return text;
  };
  articles.write(
      fmt::format("site/page-{}.txt", number),
      fmt::format("Report{}\n\nThe sheep{}.\n\nNobody{}.\n\nAsk the newsroom in Port Vell\n",
                  words(4), words(30), words(30)));
}

TEST_CASE("a line of many pages is cut from later ones, too, whichever writer takes them") {
  const ArticleFolder articles;
  for (int i = 1; i <= 40; ++i) write_page(articles, i);
  articles.index_json();
  CHECK(articles.paths("newsroom").empty());
  CHECK(articles.paths("sheep").size() == 40);
  write_page(articles, 41);
  CHECK(counts(articles.index_json()) == "added 1, unchanged 40");
  CHECK(articles.paths("newsroom").empty());
  for (int i = 42; i <= 60; ++i) write_page(articles, i);
  CHECK(counts(articles.index_json({"--writer", "bulk"})) == "added 19, unchanged 41");
  CHECK(articles.paths("newsroom").empty());
  write_page(articles, 61);
  articles.index_json();
  CHECK(articles.paths("newsroom").empty());
  CHECK(articles.paths("sheep").size() == 61);
}

// What a run with another program in the parser's place says, as JSON.
nlohmann::json run_with_parser(const ArticleFolder& articles, const fs::path& parser,
                               bool force = false) {
  IndexOptions options;
  options.folders = {articles.folder()};
  options.index = articles.index();
  options.parser = parser;
  options.force = force;
  options.json = true;
  options.quiet = true;
  const fs::path summary = articles.above() / "summary.json";
  {
    const File file = open_for_writing(summary, O_WRONLY | O_CREAT | O_TRUNC);
    Console console("dateline-index");
    Output output(file.descriptor());
    REQUIRE(run_index(options, console, output) == ExitCode::Done);
  }
  return nlohmann::json::parse(read_whole_file(summary));
}

TEST_CASE("a file whose parser dies is put in quarantine, and left alone until it changes") {
  const ArticleFolder articles;
  articles.write("page.html", news_page("Ferry aground", "The ferry ran onto a sandbank."));
  articles.write_article("good.txt", "Good", "A good article.");
  const fs::path parser = articles.above() / "parser";
  const fs::path started = articles.above() / "started";
  std::ofstream(parser) << "#!/bin/sh\necho started >> " << started.string() << "\nkill -SEGV $$\n";
  fs::permissions(parser, fs::perms::owner_all);

  const nlohmann::json first = run_with_parser(articles, parser);
  CHECK(counts(first) == "added 1, skipped 1");
  CHECK(first["skipped_items"][0]["path"] == "page.html");
  CHECK(first["skipped_items"][0]["reason"] == "parser died");
  CHECK(first["skipped_items"][0]["detail"] == "Segmentation fault");
  CHECK(articles.paths("good") == Lines{"good.txt"});

  const std::string listed = articles.run({"--report", "quarantine", "articles"}).out;
  CHECK(listed.starts_with("page.html\t"));
  CHECK(listed.find("\tparser died: Segmentation fault\n") != std::string::npos);

  // With a sound parser, too, it is not tried again before it changes.
  CHECK(counts(articles.index_json()) == "unchanged 1, skipped 1");
  articles.write("page.html", news_page("Ferry afloat", "The ferry is off the sandbank again."));
  CHECK(counts(articles.index_json()) == "added 1, unchanged 1");
  CHECK(articles.run({"--report", "quarantine", "articles"}).out.empty());
}

}  // namespace
}  // namespace dateline
