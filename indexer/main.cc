// SPDX-License-Identifier: GPL-2.0-or-later
#include <csignal>
#include <exception>
#include <string>

#include "common/base/console.h"
#include "common/base/error.h"
#include "indexer/index_command.h"
#include "indexer/options.h"

namespace {

using dateline::ExitCode;

int run(int argc, char** argv, dateline::Console& console) {
  dateline::Output output;
  std::string text;
  const auto options = dateline::parse_index_options(argc, argv, text);
  if (!options) {
    output.write(text);
    output.flush();
    return static_cast<int>(ExitCode::Done);
  }
  return static_cast<int>(dateline::run_index(*options, console, output));
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  dateline::Console console("dateline-index");
  try {
    return run(argc, argv, console);
  } catch (const dateline::Error& error) {
    console.error(error);
    return static_cast<int>(error.code());
  } catch (const dateline::BrokenPipe&) {
    return static_cast<int>(ExitCode::Done);
  } catch (const std::exception& error) {
    console.error(dateline::Error(ExitCode::WriteFailed, std::string("cannot go on: ") + error.what(),
                                  "the index is as it was after the last commit"));
    return static_cast<int>(ExitCode::WriteFailed);
  } catch (...) {
    console.error(dateline::Error(ExitCode::WriteFailed, "cannot go on: an unknown failure"));
    return static_cast<int>(ExitCode::WriteFailed);
  }
}
