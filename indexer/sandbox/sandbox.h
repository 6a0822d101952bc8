// SPDX-License-Identifier: GPL-2.0-or-later
//
// Hostile formats read at arm's length: questions go to a worker process, whose death or silence
// costs one document. It is asked once more in a fresh process; then the document is skipped with
// the reason. One thread at a time.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "indexer/member.h"
#include "indexer/parse_request.h"
#include "indexer/raw_document.h"
#include "indexer/sandbox/parser_process.h"

namespace dateline {

class Sandbox {
 public:
  // Starts a process at once. `settings` must outlive it.
  explicit Sandbox(const ParserSettings& settings);

  ReadResult parse(const ParseRequest& request);

  // `file`: an open one, from its beginning. A process that dies on the way is started again once
  // from the beginning; what had been taken is not given a second time.
  void unpack(int file, std::string_view name, Format format, const MemberSink& sink);

 private:
  enum class Unpacked { Done, Stopped, Died };

  void ensure_process();
  std::optional<ReadResult> ask_document(const ParseRequest& request);
  Unpacked ask_container(int file, std::string_view name, Format format, std::uint64_t known,
                         const MemberSink& sink, std::uint64_t& taken);

  const ParserSettings& settings_;
  std::unique_ptr<ParserProcess> process_;
  std::uint64_t documents_ = 0;  // that the process has read
};

// The sandboxes of a run, started before the index is opened. From any thread.
class SandboxPool {
 public:
  SandboxPool(ParserSettings settings, unsigned processes);

  // One that nobody else has, until the pointer is given up.
  std::shared_ptr<Sandbox> take();

 private:
  const ParserSettings settings_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Sandbox>> idle_;
};

}  // namespace dateline
