// SPDX-License-Identifier: GPL-2.0-or-later
//
// docs/explain.md shows what --explain prints of the sample folder: it must stay true.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tests/support/article_folder.h"
#include "tests/support/run_tool.h"
#include "tests/support/tool_output.h"

namespace dateline {
namespace {

constexpr std::string_view kPrompt = "$ ";

std::string document() {
  std::ifstream file(DATELINE_EXPLAIN);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("every explanation in the documentation is what the program prints") {
  const std::filesystem::path programs =
      std::filesystem::path(DATELINE_SEARCH_PROGRAM).parent_path();
  const std::string path = "PATH='" + programs.string() + "':$PATH ";
  const std::string text = document();
  std::size_t explained = 0;
  for (std::size_t begin = text.find("\n$ ") + 1; begin != 0; ++explained) {
    const std::size_t line_end = text.find('\n', begin);
    const std::string command =
        text.substr(begin + kPrompt.size(), line_end - begin - kPrompt.size());
    const std::size_t next = std::min(text.find("\n\n$ ", begin), text.find("\n```", begin));
    CAPTURE(command);
    const ToolRun run =
        run_tool("/bin/sh", {"-c", path + command}, {.folder = sample_corpus().folder()});
    check_text(run.out, text.substr(line_end + 1, next - line_end));
    begin = text.find("\n$ ", next) + 1;
  }
  CHECK(explained >= 20);
}

}  // namespace
}  // namespace dateline
