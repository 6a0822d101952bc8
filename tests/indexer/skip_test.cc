// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/skip.h"

#include <set>

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("every reason to skip has its own name") {
  std::set<std::string_view> names;
  for (int kind = 1; kind <= 11; ++kind) names.insert(to_string(static_cast<SkipKind>(kind)));
  CHECK(names.size() == 11);
  CHECK(names.contains("broken JSON"));
  CHECK_FALSE(names.contains("unknown reason"));
}

}  // namespace
}  // namespace dateline
