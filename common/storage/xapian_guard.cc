// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/storage/xapian_guard.h"

#include <string>

#include <fmt/format.h>

#include "common/base/error.h"

namespace dateline {
namespace {

struct Translation {
  ExitCode code;
  std::string_view hint;
};

Translation translate(const Xapian::Error& error) {
  const std::string_view type = error.get_type();
  if (type == "DatabaseLockError")
    return {ExitCode::Busy, "wait for the other dateline-index, or use --wait"};
  if (type == "DatabaseNotFoundError")
    return {ExitCode::NoIndex, "build it with: dateline-index FOLDER"};
  if (type == "DatabaseVersionError")
    return {ExitCode::NoIndex, "it was written by another version of Xapian"};
  if (type == "DatabaseCorruptError") {
    return {ExitCode::Damaged, "remove the index and run dateline-index again"};
  }
  if (type == "DatabaseModifiedError")
    return {ExitCode::Damaged, "the index changed all the time: try again"};
  if (type == "NetworkError" || type == "NetworkTimeoutError")
    return {ExitCode::RemoteUnavailable, ""};
  if (type == "DatabaseError" || type == "DatabaseOpeningError") {
    return {ExitCode::WriteFailed,
            "the index is as it was after the last commit; is the disk full?"};
  }
  return {ExitCode::WriteFailed, ""};
}

}  // namespace

void throw_xapian_error(const Xapian::Error& error, std::string_view action,
                        const std::filesystem::path& path) {
  const Translation translation = translate(error);
  std::string reason = error.get_msg();
  if (const char* system = error.get_error_string()) reason += fmt::format(" ({})", system);
  throw Error(translation.code, fmt::format("cannot {} '{}': {}", action, path.string(), reason),
              std::string(translation.hint));
}

}  // namespace dateline
