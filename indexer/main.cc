// SPDX-License-Identifier: GPL-2.0-or-later
#include <csignal>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "common/base/console.h"
#include "common/base/tool_main.h"
#include "common/storage/xapian_guard.h"
#include "indexer/index_command.h"
#include "indexer/options.h"
#include "indexer/sandbox/parser_worker.h"

namespace {

using dateline::ExitCode;

// Xapian 1.4.22 now and then throws a second time while a commit that found the disk full is on its
// way out, which ends the process. What was being thrown is told as if it had arrived.
[[noreturn]] void tell_and_end() {
  dateline::Console console("dateline-index");
  std::_Exit(dateline::run_tool(console, ExitCode::WriteFailed, [] {
    dateline::guard_xapian("write", "the index", [] {
      if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
    });
    return ExitCode::WriteFailed;
  }));
}

// A worker process, which this program starts of itself: nobody reads what it prints.
int run_as_parser() {
  try {
    return dateline::run_parser_worker();
  } catch (const std::exception&) {
    return EXIT_FAILURE;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == dateline::kParserWorkerArgument)
    std::_Exit(run_as_parser());
  std::set_terminate(tell_and_end);
  // A file over the size limit is then a failed write, which is reported, and not a sudden end.
  std::signal(SIGXFSZ, SIG_IGN);
  dateline::Console console("dateline-index");
  return dateline::run_tool(console, ExitCode::WriteFailed, [&] {
    dateline::Output output;
    std::string text;
    const auto options = dateline::parse_index_options(argc, argv, text);
    if (options) return dateline::run_index(*options, console, output);
    output.write(text);
    output.flush();
    return ExitCode::Done;
  });
}
