// SPDX-License-Identifier: GPL-2.0-or-later
//
// The bytes kept in value slots (fields.h lists them).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/domain/document.h"

namespace dateline {

// Days compare as Xapian's sortable numbers do (Xapian::NumberRangeProcessor reads them): days
// since 1970-01-01.
std::string day_value(Day day);

std::string number_value(std::uint64_t number);

// First 8 bytes of the id: equal scores are ordered by it, however documents are spread over
// indexes.
std::string tie_value(const DocumentId& id);

// Sort keys: three bytes of day (FF FF FF for an undated document, so that it comes last both
// ways), then five of the id.
std::string ascending_date_key(const PartialDate& date, const DocumentId& id);
std::string descending_date_key(const PartialDate& date, const DocumentId& id);

// A text value, cut at a character border: slots are for facets, the record has the whole.
std::string text_value(std::string_view text);

}  // namespace dateline
