// SPDX-License-Identifier: GPL-2.0-or-later
//
// A generation that is being built in bulk, and the sorted runs it is made of:
//
//   gen-000002/runs/BUILD        what is being built, written when the build begins: an interrupted
//                                build is gone on with by a run that would build the same
//   gen-000002/runs/dictionary   the zstd dictionary of its records
//   gen-000002/runs/000001.run   complete runs
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "common/storage/index_folder.h"

namespace dateline {

class BuildFolder {
 public:
  // `identity`: everything that documents depend on besides their source. Null when there is no
  // interrupted build of it.
  static std::optional<BuildFolder> find(const IndexFolder& folder, const std::string& identity);
  static BuildFolder create(const IndexFolder& folder, const std::string& identity,
                            const std::string& dictionary);

  const std::filesystem::path& generation() const { return generation_; }
  const std::string& dictionary() const { return dictionary_; }

  std::vector<std::filesystem::path> complete_runs() const;
  // `number`: from 1 on, of a run that is not there.
  std::filesystem::path run_path(unsigned number) const;

  void remove_runs() const;

 private:
  BuildFolder(std::filesystem::path generation, std::string dictionary);

  std::filesystem::path generation_;
  std::string dictionary_;
};

}  // namespace dateline
