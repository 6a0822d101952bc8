// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/formats/html/json_repair.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("repairing gives an array of all values") {
  CHECK(repair_json("", 10) == "[]");
  CHECK(repair_json("{a:1} {b:[2,]}", 10) == R"([{"a":1},{"b":[2]}])");
  CHECK(repair_json("[[[", 3) == std::nullopt);
  CHECK(repair_json("{\"a\":", 10) == R"([{"a":null}])");
}

}  // namespace
}  // namespace dateline
