// SPDX-License-Identifier: GPL-2.0-or-later
#include <unistd.h>

#include <csignal>
#include <exception>
#include <string>

#include "common/base/console.h"
#include "common/base/error.h"
#include "searcher/batch_command.h"
#include "searcher/options.h"
#include "searcher/query/query_error.h"
#include "searcher/search_command.h"

namespace {

using dateline::ExitCode;

// A mapped index file was cut short under us: nothing sensible can go on from there.
extern "C" void give_up_on_index(int) {
  static constexpr char kMessage[] = "dateline-search: cannot read the index: a file of it was cut short\n";
  const ssize_t ignored = ::write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  static_cast<void>(ignored);
  ::_exit(static_cast<int>(ExitCode::Damaged));
}

int run(const dateline::SearchOptions& options, dateline::Console& console, dateline::Output& output) {
  const bool batch = !options.batch.empty();
  return static_cast<int>(batch ? run_batch(options, console, output) : run_search(options, console, output));
}

int parse_and_run(int argc, char** argv, dateline::Console& console) {
  dateline::Output output;
  std::string text;
  const auto options = dateline::parse_search_options(argc, argv, text);
  if (!options) {
    output.write(text);
    output.flush();
    return static_cast<int>(ExitCode::Done);
  }
  try {
    return run(*options, console, output);
  } catch (const dateline::QueryError& error) {
    console.error(error, dateline::caret_lines(options->query, error.offset()));
    return static_cast<int>(error.code());
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGBUS, give_up_on_index);
  dateline::Console console("dateline-search");
  try {
    return parse_and_run(argc, argv, console);
  } catch (const dateline::Error& error) {
    console.error(error);
    return static_cast<int>(error.code());
  } catch (const dateline::BrokenPipe&) {
    return static_cast<int>(ExitCode::Done);
  } catch (const std::exception& error) {
    console.error(dateline::Error(ExitCode::Damaged, std::string("cannot go on: ") + error.what()));
    return static_cast<int>(ExitCode::Damaged);
  } catch (...) {
    console.error(dateline::Error(ExitCode::Damaged, "cannot go on: an unknown failure"));
    return static_cast<int>(ExitCode::Damaged);
  }
}
