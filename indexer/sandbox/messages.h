// SPDX-License-Identifier: GPL-2.0-or-later
//
// What stands in the messages between the indexer and a worker process. Reading throws
// Error(Damaged) for bytes that no worker of this build sends; texts that are not UTF-8 are made
// so.
#pragma once

#include <string>
#include <string_view>

#include "indexer/containers/unpack.h"
#include "indexer/member.h"
#include "indexer/parse_request.h"
#include "indexer/raw_document.h"

namespace dateline {

struct WorkerSetup {
  ParseOptions options;
  UnpackLimits limits;
};
std::string encode_setup(const WorkerSetup& setup);
WorkerSetup decode_setup(std::string_view payload);

// All but `bytes`, which come last.
std::string encode_request_head(const ParseRequest& request);
ParseRequest decode_request(std::string_view payload);  // points into it

std::string encode_container(std::string_view name, Format format);
struct ContainerRequest {
  std::string name;
  Format format{};
};
ContainerRequest decode_container(std::string_view payload);

std::string encode_document(const RawDocument& document);
RawDocument decode_document(std::string_view payload);

std::string encode_skipped(std::string_view name, const Skip& skip);
struct SkippedMember {
  std::string name;
  Skip skip;
};
SkippedMember decode_skipped(std::string_view payload);

std::string encode_member_head(const Member& member);  // all but `bytes`, which come last
Member decode_member(std::string_view payload);

}  // namespace dateline
