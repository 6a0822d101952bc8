// SPDX-License-Identifier: GPL-2.0-or-later
//
// What tests do with the output of the tools: cut it into lines, read its JSON, compare it whole.
#pragma once

#include <filesystem>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tests/support/run_tool.h"

namespace dateline {

// Fails the running test unless both are equal, printing them as blocks.
void check_text(std::string_view got, std::string_view want,
                std::source_location where = std::source_location::current());

// The run ended with this code and this output.
void check_run(const ToolRun& run, int code, std::string_view out, std::string_view err,
               std::source_location where = std::source_location::current());

std::vector<std::string> lines_of(std::string_view text, char end = '\n');
std::vector<std::string> sorted(std::vector<std::string> lines);
std::string joined(const std::vector<std::string>& lines);  // each with a line end

std::vector<nlohmann::json> json_lines(std::string_view text);
std::vector<nlohmann::json> hits_of(std::string_view json_text);  // the lines of type "hit"
std::vector<std::string> fields_of(const std::vector<nlohmann::json>& hits,
                                   const std::string& name);

// Every document of the index in `folder`, as a hit of --json, by path.
std::vector<nlohmann::json> all_hits(const std::filesystem::path& folder);

// A summary of dateline-index without what differs from run to run: times and sizes.
std::string stable_summary(std::string_view text);

// No byte in it does anything to a terminal: UTF-8 without control characters but line ends and
// tabs, without direction marks.
bool is_harmless(std::string_view text);

}  // namespace dateline
