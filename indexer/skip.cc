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
  }
  return "unknown reason";  // a number written by a newer version
}

}  // namespace dateline
