// SPDX-License-Identifier: GPL-2.0-or-later
//
// A folder `articles` in a temporary folder of its own, with what tests do to it through the real
// programs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/run_tool.h"
#include "tests/support/temp_folder.h"

namespace dateline {

class ArticleFolder {
 public:
  ArticleFolder();

  std::filesystem::path folder() const { return temp_.path() / "articles"; }
  std::filesystem::path index() const { return folder() / ".dateline"; }
  const std::filesystem::path& above() const { return temp_.path(); }

  std::filesystem::path write(const std::string& name, std::string_view content) const;
  std::filesystem::path write_article(const std::string& name, const std::string& title,
                                      const std::string& body) const;

  // dateline-index, in the folder above.
  ToolRun run(std::vector<std::string> arguments, ToolOptions options = {}) const;
  // Indexes and gives the summary.
  nlohmann::json index_json(const std::vector<std::string>& more = {}) const;

  // dateline-search, in the folder itself, where it finds the index.
  ToolRun search(std::vector<std::string> arguments, ToolOptions options = {}) const;
  // What a query finds, sorted.
  std::vector<std::string> paths(const std::string& query,
                                 const std::vector<std::string>& more = {}) const;
  // "none" when it is not in the index.
  std::string id_of(const std::string& path) const;

 private:
  TempFolder temp_;
};

// A copy of the sample corpus, indexed; made once a process.
const ArticleFolder& sample_corpus();

// What a summary counts, zeros left out, as "added 1, unchanged 3".
std::string counts(const nlohmann::json& summary);

}  // namespace dateline
