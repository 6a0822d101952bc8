// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a format reader hands over: the text and everything the format says about it, nothing judged
// yet.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "common/domain/document.h"
#include "indexer/skip.h"

namespace dateline {

// A date as the format states it, not yet understood. `text` is its value ("2024-03-05T10:00:00Z",
// "1709632800").
struct RawDate {
  DateSource source = DateSource::None;
  std::string text;
};

struct RawDocument {
  std::string title;  // as stated by the format; empty when it says nothing
  std::string text;   // paragraphs kept apart by line breaks
  std::string own_id;
  std::string type;
  std::string charset = "utf-8";
  std::string url;
  std::string site;
  std::string author;
  std::string language;
  std::vector<std::string> tags;
  std::vector<RawDate> dates;  // most trusted first
};

using ReadResult = std::variant<RawDocument, Skip>;

}  // namespace dateline
