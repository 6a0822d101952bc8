// SPDX-License-Identifier: GPL-2.0-or-later
//
// Zip files for tests, in memory.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dateline::test {

// Members as (name, bytes), deflated, in this order; `password`: of all members, by the old way of
// zip.
std::string make_zip(const std::vector<std::pair<std::string, std::string>>& members,
                     const std::string& password = {});

}  // namespace dateline::test
