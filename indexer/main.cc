// SPDX-License-Identifier: GPL-2.0-or-later
#include <csignal>
#include <string>

#include "common/base/console.h"
#include "common/base/tool_main.h"
#include "indexer/index_command.h"
#include "indexer/options.h"

int main(int argc, char** argv) {
  using dateline::ExitCode;
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
