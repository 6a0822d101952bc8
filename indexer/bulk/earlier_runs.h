// SPDX-License-Identifier: GPL-2.0-or-later
//
// The complete runs that an interrupted build left. The build that goes on reads all sources again,
// and asks here for each record whether one of the runs has its document: reading is cheap,
// analysing is not. What nobody asks for is left out of the index.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <unordered_map>
#include <vector>

#include "indexer/bulk/run_merger.h"

namespace dateline {

class EarlierRuns {
 public:
  EarlierRuns() = default;
  // Removes the files of those that are damaged.
  explicit EarlierRuns(const std::vector<std::filesystem::path>& paths);

  struct Facts {
    std::uint64_t text_bytes = 0;
    bool undated = false;
  };

  // The document made from this source, when there is one: it then belongs into the index. From any
  // thread, but each source once.
  std::optional<Facts> claim(std::uint64_t source);

  unsigned last_number() const { return last_number_; }
  std::vector<MergeRun> take() { return std::move(runs_); }

 private:
  struct Place {
    std::uint32_t run;
    std::uint32_t local;
    Facts facts;
  };

  void load(std::size_t run);

  std::vector<MergeRun> runs_;
  std::unordered_map<std::uint64_t, Place> places_;
  unsigned last_number_ = 0;
};

}  // namespace dateline
