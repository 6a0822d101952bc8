// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/article_folder.h"

#include <utility>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/support/tool_output.h"

namespace dateline {

namespace fs = std::filesystem;

ArticleFolder::ArticleFolder() { fs::create_directories(folder()); }

fs::path ArticleFolder::write(const std::string& name, std::string_view content) const {
  return temp_.write("articles/" + name, content);
}

fs::path ArticleFolder::write_article(const std::string& name, const std::string& title,
                                      const std::string& body) const {
  return write(name, title + "\n\n" + body + "\n");
}

ToolRun ArticleFolder::run(std::vector<std::string> arguments, ToolOptions options) const {
  options.folder = above();
  return index_tool(arguments, options);
}

nlohmann::json ArticleFolder::index_json(const std::vector<std::string>& more) const {
  std::vector<std::string> arguments = {"--json", "articles"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ToolRun done = run(std::move(arguments));
  REQUIRE_MESSAGE(!done.out.empty(), done.err);
  return nlohmann::json::parse(done.out);
}

ToolRun ArticleFolder::search(std::vector<std::string> arguments, ToolOptions options) const {
  if (options.folder.empty()) options.folder = folder();
  return search_tool(arguments, options);
}

std::vector<std::string> ArticleFolder::paths(const std::string& query,
                                              const std::vector<std::string>& more) const {
  std::vector<std::string> arguments = {"--paths", "--limit", "1000"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.insert(arguments.end(), {"--", query});
  const ToolRun run = search(std::move(arguments));
  REQUIRE_MESSAGE(run.exit_code <= 1, run.err);
  return sorted(lines_of(run.out));
}

std::string ArticleFolder::id_of(const std::string& path) const {
  for (const auto& hit : all_hits(folder())) {
    if (hit["path"] == path) return hit["id"];
  }
  return "none";
}

const ArticleFolder& sample_corpus() {
  static const ArticleFolder corpus;
  static const bool made = [] {
    fs::copy(DATELINE_CORPUS "/articles", corpus.folder(), fs::copy_options::recursive);
    fs::remove_all(corpus.index());
    REQUIRE(corpus.run({"--quiet", "articles"}).exit_code == 0);
    return true;
  }();
  static_cast<void>(made);
  return corpus;
}

std::string counts(const nlohmann::json& summary) {
  std::string text;
  for (const char* name :
       {"added", "changed", "moved", "read_again", "unchanged", "removed", "skipped"}) {
    if (summary.at(name) == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, summary.at(name).get<int>());
  }
  return text;
}

}  // namespace dateline
