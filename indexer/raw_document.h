// SPDX-License-Identifier: GPL-2.0-or-later
//
// What a format reader hands over: the text and everything the format says about it, nothing judged
// yet. All strings are UTF-8.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "common/domain/document.h"
#include "indexer/skip.h"

namespace dateline {

// A date as the format states it, not yet understood. `text` is its value ("2024-03-05T10:00:00Z",
// "1709632800", "Tuesday, March 5, 2024").
struct RawDate {
  RawDate(DateSource from, std::string value, std::string under = {})
      : source(from), text(std::move(value)), name(std::move(under)) {}

  DateSource source;
  std::string text;
  std::string
      name;  // what it stood under: "datePublished", "article:modified_time", "CreationDate"
};

struct RawDocument {
  std::string title;                  // as stated by the format; empty when it says nothing
  std::string text;                   // paragraphs kept apart by line breaks
  std::vector<std::string> captions;  // of pictures, apart from the text; one line each
  std::string description;            // a summary the format states
  std::string own_id;
  std::string type;
  std::string charset = "utf-8";
  int charset_confidence = 100;  // 0-100; 100: stated, or could be nothing else
  std::string url;
  std::string site;
  std::string author;
  std::string language;
  std::vector<std::string> tags;
  std::string crawled;         // when a crawler fetched it, as its record says
  std::vector<RawDate> dates;  // most trusted first
};

using ReadResult = std::variant<RawDocument, Skip>;

}  // namespace dateline
