// SPDX-License-Identifier: GPL-2.0-or-later
//
// Cuts a container into its documents. It knows nothing of processes: the worker process calls it.
// Streams: no more of a container is in memory than the member at hand.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/byte_source.h"
#include "indexer/member.h"

namespace dateline {

struct UnpackLimits {
  std::uint64_t member_bytes = std::uint64_t{64} << 20U;
  std::uint64_t line_bytes = std::uint64_t{16} << 20U;   // of JSON
  std::uint64_t total_bytes = std::uint64_t{20} << 30U;  // out of one archive
  std::uint64_t ratio = 200;                             // once `ratio_from` came out
  std::uint64_t ratio_from = std::uint64_t{64} << 20U;
  std::uint64_t member_ratio = 1000;  // once `member_ratio_from` came out
  std::uint64_t member_ratio_from = std::uint64_t{16} << 20U;
  std::uint64_t members = 1'000'000;
  std::size_t name_bytes = 4096;
  unsigned depth = 3;  // archives in archives
};

// Has the C library read the files it needs to tell UTF-8 from other names of members, and sets the
// time zone of the process to UTC, which it would look for at each member of a zip. For a process
// of its own, before it may open no file any more. Without it unpack() works, but calls such
// members "member 12", and takes longer.
void prepare_unpack();

// `name`: of the file, for the names of single members ("a.html.gz" holds "a.html"). `format`: what
// detect_format() said, a container. The source is read from where it is; an archive that can be
// sought in from its beginning.
//
// What is not read is named, but for what no reader would miss: folders and hidden files of
// archives, and all that is no page in web archives (capture.h). A skip without a name says that
// the rest of the file is missing; one that is called "byte 12345" is a damaged place of a web
// archive, behind which reading went on (web_archive.h). Members may have the same name, and may be
// of any bytes; each Member::name is at most UnpackLimits::name_bytes long within its own
// container.
void unpack(ByteSource& source, std::string_view name, Format format, const UnpackLimits& limits,
            const MemberSink& sink);

}  // namespace dateline
