// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk/earlier_runs.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <system_error>

#include "common/base/error.h"

namespace dateline {
namespace {

std::unique_ptr<RunFile> open_intact(const std::filesystem::path& path) {
  try {
    auto run = std::make_unique<RunFile>(path);
    if (run->is_intact()) return run;
  } catch (const Error&) {
    // A power cut left it in pieces: what it held is made again.
  }
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  return nullptr;
}

}  // namespace

EarlierRuns::EarlierRuns(const std::vector<std::filesystem::path>& paths) {
  for (const auto& path : paths) {
    last_number_ = static_cast<unsigned>(std::strtoul(path.stem().c_str(), nullptr, 10));
    auto file = open_intact(path);
    if (!file) continue;
    const std::uint32_t documents = file->documents();
    runs_.push_back({std::move(file), std::vector<char>(documents)});
    load(runs_.size() - 1);
  }
}

void EarlierRuns::load(std::size_t run) {
  SectionReader reader(*runs_[run].file, RunSection::Documents);
  for (std::uint32_t local = 0; !reader.at_end(); ++local) {
    RunDocument document;
    std::memcpy(&document, reader.take(sizeof document).data(), sizeof document);
    const bool undated = document.date_class == DateClass::Undated;
    places_[document.source] = {
        static_cast<std::uint32_t>(run), local, {document.text_bytes, undated}};
  }
}

std::optional<EarlierRuns::Facts> EarlierRuns::claim(std::uint64_t source) {
  const auto found = places_.find(source);
  if (found == places_.end()) return std::nullopt;
  const Place& place = found->second;
  runs_[place.run].wanted[place.local] = 1;
  return place.facts;
}

}  // namespace dateline
