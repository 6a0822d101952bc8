// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/tool_output.h"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/base/terminal_text.h"
#include "common/base/utf8.h"

namespace dateline {

namespace {

constexpr std::size_t kLongText = 200;  // lines; of longer ones only those that differ are shown
constexpr std::size_t kShownLines = 20;

// The first lines that only one of the two has.
std::string difference(const std::vector<std::string>& want, const std::vector<std::string>& got) {
  std::string text;
  std::size_t shown = 0;
  const auto list = [&](char sign, const auto& lines, const auto& others) {
    const std::set<std::string> there(others.begin(), others.end());
    for (const auto& line : lines) {
      if (!there.contains(line) && ++shown <= kShownLines)
        text += fmt::format("{} {}\n", sign, line);
    }
  };
  list('-', want, got);
  shown = 0;
  list('+', got, want);
  return text.empty() ? "the same lines in another order\n" : text;
}

}  // namespace

void check_text(std::string_view got, std::string_view want, std::source_location where) {
  if (got == want) {
    CHECK(got == want);
    return;
  }
  const auto want_lines = lines_of(want);
  const auto got_lines = lines_of(got);
  const std::string place = fmt::format("{}:{}", where.file_name(), where.line());
  if (want_lines.size() + got_lines.size() > kLongText) {
    FAIL_CHECK(fmt::format("{}\n--- want, +++ got\n{}", place, difference(want_lines, got_lines)));
  } else {
    FAIL_CHECK(fmt::format("{}\n--- want\n{}\n--- got\n{}\n---", place, want, got));
  }
}

void check_run(const ToolRun& run, int code, std::string_view out, std::string_view err,
               std::source_location where) {
  check_text(fmt::format("exit {}\n{}\nstderr\n{}", run.exit_code, run.out, run.err),
             fmt::format("exit {}\n{}\nstderr\n{}", code, out, err), where);
}

std::vector<std::string> lines_of(std::string_view text, char end) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find(end));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    lines.emplace_back(line);
  }
  return lines;
}

std::vector<std::string> sorted(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

std::vector<nlohmann::json> json_lines(std::string_view text) {
  std::vector<nlohmann::json> objects;
  for (const auto& line : lines_of(text)) objects.push_back(nlohmann::json::parse(line));
  return objects;
}

std::vector<nlohmann::json> hits_of(std::string_view json_text) {
  std::vector<nlohmann::json> hits = json_lines(json_text);
  std::erase_if(hits, [](const auto& line) { return line["type"] != "hit"; });
  return hits;
}

std::vector<std::string> fields_of(const std::vector<nlohmann::json>& hits,
                                   const std::string& name) {
  std::vector<std::string> values;
  for (const auto& hit : hits) values.push_back(hit.at(name).get<std::string>());
  return values;
}

std::vector<nlohmann::json> all_hits(const std::filesystem::path& folder) {
  const ToolRun run = search_tool(
      {"--index", folder.string(), "--json", "--limit", "100000", "--since", "0001", "--undated"});
  REQUIRE_MESSAGE(run.exit_code <= 1, run.err);
  auto hits = hits_of(run.out);
  std::ranges::sort(hits, {},
                    [](const auto& hit) { return hit["path"].template get<std::string>(); });
  return hits;
}

std::string stable_summary(std::string_view text) {
  std::string stable;
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("time ")) continue;
    const auto sizes = line.starts_with("index ") ? line.rfind(" undated,") : std::string::npos;
    stable += (sizes == std::string::npos ? line : line.substr(0, sizes + 8)) + '\n';
  }
  return stable;
}

bool is_harmless(std::string_view text) {
  if (!is_valid_utf8(text)) return false;
  for (std::size_t position = 0; position < text.size();) {
    const char32_t character = decode_utf8(text, position);
    if (character == U'\n' || character == U'\t') continue;
    if (is_unsafe(character)) return false;
  }
  return true;
}

}  // namespace dateline
