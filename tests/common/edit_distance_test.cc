// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/edit_distance.h"

#include <doctest/doctest.h>

namespace dateline {
namespace {

TEST_CASE("counts single slips of the finger") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("limit", "limit") == 0);
  CHECK(edit_distance("limt", "limit") == 1);
  CHECK(edit_distance("limiit", "limit") == 1);
  CHECK(edit_distance("linit", "limit") == 1);
  CHECK(edit_distance("ilmit", "limit") == 1);
  CHECK(edit_distance("autor", "author") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

}  // namespace
}  // namespace dateline
