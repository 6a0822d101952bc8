// SPDX-License-Identifier: GPL-2.0-or-later
//
// Why one file or record did not become a document. Never stops a run; always counted and named in
// its report.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

// The numbers are stored with the file's state, so that a bad file is not tried again until it
// changes.
enum class SkipKind : std::uint8_t {
  Unreadable = 1,   // open or read failed: tried again on every run
  Vanished = 2,     // gone between the walk and the read
  Empty = 3,        // no byte, or nothing but white space
  Binary = 4,       // not text, whatever its name says
  UnknownType = 5,  // a format Dateline does not read
  BrokenJson = 6,
  NotAnArticle = 7,  // JSON without title and text
  TooLarge = 8,
  Duplicate = 9,  // its id belongs to another document
  Link = 10,      // a symbolic link
  Special = 11,   // a device, FIFO or socket
  Broken = 12,    // a damaged file of a known format
  Encrypted = 13,
  NoText = 14,        // a sound file without any text, as a scanned PDF
  ParserDied = 15,    // its parser crashed twice
  TimedOut = 16,      // its parser took too long twice
  NotSupported = 17,  // this build has no reader for it
  Limit = 18,         // an archive that is nested too deep, has too many members, expands too much
};
std::string_view to_string(
    SkipKind kind);  // "unreadable", "vanished", "empty", "binary", "unknown type", ...

struct Skip {
  SkipKind kind{};
  std::string detail;  // "invalid UTF-8 at byte 120", may be empty
};

struct SkippedItem {
  std::string path;  // relative to its root: "path" or "path#record"
  Skip skip;
};

}  // namespace dateline
