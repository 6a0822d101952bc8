// SPDX-License-Identifier: GPL-2.0-or-later
//
// One worker process, seen from the indexer: started, asked, watched, killed.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include <sys/types.h>

#include "indexer/sandbox/channel.h"
#include "indexer/sandbox/messages.h"
#include "indexer/skip.h"

namespace dateline {

struct ParserSettings {
  std::filesystem::path program = "/proc/self/exe";  // dateline-index
  WorkerSetup setup;
  // For one document, or for the next member of a container.
  std::chrono::seconds processor_time{20};
  std::chrono::seconds wall_time{60};
};

class ParserProcess {
 public:
  // Throws Error when a process cannot be started.
  explicit ParserProcess(const ParserSettings& settings);
  ~ParserProcess();
  ParserProcess(const ParserProcess&) = delete;
  ParserProcess& operator=(const ParserProcess&) = delete;

  // False: it died meanwhile, see end().
  bool ask(MessageKind kind, std::initializer_list<std::string_view> pieces, int file = -1);
  bool answer(Message& message);

  pid_t id() const { return process_; }

  // Kills it, if it is still there, and says how it ended.
  Skip end();

 private:
  void start_clock();

  const ParserSettings& settings_;
  Channel channel_;
  pid_t process_ = -1;
  bool timed_out_ = false;
};

}  // namespace dateline
