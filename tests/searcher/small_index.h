// SPDX-License-Identifier: GPL-2.0-or-later
//
// An index of a few texts, made without the programs: for tests of what reads one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/domain/document.h"
#include "common/storage/index_folder.h"
#include "tests/support/temp_folder.h"

namespace dateline {

class SmallIndex {
 public:
  // Text n is the body of the document with the path "n.txt"; each is a batch of its own.
  explicit SmallIndex(const std::vector<std::string>& texts);

  const std::filesystem::path& path() const { return folder_.path(); }
  const std::vector<DocumentId>& ids() const { return ids_; }

 private:
  TempFolder temp_;
  IndexFolder folder_;
  std::vector<DocumentId> ids_;
};

}  // namespace dateline
