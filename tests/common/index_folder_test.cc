// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/index_folder.h"

#include <optional>

#include <doctest/doctest.h>

#include "common/base/error.h"
#include "tests/support/temp_folder.h"

namespace dateline {
namespace {

TEST_CASE("switches generations and cleans up behind") {
  TempFolder temp;
  const IndexFolder folder(temp.path());
  CHECK(!folder.current());
  const auto first = folder.create_generation();
  CHECK(!folder.current());
  folder.publish(first);
  CHECK(folder.current()->filename() == "gen-000001");
  const auto second = folder.create_generation();
  CHECK(folder.current()->filename() == "gen-000001");
  folder.publish(second);
  CHECK(folder.current()->filename() == "gen-000002");
  const auto unfinished = folder.create_generation();
  folder.remove_leftovers();
  CHECK(!std::filesystem::exists(first));
  CHECK(!std::filesystem::exists(unfinished));
  CHECK(std::filesystem::exists(second));
}

TEST_CASE("seals a generation until it changes") {
  TempFolder temp;
  temp.write("words.seq", "abc");
  temp.write("xapian/iamglass", "def");
  CHECK(!is_sealed(temp.path()));
  seal(temp.path());
  CHECK(is_sealed(temp.path()));
  unseal(temp.path());
  CHECK(!is_sealed(temp.path()));
  CHECK_NOTHROW(unseal(temp.path()));
}

TEST_CASE("lets one writer in at a time") {
  TempFolder temp;
  const IndexFolder folder(temp.path());
  std::optional<WriterLock> lock;
  lock.emplace(folder, false);
  try {
    const WriterLock second(folder, false);
    FAIL("two writers");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::Busy);
  }
  lock.reset();
  CHECK_NOTHROW(WriterLock(folder, false));
}

}  // namespace
}  // namespace dateline
