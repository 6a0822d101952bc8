// SPDX-License-Identifier: GPL-2.0-or-later
//
// Containers made in memory, and what unpack() finds in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/containers/unpack.h"
#include "tests/support/made_archive.h"

namespace dateline {

// Four bytes, the lowest first.
std::string crc32_of(std::string_view bytes);
std::string gzip(std::string_view bytes);
std::string zstd(std::string_view bytes, std::string_view dictionary = {});
std::string deflate(std::string_view bytes, bool with_header);
// Of at most 64 KiB.
std::string brotli(std::string_view bytes);

std::string warc_record(std::string_view type, std::string_view url, std::string_view content_type,
                        std::string_view block, std::string_view length = {});
std::string http(std::string_view fields, std::string_view body,
                 std::string_view status = "200 OK");
// A response record with an HTML page of this text.
std::string warc_page(std::string_view url, std::string_view text);
std::string page(std::string_view text);

struct Found {
  std::vector<Member> members;
  std::vector<SkippedItem> skips;

  std::vector<std::string> names() const;
  // "name: kind (detail)", each.
  std::vector<std::string> reasons() const;
};

// One a line.
std::string lines(const std::vector<std::string>& texts);

// `seekable`: as a file is.
Found unpack_bytes(std::string_view bytes, std::string_view name, const UnpackLimits& limits = {},
                   bool seekable = true);

}  // namespace dateline
