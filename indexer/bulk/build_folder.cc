// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk/build_folder.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "common/base/error.h"
#include "common/base/files.h"

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr const char* kRuns = "runs";
constexpr const char* kBuild = "BUILD";
constexpr const char* kDictionary = "dictionary";
constexpr const char* kRunEnding = ".run";

}  // namespace

BuildFolder::BuildFolder(fs::path generation, std::string dictionary)
    : generation_(std::move(generation)), dictionary_(std::move(dictionary)) {}

std::optional<BuildFolder> BuildFolder::find(const IndexFolder& folder,
                                             const std::string& identity) {
  const auto current = folder.current();
  for (const auto& generation : folder.generations()) {
    if (current && generation.filename() == current->filename()) continue;
    const fs::path runs = generation / kRuns;
    if (!fs::exists(runs / kBuild) || read_whole_file(runs / kBuild) != identity) continue;
    return BuildFolder(generation, read_whole_file(runs / kDictionary));
  }
  return std::nullopt;
}

BuildFolder BuildFolder::create(const IndexFolder& folder, const std::string& identity,
                                const std::string& dictionary) {
  const fs::path generation = folder.create_generation();
  const fs::path runs = generation / kRuns;
  std::error_code error;
  fs::create_directory(runs, error);
  if (error) {
    throw Error(ExitCode::WriteFailed,
                fmt::format("cannot make the folder '{}': {}", runs.string(), error.message()));
  }
  replace_file(runs / kDictionary, dictionary);
  replace_file(runs / kBuild, identity);
  return BuildFolder(generation, dictionary);
}

std::vector<fs::path> BuildFolder::complete_runs() const {
  std::vector<fs::path> runs;
  for (const auto& entry : fs::directory_iterator(generation_ / kRuns)) {
    if (entry.path().extension() == kRunEnding) runs.push_back(entry.path());
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

fs::path BuildFolder::run_path(unsigned number) const {
  return generation_ / kRuns / fmt::format("{:06}{}", number, kRunEnding);
}

void BuildFolder::remove_runs() const {
  std::error_code error;
  fs::remove_all(generation_ / kRuns, error);
  if (error) {
    throw Error(ExitCode::WriteFailed,
                fmt::format("cannot remove the folder '{}': {}", (generation_ / kRuns).string(),
                            error.message()));
  }
}

}  // namespace dateline
