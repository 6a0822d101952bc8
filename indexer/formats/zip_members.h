// SPDX-License-Identifier: GPL-2.0-or-later
//
// Named members of a zip file that lies in memory, as office files are. Nothing is written
// anywhere; a member's name is only compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "indexer/skip.h"

namespace dateline {

struct ZipLimits {
  std::size_t member_bytes = std::size_t{64} << 20U;
  std::uint64_t ratio = 1000;  // of what came out to the whole file, once `ratio_from` came out
  std::uint64_t ratio_from = std::uint64_t{16} << 20U;
  std::size_t entries = 100'000;
};

using ZipMembers = std::map<std::string, std::string, std::less<>>;

// Those of `names` that are there; of two with one name the first. Skip: Broken, Encrypted, or
// Limit.
std::variant<ZipMembers, Skip> read_zip_members(std::string_view zip,
                                                const std::vector<std::string>& names,
                                                const ZipLimits& limits = {});

}  // namespace dateline
