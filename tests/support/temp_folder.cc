// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/temp_folder.h"

#include <fstream>
#include <stdexcept>
#include <system_error>

#include <stdlib.h>

namespace dateline {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "dateline-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TempFolder::write(const std::string& name, std::string_view content) const {
  const auto path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
  return path;
}

}  // namespace dateline
