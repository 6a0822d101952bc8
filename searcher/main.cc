// SPDX-License-Identifier: GPL-2.0-or-later
#include <csignal>
#include <string>

#include <unistd.h>

#include "common/base/console.h"
#include "common/base/tool_main.h"
#include "searcher/batch_command.h"
#include "searcher/options.h"
#include "searcher/search_command.h"

namespace {

using dateline::ExitCode;

// A mapped index file was cut short under us: nothing sensible can go on from there.
extern "C" void give_up_on_index(int) {
  static constexpr char kMessage[] =
      "dateline-search: cannot read the index: a file of it was cut short\n";
  const ssize_t ignored = ::write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  static_cast<void>(ignored);
  ::_exit(static_cast<int>(ExitCode::Damaged));
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGBUS, give_up_on_index);
  dateline::Console console("dateline-search");
  return dateline::run_tool(console, ExitCode::Damaged, [&] {
    dateline::Output output;
    std::string text;
    const auto options = dateline::parse_search_options(argc, argv, text);
    if (options && !options->batch.empty()) return dateline::run_batch(*options, console, output);
    if (options) return dateline::run_search(*options, console, output);
    output.write(text);
    output.flush();
    return ExitCode::Done;
  });
}
