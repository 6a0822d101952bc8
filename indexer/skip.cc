// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/skip.h"

namespace dateline {

std::string_view to_string(SkipKind kind) {
  switch (kind) {
    case SkipKind::Unreadable:
      return "unreadable";
    case SkipKind::Vanished:
      return "vanished";
    case SkipKind::Empty:
      return "empty";
    case SkipKind::Binary:
      return "binary";
    case SkipKind::UnknownType:
      return "unknown type";
    case SkipKind::BrokenJson:
      return "broken JSON";
    case SkipKind::NotAnArticle:
      return "not an article";
    case SkipKind::TooLarge:
      return "too large";
    case SkipKind::Duplicate:
      return "duplicate";
    case SkipKind::Link:
      return "symbolic link";
    case SkipKind::Special:
      return "special file";
    case SkipKind::Broken:
      return "broken";
    case SkipKind::Encrypted:
      return "encrypted";
    case SkipKind::NoText:
      return "no text";
    case SkipKind::ParserDied:
      return "parser died";
    case SkipKind::TimedOut:
      return "timed out";
    case SkipKind::NotSupported:
      return "not supported";
    case SkipKind::Limit:
      return "over a limit";
  }
  return "unknown reason";  // a number written by a newer version
}

}  // namespace dateline
