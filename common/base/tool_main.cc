// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/base/tool_main.h"

#include <csignal>
#include <exception>
#include <string>

namespace dateline {

int run_tool(Console& console, ExitCode unexpected, const std::function<ExitCode()>& tool) {
  std::signal(SIGPIPE, SIG_IGN);
  const auto fail = [&](const Error& error) {
    console.error(error);
    return static_cast<int>(error.code());
  };
  try {
    return static_cast<int>(tool());
  } catch (const Error& error) {
    return fail(error);
  } catch (const BrokenPipe&) {
    return static_cast<int>(ExitCode::Done);
  } catch (const std::exception& error) {
    return fail(Error(unexpected, std::string("cannot go on: ") + error.what()));
  } catch (...) {
    return fail(Error(unexpected, "cannot go on: an unknown failure"));
  }
}

}  // namespace dateline
