// SPDX-License-Identifier: GPL-2.0-or-later
//
// The one place where Xapian's exceptions become ours. Whatever calls Xapian does so inside
// guard_xapian(), which says what was being done, to what, and picks the exit code and the hint.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include <xapian.h>

namespace dateline {

[[noreturn]] void throw_xapian_error(const Xapian::Error& error, std::string_view action,
                                     const std::filesystem::path& path);

// Runs `function`; "cannot <action> '<path>': ..." is the Error when Xapian throws.
template <class Function>
decltype(auto) guard_xapian(std::string_view action, const std::filesystem::path& path,
                            Function&& function) {
  try {
    return std::forward<Function>(function)();
  } catch (const Xapian::Error& error) {
    throw_xapian_error(error, action, path);
  }
}

}  // namespace dateline
